"""An analysis that has no section of its own: its finding as it is said in a terminal."""

from __future__ import annotations

from typing import Any

from companion.analyses.analysis import Analysis
from companion.reports.markup import Html, joined, tag
from companion.reports.section import Section, of_analysis
from companion.reports.spoken import Spoken, Texts

MOST_LINES = 60


def other(analysis: Analysis) -> Section:
    """Its section, with its English lines."""
    texts = {"title": analysis.summary.rstrip("."), "method": "", "null_model": "", "too_little": ""}

    def body(finding: Any, t: Spoken) -> Html:
        lines = list(analysis.words(finding))
        cut = f"… {len(lines) - MOST_LINES:,}" if len(lines) > MOST_LINES else None
        return tag(
            "div", joined(tag("p", line) for line in lines[:MOST_LINES]), tag("p", cut) if cut else None, lang="en"
        )

    return of_analysis(analysis.name, Texts(texts, texts), body)
