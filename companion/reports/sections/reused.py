"""Who wears one picture."""

from __future__ import annotations

from markupsafe import Markup
from PIL import Image

from companion.core.progress import Progress
from companion.core.wire.faces import FaceShown, ReuseGroup
from companion.core.wire.findings.finding import Limit
from companion.errors import PictureError
from companion.reports.markup import joined, tag
from companion.reports.pieces import jpeg, name
from companion.reports.section import MethodNote, Section, SectionResult, Subject
from companion.store.faces import picture_content, reuse_groups
from companion.texts.catalogue import Translator
from companion.vision.cells import cell

MOST_GROUPS = 24
MOST_IN_GROUP = 6
_SIDE = 144


def write(subject: Subject, t: Translator, progress: Progress) -> SectionResult:
    found = reuse_groups(subject.conn, subject.accounts, MOST_GROUPS)
    left_out = [
        Limit.of(t.language, "standard_picture", site=each.platform, accounts=each.accounts) for each in found.standard
    ]
    note = MethodNote(t("method"), limits=left_out)
    if not found.groups:
        return SectionResult(Markup(), note, t("none"))
    of_case = set(subject.accounts.tolist())
    groups = []
    for done, group in enumerate(found.groups):
        progress(done, len(found.groups))
        groups.append(_group(subject, group, of_case, t))
    cut = t("shown", shown=len(groups), all=found.all) if len(groups) < found.all else ""
    said = tag("p", f"{t('found', count=found.all)} {cut}".strip())
    return SectionResult(joined(said, tag("div", groups, class_="reuse")), note)


def _group(subject: Subject, group: ReuseGroup, of_case: set[int], t: Translator) -> Markup:
    count = t("group", count=len(group.accounts))
    known = t("known", sets=t.listed(group.known)) if group.known else ""
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


def _picture(subject: Subject, face: FaceShown) -> Markup | None:
    """The picture that it wore, where a copy was kept and can be read."""
    content = picture_content(subject.conn, face.picture)
    try:
        return None if content is None else jpeg(Image.fromarray(cell("", content, None, _SIDE).rgb), "")
    except PictureError:
        return None


SECTION = Section("reused", write)
