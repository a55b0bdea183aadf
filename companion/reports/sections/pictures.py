"""The pictures side by side with the lines through the eyes, and laid on each other."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
from PIL import Image

from companion.core.progress import Progress
from companion.core.wire.faces import Faces, SheetFormat
from companion.operations.sheets import draw, laid_on_each_other
from companion.reports.markup import Html, joined, tag
from companion.reports.pieces import figure, jpeg
from companion.reports.section import Basis, Section, Subject, Written
from companion.reports.spoken import Spoken, Texts
from companion.store.faces import faces
from companion.vision.superimpose import agreement_map

MOST_ON_SHEET = 140
MOST_LAID = 1000
LEAST_LAID = 2

TEXTS = Texts(
    en={
        "title": "Contact sheet",
        "method": "Each picture that an account wears now and in which one face was measured, as it is, cut to its "
        "central square. The lines stand at the median of the set’s own eyes, so they show whether the faces agree, "
        "wherever that is; the points are each picture’s own eyes (MediaPipe Face Mesh’s iris centres).",
        "none": "None of the case’s accounts wears a picture with a face of which a copy was kept.",
        "sheet": "{shown} pictures with the median lines of their eyes.",
        "sheet_some": "Showing {shown} of {all} pictures, those whose position is rarest first, with the median lines "
        "of their eyes.",
        "without_one": "One account of the case wears no such picture.",
        "without_other": "{count} accounts of the case wear no such picture.",
        "laid": "Superimposed",
        "mean": "Mean of {count} pictures: what they share stays sharp, the rest blurs.",
        "median": "Median: at each point half are brighter, half darker.",
        "agreement": "Agreement: the share of the pictures’ detail that they have in common, from 0 (as chance gives) "
        "to {most}.",
        "laid_some": "Of the {all} pictures, the {count} whose position is rarest are laid on each other.",
        "limit": "Pictures that sit alike can have been cropped alike; the sheet shows that they do, and not why. "
        "Where pictures were chosen because they sit alike, their agreement is no finding.",
    },
    es={
        "title": "Hoja de contactos",
        "method": "Cada foto que una cuenta lleva ahora y en la que se midió un solo rostro, tal como es, recortada a "
        "su cuadrado central. Las líneas están en la mediana de los ojos del propio conjunto, así que muestran si los "
        "rostros coinciden, donde sea que estén; los puntos son los ojos de cada foto (centros del iris de MediaPipe "
        "Face Mesh).",
        "none": "Ninguna cuenta del caso lleva una foto con un rostro de la que se guardara una copia.",
        "sheet": "{shown} fotos con las líneas medianas de sus ojos.",
        "sheet_some": "Se muestran {shown} de {all} fotos, primero las de posición más rara, con las líneas medianas "
        "de sus ojos.",
        "without_one": "Una cuenta del caso no lleva ninguna foto así.",
        "without_other": "{count} cuentas del caso no llevan ninguna foto así.",
        "laid": "Superpuestas",
        "mean": "Media de {count} fotos: lo que comparten queda nítido, lo demás se difumina.",
        "median": "Mediana: en cada punto la mitad son más claras y la mitad más oscuras.",
        "agreement": "Coincidencia: la parte del detalle de las fotos que tienen en común, de 0 (lo que da el azar) a "
        "{most}.",
        "laid_some": "De las {all} fotos se superponen las {count} de posición más rara.",
        "limit": "Fotos colocadas igual pueden haberse recortado igual; la hoja muestra que lo están, no por qué. Si "
        "las fotos se eligieron porque están colocadas igual, su coincidencia no es un hallazgo.",
    },
)


def write(subject: Subject, t: Spoken, progress: Progress) -> Written:
    found = faces(subject.conn, subject.accounts, MOST_LAID)
    basis = Basis(f"{t('method')} {t('limit')}")
    if not found.faces:
        return Written(Html(), basis, t("none"))
    return Written(joined(_sheet(subject, found, t, progress), _laid(subject, found, t, progress)), basis)


def _sheet(subject: Subject, found: Faces, t: Spoken, progress: Progress) -> Html:
    keys = np.array(sorted(face.account for face in found.faces[:MOST_ON_SHEET]), dtype=np.int64)
    with tempfile.TemporaryDirectory(prefix="eyeline-") as folder:
        path = Path(folder) / "sheet.svg"
        shown = draw(subject.conn, keys, SheetFormat.svg, t("title"), path, progress)
        svg = Html(path.read_text(encoding="utf-8"))
    caption = t("sheet" if found.all <= shown else "sheet_some", shown=shown, all=found.all)
    without = t.counted("without", found.without) if found.without else ""
    return figure(svg, f"{caption} {without}".strip(), "sheet")


def _laid(subject: Subject, found: Faces, t: Spoken, progress: Progress) -> Html | None:
    if len(found.faces) < LEAST_LAID:
        return None
    laid = laid_on_each_other(subject.conn, found.faces, progress)
    if laid.count < LEAST_LAID:
        return None
    most = t.percent(float(laid.agreement.max()))
    panels = (
        (Image.fromarray(laid.mean), t("mean", count=laid.count)),
        (Image.fromarray(laid.median), t("median")),
        (agreement_map(laid), t("agreement", most=most)),
    )
    cut = tag("p", t("laid_some", all=found.all, count=laid.count)) if found.all > laid.count else None
    row = tag("div", [figure(jpeg(panel, words), words) for panel, words in panels], class_="panels")
    return joined(tag("h3", t("laid")), cut, row)


SECTION = Section("pictures", TEXTS, write)
