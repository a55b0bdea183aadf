"""What a table is taken for: by the columns that were named, by known headers, or by its shape; else it is refused."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NoReturn

from companion.core.account_names import is_missing, lives_in_one_file
from companion.core.kinds import EdgeKind
from companion.errors import BadRequestError
from companion.imports.reading import columns, headers
from companion.imports.reading.asked import Asked
from companion.imports.reading.event_times import MICROSECONDS_FROM, SECONDS_FROM
from companion.imports.reading.gate import is_ref
from companion.imports.reading.names import ACCOUNT_ID, BIO, COUNTS, DISPLAY_NAME, KINDS, PICTURE, plain
from companion.imports.reading.reasons import UnclearTableError
from companion.imports.reading.sites import profile_at
from companion.imports.reading.tables import SAMPLED, Table


class Kind(str, Enum):
    """What the rows are. The values are keys of the catalogue's ``imports.kinds``."""

    edges = "edges"
    accounts = "accounts"
    posts = "posts"
    matrix = "matrix"
    diffusion = "diffusion"
    connections = "connections"
    follows = "follows"


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
            found = _by_header(file, part, names)
        if found is not None:
            return part, found
    names = columns.plain_names(read.first)
    if wanted:
        return read, _as_asked(file, read, names, asked) or _refused(file, read)
    return _by_addresses(read) or (read, _by_shape(read, names) or _refused(file, read))


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
    """A list of accounts: one column has addresses of profiles, or the only one has handles with ``@``."""
    rows = [read.first, *read.sample]
    found = [
        (at, begin) for at in range(min(max(map(len, rows)), 50)) if (begin := _addresses_begin(rows, at)) is not None
    ]
    if len(found) != 1:
        return None
    ((at, begin),) = found
    part = read if begin < 2 else read.below(begin - 2)
    names = [name if name in _TOLD_BESIDE else "" for name in columns.plain_names(part.first)]
    if begin > 0 and at == 2 < len(names) - 2 and "linkedin.com/in/" in rows[begin][at]:
        # LinkedIn's Connections.csv, whose header is in the language of who asked for it.
        return part, Layout(Kind.connections, ["first_name", "last_name", "url", *("" for _ in names[3:])])
    return part, Layout(Kind.accounts, [*names[:at], "ref", *names[at + 1 :]], has_header=begin > 0)


_TOLD_BESIDE = {*DISPLAY_NAME, *BIO, *PICTURE, *itertools.chain(*COUNTS.values())}


def _addresses_begin(rows: Sequence[Sequence[str]], at: int) -> int | None:
    """The first row in which a column has a profile's address; None where fewer than half of them are."""
    known = [place for place, row in enumerate(rows) if at < len(row) and not is_missing(row[at])]
    named = [place for place in known if _is_of_profile(rows[place][at], len(rows[place]) == 1)]
    return named[0] if named and len(named) * 2 > len(known) - 1 else None


def _is_of_profile(cell: str, is_alone: bool) -> bool:
    return profile_at(cell) is not None or is_ref(cell) or (is_alone and cell.strip().startswith("@"))


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


def _by_header(file: str, read: Table, names: list[str]) -> Layout | None:  # noqa: PLR0911 - one kind a line
    known = {*names}
    if known >= columns.COORTWEET:
        raise BadRequestError("imports.other_format", file=file, format="coortweet")
    if known >= columns.LINKEDIN:
        return Layout(Kind.connections, names)
    if known >= columns.MASTODON:
        return Layout(Kind.follows, names)
    if known >= columns.HOAXY:
        return Layout(Kind.diffusion, names)
    is_ours = any(known >= own for own in columns.EYELINE)
    pair = columns.ends(names)
    are_others = not is_ours and columns.are_of_other_things(names)
    if pair is not None and columns.is_of_posts(names) and names[pair[0]].startswith("from_"):
        pair = None  # whom a post is to
    if pair is not None and not are_others and not _are_times(read, pair):
        ties = EdgeKind.friend if columns.are_friends(names[pair[1]]) else EdgeKind.follows
        return Layout(Kind.edges, _with_ends(names, pair), is_ours=is_ours, ties=ties)
    if not is_ours and columns.is_of_posts(names) and not columns.are_of_other_things(names, are_posts=True):
        return Layout(Kind.posts, names)
    if columns.is_of_accounts(names) and not are_others:
        return Layout(Kind.accounts, names, is_ours=is_ours)
    for remark in reversed(read.remarks):
        said = columns.plain_names(remark)
        if len(remark) == len(read.first) and (pair := columns.ends(said)) is not None:
            return Layout(Kind.edges, _with_ends(said, pair), has_header=False)
    return None


def _with_ends(names: list[str], pair: tuple[int, int]) -> list[str]:
    source, target = pair
    ends = {source: columns.SOURCE, target: columns.TARGET}
    return [ends.get(at, name if name not in ends.values() else "") for at, name in enumerate(names)]


