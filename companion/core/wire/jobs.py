"""Long work: how far it is, and what came of it."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import Any

from pydantic import Field

from companion.core.wire.base import Count, ShortText, Wire


class JobState(str, Enum):
    waiting = "waiting"
    running = "running"
    done = "done"
    failed = "failed"
    cancelled = "cancelled"


class Job(Wire):
    """One piece of long work. It goes on when the view that began it is left."""

    job: int
    kind: ShortText = Field(description="What is done: an analysis, export, import …, for translations.")
    title: ShortText
    state: JobState
    done: Count = 0
    of: Count | None = Field(None, description="Steps in all; null while nobody knows.")
    began_at: datetime
    ended_at: datetime | None = None
    message: ShortText | None = Field(None, description="Why it failed, for people.")
    file: ShortText | None = Field(None, description="The name of the file that it made, to be fetched.")


class Jobs(Wire):
    jobs: list[Job]


class JobResult(Wire):
    """What a job that is done gave, where it gave data and not a file."""

    job: Job
    result: dict[str, Any] | None = None
