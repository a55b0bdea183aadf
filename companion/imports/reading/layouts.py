"""What a table is taken for: by the columns that were named, by known headers, or by its shape; else it is refused."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NoReturn

from companion.core.account_names import is_missing
from companion.core.kinds import EdgeKind
from companion.errors import BadRequestError
from companion.imports.reading import columns, headers, other_subjects, shapes
from companion.imports.reading.asked import Asked
from companion.imports.reading.names import BIO, COUNTS, DISPLAY_NAME, PICTURE, plain
from companion.imports.reading.reasons import UnclearTableError
from companion.imports.reading.tables import Table


class Kind(str, Enum):
    """What the rows are. The values are keys of the catalogue's ``imports.kinds``."""

    edges = "edges"
    accounts = "accounts"
    posts = "posts"
    matrix = "matrix"
    diffusion = "diffusion"
    connections = "connections"
    follows = "follows"
    found = "found"


@dataclass(frozen=True)
class Layout:
    """``names``: what each column is called by who reads the rows; nothing where it is not read.

    ``has_header``: the first row is no row of the table. ``is_ours``: Eyeline wrote the table. ``ties``: what its edges
    are where no row says it.
    """

    kind: Kind
    names: list[str]
    has_header: bool = True
    is_ours: bool = False
    ties: EdgeKind = EdgeKind.follows


def laid_out(file: str, read: Table, asked: Asked) -> tuple[Table, Layout]:
    """What the table is taken for, and the table from its header on: notes may stand before it.

    Raises :class:`UnclearTableError` where nobody knows.
    """
    wanted = [text for text in (asked.source, asked.target, asked.account, asked.time) if text]
    for part in _parts(read):
        names = columns.plain_names(part.first)
        if wanted:
            is_header = all(_place(part.first, text) is not None for text in wanted)
            found = _as_asked(file, part, names, asked) if is_header else None
        else:
            found = _by_header(file, part, names, asked)
        if found is not None:
            return part, found
    names = columns.plain_names(read.first)
    if wanted:
        return read, _as_asked(file, read, names, asked) or _refused(file, read)
    return _by_addresses(read) or (read, _by_shape(read, names) or _refused(file, read))


def _by_shape(read: Table, names: list[str]) -> Layout | None:
    """A square matrix, or ties without a header."""
    if shapes.is_matrix(read):
        return Layout(Kind.matrix, names)
    if columns.says_two_modes(read.remarks) or (ends := shapes.edge_columns(read)) is None:
        return None
    ties = EdgeKind.friend if columns.says_undirected(read.remarks) else EdgeKind.follows
    return Layout(Kind.edges, ends, has_header=False, ties=ties)


def _refused(file: str, read: Table) -> NoReturn:
    raise UnclearTableError(file, read.first)


MOST_NOTES = 12


def _parts(read: Table) -> Iterator[Table]:
    """The table, and as it is from each of its next rows on that may be its header: it is wider than all before it, or
    of words that name columns."""
    yield read
    widest = sum(map(bool, read.first))
    for at, row in enumerate([] if read.is_named else read.sample[:MOST_NOTES]):
        width = sum(map(bool, row))
        if width > widest or (width > 1 and headers.name_columns(row)):
            yield read.below(at)
        widest = max(widest, width)


def _by_addresses(read: Table) -> tuple[Table, Layout] | None:
    """A list of accounts, by its column of profiles' addresses."""
    at, begin = shapes.address_column(read) or (0, -1)
    part = read if begin < 2 else read.below(begin - 2)
    if begin < 0 or at >= len(part.first):
        return None
    names = [name if name in _TOLD_BESIDE else "" for name in columns.plain_names(part.first)]
    if begin > 0 and at == 2 < len(names) - 2 and "linkedin.com/in/" in part.sample[0][at]:
        # LinkedIn's Connections.csv, whose header is in the language of who asked for it.
        last = [*("" for _ in names[4:]), "connected_on"]
        return part, Layout(Kind.connections, ["first_name", "last_name", "url", *last])
    return part, Layout(Kind.accounts, [*names[:at], "ref", *names[at + 1 :]], has_header=begin > 0)


_TOLD_BESIDE = {*DISPLAY_NAME, *BIO, *PICTURE, *itertools.chain(*COUNTS.values())}


