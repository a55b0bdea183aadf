"""Who wears one picture."""

from __future__ import annotations

from PIL import Image

from companion.core.progress import Progress
from companion.core.wire.faces import FaceShown, ReuseGroup
from companion.errors import PictureError
from companion.reports.markup import Html, joined, tag
from companion.reports.pieces import jpeg, name
from companion.reports.section import Basis, Section, Subject, Written
from companion.reports.spoken import Spoken, Texts
from companion.store.faces import picture_content, reuse_groups
from companion.vision.cells import cell

MOST_GROUPS = 24
MOST_IN_GROUP = 6
_SIDE = 144

TEXTS = Texts(
    en={
        "title": "Reused pictures",
        "method": "Pictures are held to be one where they are the same up to mirroring, recompression, resizing, "
        "filters and small crops, by a perceptual hash and a comparison of the pictures themselves (docs/reuse.md). "
        "Groups have at least one account of the case; accounts outside it are counted, too.",
        "none": "No account of the case wears a picture that another account was seen with, or that a set of known "
        "pictures has.",
        "found_one": "One picture is worn by several accounts, or known.",
        "found_other": "{count} pictures are worn by several accounts, or known.",
        "shown": "Showing {shown} of {all} groups, the largest first.",
        "group_one": "{count} account",
        "group_other": "{count} accounts",
        "known": "known from {sets}",
        "no_copy": "no copy",
        "outside": "not of this case",
    },
    es={
        "title": "Fotos reutilizadas",
        "method": "Dos fotos se tienen por una sola si son la misma salvo reflejo, recompresión, tamaño, filtros y "
        "recortes pequeños, por una huella perceptual y una comparación de las propias fotos (docs/reuse.md). Los "
        "grupos tienen al menos una cuenta del caso; también se cuentan cuentas de fuera.",
        "none": "Ninguna cuenta del caso lleva una foto con la que se viera a otra cuenta, ni que esté en un conjunto "
        "de fotos conocidas.",
        "found_one": "Una foto la llevan varias cuentas, o es conocida.",
        "found_other": "{count} fotos las llevan varias cuentas, o son conocidas.",
        "shown": "Se muestran {shown} de {all} grupos, los mayores primero.",
        "group_one": "{count} cuenta",
        "group_other": "{count} cuentas",
        "known": "conocida de {sets}",
        "no_copy": "sin copia",
        "outside": "no es de este caso",
    },
)


def write(subject: Subject, t: Spoken, progress: Progress) -> Written:
    found = reuse_groups(subject.conn, subject.accounts, MOST_GROUPS)
    basis = Basis(t("method"))
    if not found.groups:
        return Written(Html(), basis, t("none"))
    of_case = set(subject.accounts.tolist())
    groups = []
    for done, group in enumerate(found.groups):
        progress(done, len(found.groups))
        groups.append(_group(subject, group, of_case, t))
    cut = t("shown", shown=len(groups), all=found.all) if len(groups) < found.all else ""
    said = tag("p", f"{t.counted('found', found.all)} {cut}".strip())
    return Written(joined(said, tag("div", groups, class_="reuse")), basis)


def _group(subject: Subject, group: ReuseGroup, of_case: set[int], t: Spoken) -> Html:
    count = t.counted("group", len(group.accounts))
    known = t("known", sets=", ".join(group.known)) if group.known else ""
    more = len(group.accounts) - MOST_IN_GROUP
    pictures = [_picture(subject, face) for face in group.accounts[:MOST_IN_GROUP]]
    without = None if not any(pictures) else tag("span", t("no_copy"), class_="no-picture")
    shown = [
        tag(
            "li",
            picture or without,
            tag("span", name(face), " ", tag("span", face.platform, class_="soft")),
            None if face.account in of_case else tag("span", t("outside"), class_="soft"),
        )
        for face, picture in zip(group.accounts, pictures, strict=False)
    ]
    rest = tag("li", f"+{t.number(more)}", class_="more") if more > 0 else None
    heading = tag("h3", ", ".join(filter(None, (count, known))))
    return tag("section", heading, tag("ul", shown, rest, class_="faces"))


def _picture(subject: Subject, face: FaceShown) -> Html | None:
    """The picture that it wore, where a copy was kept and can be read."""
    content = picture_content(subject.conn, face.picture)
    try:
        return None if content is None else jpeg(Image.fromarray(cell("", content, None, _SIDE).rgb), "")
    except PictureError:
        return None


SECTION = Section("reused", TEXTS, write)