def _are_times(read: Table, pair: tuple[int, int]) -> bool:
    """Whether both columns have years or days, as the ``from`` and ``to`` of a span."""
    cells = [row[at].strip() for row in read.sample for at in pair if at < len(row) and not is_missing(row[at])]
    return bool(cells) and all(_DAY.match(cell) for cell in cells)


_DAY = re.compile(r"(?:19|20)\d\d(?:$|-\d\d)")


def _by_shape(read: Table, names: list[str]) -> Layout | None:
    """A square matrix, or ties without a header: two columns of like names, and what may stand beside them."""
    first, sample = read.first, read.sample
    if _is_matrix(first, sample):
        return Layout(Kind.matrix, names)
    rows = [first, *sample]
    width = len(first)
    if read.is_named or width < 2 or not first[0].strip():
        return None
    if headers.looks_like_header(first[:2], [row[:2] for row in sample]) or not _are_ties(rows):
        return None
    beside = _beside(rows, width, read.by_spaces)
    if beside is None or (read.by_spaces and not _are_sure(rows) and not rows[0][-1].startswith("{")):
        return None
    ties = EdgeKind.friend if columns.says_undirected(read.remarks) else EdgeKind.follows
    return Layout(Kind.edges, ["source", "target", *beside], has_header=False, ties=ties)


def _beside(rows: Sequence[Sequence[str]], width: int, by_spaces: bool) -> list[str] | None:
    """What the columns beside two ends are, where they have no names: a kind, a weight, a time; None for others."""
    cells = [[row[at].strip() for row in rows if at < len(row) and row[at].strip()] for at in range(2, width)]
    if width > 4 or not all(cells):
        return None
    if width == 2:
        return []
    if width == 3 and all(map(_is_kind, cells[0])):
        return ["kind"]
    if width == 3 and all(text.startswith("{") for text in cells[0]):  # networkx's data of an edge
        return [""]
    if not all(headers.is_number(text) for column in cells for text in column) or not (by_spaces or _are_sure(rows)):
        return None
    names = [columns.TIME if all(map(_is_a_time, column)) else columns.WEIGHT for column in cells]
    return names if len({*names}) == len(names) else None


def _is_a_time(text: str) -> bool:
    """Whether a number is one of seconds since 1970."""
    return SECONDS_FROM <= float(text.replace(",", ".")) < MICROSECONDS_FROM


def _is_matrix(first: Sequence[str], sample: Sequence[Sequence[str]]) -> bool:
    heads = [cell.strip() for cell in first[1:]]
    rows = [row[0].strip() for row in sample if row]
    if len(heads) < 2 or rows != heads[:SAMPLED]:
        return False
    return all(len(row) == len(first) and all(is_missing(c) or headers.is_number(c) for c in row[1:]) for row in sample)


def _are_ties(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first two columns are of names, and the first row is no header that nobody knows: names in full, or
    many that stand on both sides, of the first row's too."""
    pairs = [(row[0].strip(), row[1].strip()) for row in rows if len(row) > 1]
    known = [pair for pair in pairs if not any(map(is_missing, pair))]
    if known and (all(map(_is_surely_a_name, itertools.chain(*known))) or all(map(is_ref, known[0]))):
        return True
    return _share_names(known) and not {*rows[0][:2]}.isdisjoint(itertools.chain(*pairs[1:]))


def _share_names(pairs: Sequence[tuple[str, str]]) -> bool:
    left, right = ({*side} for side in zip(*pairs, strict=True)) if pairs else ({""}, {""})
    return bool(left & right) and len(left & right) * 20 >= len(left | right)


def _are_sure(rows: Sequence[Sequence[str]]) -> bool:
    """Whether words between spaces are names and no text: numbers, names in full, or many of them on both sides."""
    pairs = [(row[0], row[1]) for row in rows if len(row) > 1]
    are_names = all(map(_is_surely_a_name, itertools.chain.from_iterable(pairs)))
    return len(pairs) == len(rows) and (are_names or _share_names(pairs))


def _is_surely_a_name(text: str) -> bool:
    return text.startswith("@") or lives_in_one_file(text) or text.isdigit() or _is_of_profile(text, is_alone=False)


def _is_kind(cell: str) -> bool:
    return any(plain(cell) in words for words in KINDS.values())


def are_numbered(read: Table, names: Sequence[str]) -> bool:
    """Whether the ids only number the rows or nodes of this file."""
    at = next((names.index(name) for name in ("id", *ACCOUNT_ID) if name in names), None)
    numbers = [row[at].strip() for row in read.sample if at is not None and at < len(row) and not is_missing(row[at])]
    return bool(numbers) and all(number.isdigit() and len(number) <= _DIGITS for number in numbers)


_DIGITS = 5
"""Hardly anybody's stable id has so few."""
