"""The pictures side by side with the lines through the eyes, and laid on each other."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
from markupsafe import Markup
from PIL import Image

from companion.core.progress import Progress
from companion.core.wire.faces import Faces, SheetFormat
from companion.operations.sheets import draw, laid_on_each_other
from companion.reports.markup import joined, tag
from companion.reports.pieces import figure, jpeg
from companion.reports.section import MethodNote, Section, SectionResult, Subject
from companion.store.faces import faces
from companion.texts.catalogue import Translator
from companion.vision.superimpose import agreement_map

MOST_ON_SHEET = 140
MOST_LAID = 1000
LEAST_LAID = 2


def write(subject: Subject, t: Translator, progress: Progress) -> SectionResult:
    found = faces(subject.conn, subject.accounts, MOST_LAID)
    note = MethodNote(f"{t('method')} {t('limit')}")
    if not found.faces:
        return SectionResult(Markup(), note, t("none"))
    return SectionResult(joined(_sheet(subject, found, t, progress), _laid(subject, found, t, progress)), note)


def _sheet(subject: Subject, found: Faces, t: Translator, progress: Progress) -> Markup:
    keys = np.array(sorted(face.account for face in found.faces[:MOST_ON_SHEET]), dtype=np.int64)
    with tempfile.TemporaryDirectory(prefix="eyeline-") as folder:
        path = Path(folder) / "sheet.svg"
        shown = draw(subject.conn, keys, SheetFormat.svg, t("title"), path, progress)
        svg = Markup(path.read_text(encoding="utf-8"))  # noqa: S704 - drawn by us
    caption = t("sheet" if found.all <= shown else "sheet_some", shown=shown, all=found.all)
    without = t("without", count=found.without) if found.without else ""
    return figure(svg, f"{caption} {without}".strip(), "sheet")


def _laid(subject: Subject, found: Faces, t: Translator, progress: Progress) -> Markup | None:
    if len(found.faces) < LEAST_LAID:
        return None
    laid = laid_on_each_other(subject.conn, found.faces, progress)
    if laid.count < LEAST_LAID:
        return None
    panels = (
        (Image.fromarray(laid.mean), t("mean", count=laid.count)),
        (Image.fromarray(laid.median), t("median")),
        (agreement_map(laid), t("agreement", most=float(laid.agreement.max()))),
    )
    cut = tag("p", t("laid_some", all=found.all, count=laid.count)) if found.all > laid.count else None
    row = tag("div", [figure(jpeg(panel, words), words) for panel, words in panels], class_="panels")
    return joined(tag("h3", t("laid")), cut, row)


SECTION = Section("pictures", write)
