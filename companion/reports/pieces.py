"""The pieces that sections are made of: figures, numbers, names."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable, Sequence

from markupsafe import Markup
from PIL import Image

from companion.core.naming import name_of
from companion.core.wire.selection import AccountName
from companion.reports.markup import joined, tag
from companion.texts.catalogue import Translator, texts

MOST_NAMED = 12
_QUALITY = 88


def figure(picture: Markup, caption: str, class_: str | None = None) -> Markup:
    return tag("figure", picture, tag("figcaption", caption), class_=class_)


def jpeg(picture: Image.Image, words: str) -> Markup:
    """A picture inside the page; ``words`` say what it shows to those who do not see it."""
    buffer = io.BytesIO()
    picture.convert("RGB").save(buffer, "JPEG", quality=_QUALITY, optimize=True)
    data = base64.b64encode(buffer.getvalue()).decode("ascii")
    return tag("img", src=f"data:image/jpeg;base64,{data}", alt=words, width=picture.width, height=picture.height)


def numbers(pairs: Iterable[tuple[str, str]]) -> Markup:
    """The few numbers that are read first, each with what it is."""
    return tag("dl", [tag("div", tag("dt", what), tag("dd", number)) for number, what in pairs], class_="numbers")


def name(account: AccountName) -> Markup:
    """An account's handle, or what else names it, with the name it shows; held apart from the text around it."""
    handle = account.handle or account.account_id
    shown = account.display_name
    if handle is None:
        return tag("bdi", shown or f"#{account.account}")
    if not shown or shown == handle:
        return tag("bdi", handle)
    return joined(tag("bdi", handle), " ", tag("bdi", shown, class_="soft"))


def names(accounts: Sequence[AccountName], t: Translator, count: int | None = None) -> Markup:
    """The first few by their handles, and how many more there are; ``count``: of how many."""
    shown = [tag("bdi", name_of(each)) for each in accounts]
    more = (count if count is not None else len(accounts)) - min(len(shown), MOST_NAMED)
    parts: list[Markup | str] = []
    for each in shown[:MOST_NAMED]:
        parts += [", ", each] if parts else [each]
    return joined(parts, f" +{t.number(more)}" if more > 0 else None)


def times_left_out(too_vague: int, untimed: int, out_of_range: int, t: Translator) -> str:
    """What a figure of times leaves out, in a sentence; empty where that is nothing."""
    t = texts(t.language).below("report.times")
    parts = {"too_vague": too_vague, "untimed": untimed, "out_of_range": out_of_range}
    what = [t(name, count=count) for name, count in parts.items() if count]
    return t("left_out", what=t.listed(what)) if what else ""
