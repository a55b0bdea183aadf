"""What was collected, when and where, and what of it is not whole."""

from __future__ import annotations

from markupsafe import Markup

from companion.core.progress import Progress
from companion.reports.charts import bars
from companion.reports.markup import joined, paragraphs, tag
from companion.reports.pieces import figure, numbers
from companion.reports.section import MethodNote, Section, SectionResult, Subject
from companion.reports.table import Column, Number, Rows
from companion.store.collection import Around, Collection, ListsSeen, around, collection
from companion.store.times import time_of
from companion.texts.catalogue import Translator

MOST_DAYS = 60


def write(subject: Subject, t: Translator, progress: Progress) -> SectionResult:
    progress(0, 2)
    note = MethodNote(t("method"))
    if not len(subject.accounts):
        return SectionResult(Markup(), note, t("nothing"))
    seen = collection(subject.conn, subject.accounts)
    progress(1, 2)
    body = joined(
        _numbers(seen, t),
        _sentences(subject, seen, around(subject.conn), t),
        _platforms(seen, t),
        tag("p", t("levels"), class_="soft"),
        _lists(seen.lists, t) if seen.lists else None,
        _days(seen.days, t),
        _notes(subject, t),
    )
    progress(2, 2)
    return SectionResult(body, note)


def _numbers(seen: Collection, t: Translator) -> Markup:
    return numbers(
        [
            (t.number(sum(each.accounts for each in seen.platforms)), t("accounts")),
            (t.number(sum(each.pages for each in seen.pages)), t("pages")),
            (t.number(sum(each.captures for each in seen.lists)), t("lists")),
            (t.number(sum(each.measured for each in seen.platforms)), t("measured")),
        ]
    )


def _sentences(subject: Subject, seen: Collection, all_known: Around, t: Translator) -> Markup:
    said = []
    if seen.days:
        first, last = (time_of(f"{day}T00:00:00Z") for day in (seen.days[0][0], seen.days[-1][0]))
        said.append(t("when", days=len(seen.days), first=first, last=last, sessions=seen.sessions))
    if seen.imports:
        said.append(t("imports", files=t.listed(seen.imports)))
    if hidden := subject.case.accounts - len(subject.accounts):
        said.append(t("hidden", count=hidden))
    captures, whole = (sum(getattr(each, of) for each in seen.lists) for of in ("captures", "whole"))
    incomplete = None
    if whole < captures:
        displayed = sum(each.displayed or 0 for each in seen.lists)
        entries = sum(each.seen for each in seen.lists)
        more = [t("displayed", displayed=displayed, seen=entries)] if displayed > entries else []
        incomplete = tag("p", " ".join([t("incomplete", incomplete=captures - whole, captures=captures), *more]))
    compared = t("compared", accounts=all_known.accounts, edges=all_known.edges, captures=all_known.captures)
    return joined(tag("p", " ".join(said)) if said else None, incomplete, tag("p", compared))


def _platforms(seen: Collection, t: Translator) -> Markup:
    return Rows(seen.platforms, t).table(
        t("by_site"),
        Column("site", lambda each: each.platform),
        Number("count", lambda each: each.accounts),
        Number("pictures", lambda each: each.pictures),
        Number("one_face", lambda each: each.measured),
        Number("strong", lambda each: each.strong),
        Number("some", lambda each: each.some),
        Number("other", lambda each: each.other),
        Number("waiting", lambda each: each.waiting),
    )


def _lists(lists: list[ListsSeen], t: Translator) -> Markup:
    return Rows(lists, t).table(
        t("by_list"),
        Column("list", lambda each: t.known(each.kind, each.kind)),
        Column("site", lambda each: each.platform),
        Number("of", lambda each: each.owners),
        Number("visits", lambda each: each.captures),
        Number("whole", lambda each: each.whole),
        Number("entries", lambda each: each.seen),
    )


def _days(days: list[tuple[str, int]], t: Translator) -> Markup | None:
    if len(days) < 2:
        return None
    shown = days[-MOST_DAYS:]
    title = t("days") if len(shown) == len(days) else t("days_left", shown=len(shown), all=len(days))
    return figure(bars(title, [day[5:] for day, _ in shown], [count for _, count in shown], t), title)


def _notes(subject: Subject, t: Translator) -> Markup | None:
    if not subject.notes:
        return None
    written = [
        tag("div", tag("p", t.day(time_of(note.at)), class_="soft"), paragraphs(note.text), class_="case-note")
        for note in subject.notes
    ]
    return joined(tag("h3", t("notes")), written)


SECTION = Section("overview", write)