def _as_asked(file: str, read: Table, names: list[str], asked: Asked) -> Layout | None:
    """The columns that a person named, each by its name or its number."""
    wanted = {"source": asked.source, "target": asked.target, "account": asked.account, "time": asked.time}
    at = {role: _column(file, read.first, text) for role, text in wanted.items() if text}
    by_number = all(text.strip().isdigit() for text in wanted.values() if text)
    has_header = not by_number or headers.looks_like_header(read.first, read.sample)
    known = names if has_header else ["" for _ in names]
    if "account" not in at and (pair := columns.ends(known)):
        at = dict(zip(("source", "target"), pair, strict=True)) | at
    named = ["" if name in at else name for name in known]
    if "source" in at and "target" in at:
        kind = Kind.edges
    elif "account" in at:
        kind = Kind.posts if "time" in at or columns.is_of_posts(known) else Kind.accounts
        at["author" if kind is Kind.posts else "ref"] = at.pop("account")
        named = [name if name not in columns.OWN or kind is Kind.posts else "" for name in named]
    else:
        return None
    roles = {place: role for role, place in at.items()}
    if kind is Kind.posts and (place := at.get("time")) is not None:
        roles[place] = columns.POST_TIME[0]
    if kind is Kind.posts:
        named = [name if name not in (*columns.AUTHOR, *columns.AUTHOR_ID) else "" for name in named]
    if kind is Kind.edges and "time" in at:
        named = [name if name not in columns.FIRST else "" for name in named]
    return Layout(kind, [roles.get(place, name) for place, name in enumerate(named)], has_header)


def _column(file: str, first: Sequence[str], wanted: str) -> int:
    """Where the column is that a person means. Raises :class:`BadRequestError` where there is none."""
    if (at := _place(first, wanted)) is not None:
        return at
    raise BadRequestError(
        "imports.no_column", file=file, column=wanted.strip()[:50], columns=", ".join(c[:30] for c in first[:8])
    )


def _place(first: Sequence[str], wanted: str) -> int | None:
    """The column of this name or number."""
    cells, text = [cell.strip() for cell in first], wanted.strip()
    if text in cells:
        return cells.index(text)
    if text.isascii() and text.isdigit() and 0 < int(text) <= len(cells):
        return int(text) - 1
    names = [plain(cell) for cell in cells]
    return names.index(plain(text)) if plain(text) in filter(None, names) else None


def _by_header(file: str, read: Table, names: list[str], asked: Asked) -> Layout | None:  # noqa: PLR0911 - one kind a line
    known = {*names}
    if known >= columns.COORTWEET:
        raise BadRequestError("imports.other_format", file=file, format="coortweet")
    if known >= columns.LINKEDIN:
        return Layout(Kind.connections, names)
    if known >= columns.MASTODON:
        return Layout(Kind.follows, names)
    if known >= columns.HOAXY:
        return Layout(Kind.diffusion, names)
    if known >= {*columns.FOUND, columns.SOURCE, columns.TARGET}:
        return Layout(Kind.found, names, is_ours=True)
    is_ours = any(known >= own for own in columns.EYELINE)
    pair = columns.ends(names)
    are_others = not is_ours and other_subjects.are_of_other_things(names)
    if pair is not None and columns.is_of_posts(names) and names[pair[0]].startswith("from_"):
        pair = None  # whom a post is to
    if pair is not None and not are_others and not _are_times(read, pair):
        if not is_ours:
            _refuse_other_subjects(file, read, names, pair, asked)
        return Layout(Kind.edges, _with_ends(names, pair), is_ours=is_ours, ties=columns.tie_to(names[pair[1]]))
    if not is_ours and columns.is_of_posts(names) and not other_subjects.are_of_other_things(names, are_posts=True):
        return Layout(Kind.posts, names)
    if columns.is_of_accounts(names) and not are_others and not columns.name_two(read.first):
        return Layout(Kind.accounts, names, is_ours=is_ours)
    for remark in reversed(read.remarks):
        said = columns.plain_names(remark)
        if len(remark) == len(read.first) and (pair := columns.ends(said)) is not None:
            return Layout(Kind.edges, _with_ends(said, pair), has_header=False)
    return None


def _refuse_other_subjects(file: str, read: Table, names: list[str], pair: tuple[int, int], asked: Asked) -> None:
    """Raises :class:`UnclearTableError` where the ends are no accounts, or the rows tell of no ties."""
    ends = [read.first[at] for at in pair]
    is_said = bool(asked.platform or asked.kind)
    compare = other_subjects.compare_rows(names, names[pair[0]])
    if not is_said and (compare or shapes.are_no_accounts(read, names, pair)):
        raise UnclearTableError(file, read.first, ends)
    if asked.kind is None and (messages := other_subjects.of_messages(names, pair)):
        raise UnclearTableError(file, read.first, ends, [read.first[at] for at in messages])


def _with_ends(names: list[str], pair: tuple[int, int]) -> list[str]:
    source, target = pair
    ends = {source: columns.SOURCE, target: columns.TARGET}
    return [ends.get(at, name if name not in ends.values() else "") for at, name in enumerate(names)]


def _are_times(read: Table, pair: tuple[int, int]) -> bool:
    """Whether both columns have years or days, as the ``from`` and ``to`` of a span."""
    cells = [row[at].strip() for row in read.sample for at in pair if at < len(row) and not is_missing(row[at])]
    return bool(cells) and all(_DAY.match(cell) for cell in cells)


_DAY = re.compile(r"(?:19|20)\d\d(?:$|-\d\d)")
