"""Reports of small cases as batches fill them: what is on the page, what cannot get on it, and that it is the same."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timezone
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from companion.analyses.analysis import ANALYSES
from companion.core.progress import Cancelled
from companion.core.wire.observations import Batch
from companion.core.wire.report import ReportRequest
from companion.core.wire.selection import Selection
from companion.errors import BadRequestError, NotFoundError
from companion.operations.ingest import ingest
from companion.reports.contents import every_section
from companion.reports.facts_digest import fingerprint
from companion.reports.report import plan, write
from companion.store import actions, cases
from companion.store.db import Store
from companion.store.selecting import account_ids
from companion.texts.catalogue import languages
from tests.companion.blank import blank_store
from tests.companion.wire_samples import Json, account, batch, capture

ROOT = Path(__file__).parents[3]
AT = datetime(2026, 5, 4, 12, 30, tzinfo=timezone.utc)
RECEIVED = datetime(2026, 3, 31, tzinfo=timezone.utc)
GROUP = [f"g{number}" for number in range(12)]
OTHERS = [f"o{number}" for number in range(30)]
HOSTILE = (
    '"><script>alert(1)</script>',
    "<img src=https://evil.example/x.png onerror=alert(1)>",
    "</title></style><style>*{background:url(https://evil.example)}</style>",
    "\x01\x1b[31m\u202eanA\x85",
    "javascript:alert(1)",
    "&lt;b&gt;",
)


class Page(HTMLParser):
    """The tags of a page with their attributes, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.said: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.said).split())

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def visited(kind: str, owner: str, members: Sequence[str], **more: Any) -> Json:
    refs = [f"demo:handle:{member}" for member in members]
    made = capture(f"demo:handle:{owner}", refs, kind=kind)
    return batch(*map(account, dict.fromkeys([owner, *members])), captures=[made], **more)


def profile(handle: str, bio: str, **more: Any) -> Json:
    doings = [
        {
            "account": f"demo:handle:{handle}",
            "kind": kind,
            "object": f"https://demo.example/{kind}/1",
            "object_kind": "link",
            "time": "2026-02-03T04:05:06Z",
            "precision": "second",
        }
        for kind in ("shares", "posts", "avatar_changed")
    ]
    return batch(account(handle, bio=bio, display_name=handle.upper()), activities=doings, **more)


def batches() -> Iterator[Json]:
    """Twelve who follow each other, two of the same, and say the same; others who do not."""
    case = {"name": "May", "note": "began with two accounts"}
    for at, each in enumerate(GROUP):
        near = [GROUP[at - 1], GROUP[(at + 1) % 12], GROUP[(at + 2) % 12], "seller", "celebrity"]
        yield visited("following", each, near, case=case)
        yield visited("friends", each, [*(f"f{number}" for number in range(20)), f"own{at}"])
        yield profile(each, f"truth above everything {at}")
    for at, each in enumerate(OTHERS):
        yield visited("following", each, [OTHERS[at - 5], "celebrity"])
        yield visited("friends", each, [f"x{at * 7 + number}" for number in range(12)])
        yield profile(each, f"tea number {at}")


def fill(store: Store, made: Sequence[Json], group: Sequence[str] = GROUP, name: str = "May") -> int:
    """Ingest, and collect the group into the case; gives its number."""

    def work(conn: Any) -> int:
        for each in made:
            ingest(conn, Batch.model_validate(each), RECEIVED)
        known = {row["handle"]: row["id"] for row in conn.execute("SELECT id, handle FROM accounts")}
        if not conn.execute("SELECT 1 FROM cases WHERE name = ?", (name,)).fetchone():
            cases.new(conn, name, "2026-03-31T00:00:00.000Z")
        number = cases.number_of(conn, name)
        actions.collect(conn, number, [known[handle] for handle in group], RECEIVED)
        return number

    return store.submit(work).result()


@pytest.fixture
def ring(store: Store) -> Store:
    """Batches from the ring's case; everyone in the lists that were recorded is in it, too."""
    fill(store, list(batches()))
    store.submit(lambda conn: actions.tag(conn, [1, 2], "marked", RECEIVED)).result()
    return store


def made(store: Store, folder: Path, case: int = 1, at: datetime = AT, **asked: Any) -> str:
    """With every section, where nothing else is asked."""
    path = folder / "report.html"
    store.read_here(lambda conn: write(conn, case, ReportRequest(**{"sections": None, **asked}), at, path))
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", languages())
def test_every_section_stands_on_the_page_and_says_what_it_rests_on(ring: Store, tmp_path: Path, language: str) -> None:
    page = Page(made(ring, tmp_path, language=language))
    assert page.all("html") == [{"lang": language}]
    sections = every_section()
    assert {section.name for section in sections} >= set(ANALYSES.names())
    ids = [attributes.get("id") for attributes in page.all("section")]
    assert [name for name in ids if name] == [section.name for section in sections]
    for section in sections:
        assert section.heading(language) in page.text
    digest = ring.read_here(lambda conn: fingerprint(conn, account_ids(conn, Selection(case=1))))
    assert page.text.count(f"sha256:{digest}") == len(sections)
    assert sum(attributes.get("class") == "basis" for attributes in page.all("div")) == len(sections)
    assert not re.search(r"\{\w+\}", page.text)


def test_analyses_are_in_it_only_where_they_are_chosen(ring: Store, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    ring.read_here(lambda conn: write(conn, 1, ReportRequest(), AT, path))
    page = Page(path.read_text(encoding="utf-8"))
    assert page.all("figure")
    assert not page.all("section") + page.all("nav") + page.all("table")
    assert "o3" not in page.text.split(), "nobody who only an analysis names"


def test_what_the_figures_say(ring: Store, tmp_path: Path) -> None:
    text = Page(made(ring, tmp_path)).text
    assert "began with two accounts" in text
    assert "truth above everything" in text
    assert "seller" in text
    assert "g0" in text
    assert "Changes of the profile picture" in text
    assert "No account of the case wears a picture that another account was seen with" in text
    assert "None of the case’s accounts wears a picture with a face" in text


def test_the_same_data_give_the_same_bytes(ring: Store, tmp_path: Path) -> None:
    first, second = made(ring, tmp_path), made(ring, tmp_path)
    assert first == second
    later = made(ring, tmp_path, at=AT.replace(hour=23, minute=1))
    assert later != first
    assert later.replace("23:01", "12:30") == first


def test_one_page_without_script_or_outside_address(ring: Store, tmp_path: Path) -> None:
    source = made(ring, tmp_path)
    page = Page(source)
    assert not page.all("script") + page.all("link") + page.all("iframe") + page.all("form")
    attributes = [(name, value or "") for _, given in page.tags for name, value in given.items()]
    assert not [name for name, _ in attributes if name.startswith("on") or name == "style"]
    reached = [value for name, value in attributes if name in ("src", "href", "srcset", "xlink:href", "action")]
    assert all(value.startswith(("#", "data:image/")) for value in reached)
    policy = next(given["content"] for given in page.all("meta") if given.get("http-equiv"))
    style = source.split("<style>", 1)[1].split("</style>", 1)[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    assert "url(" not in style
    assert "@page" in style
    assert "@media print" in style
    assert "break-inside: avoid" in style


def test_names_and_texts_that_mean_harm_are_text(store: Store, tmp_path: Path) -> None:
    def hostile(text: str) -> list[Json]:
        ref = f"demo:handle:{text}"
        seen = account(text, display_name=text, bio=f"{text} {text} and more") | {"ref": ref}
        friends = [account(f"n{number}") for number in range(6)]
        listed = capture(ref, [each["ref"] for each in friends], kind="following")
        doing = {"account": ref, "kind": "likes", "object": text, "object_kind": "page"}
        return [batch(seen, *friends, captures=[listed], activities=[doing], case={"name": HOSTILE[0], "note": text})]

    everyone = [each for text in HOSTILE for each in hostile(text)]
    fill(store, everyone, [], HOSTILE[0])

    def texts(conn: Any) -> None:
        for name in ("heading", "introduction", "overview.heading", "overview.note"):
            cases.keep_text(conn, 1, name, f"{HOSTILE[1]}\n\n{HOSTILE[2]}")

    store.submit(texts).result()
    source = made(store, tmp_path)
    page = Page(source)
    assert not page.all("script")
    assert not [given for given in page.all("img") if not str(given["src"]).startswith("data:image/")]
    assert len(page.all("style")) == 1
    assert not [name for _, given in page.tags for name in given if name.startswith("on")]
    assert '"><script>alert(1)</script>' in page.text
    assert "onerror=alert(1)>" in page.text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]", source)


def test_headings_and_notes_that_a_person_wrote(ring: Store, tmp_path: Path) -> None:
    def texts(conn: Any) -> None:
        cases.keep_text(conn, 1, "heading", "Twelve who follow each other")
        cases.keep_text(conn, 1, "introduction", "First.\nSame paragraph.\n\nSecond.")
        cases.keep_text(conn, 1, "graph.heading", "The ring")
        cases.keep_text(conn, 1, "graph.note", "Look at the seller.")
        cases.keep_text(conn, 1, "bios.note", "Gone again.")
        cases.keep_text(conn, 1, "bios.note", "  ")

    ring.submit(texts).result()
    source = made(ring, tmp_path, sections=["graph", "bios", "overview"])
    page = Page(source)
    assert "<h1>Twelve who follow each other</h1>" in source
    assert '<p class="lead">First.<br>Same paragraph.</p><p class="lead">Second.</p>' in source
    assert '<summary><h2 id="graph-heading">The ring</h2></summary>' in source
    assert '<div id="graph-folded"><div class="note"><p>Look at the seller.</p></div>' in source
    assert "Gone again" not in page.text
    assert [given["id"] for given in page.all("section") if "id" in given] == ["overview", "graph", "bios"]
    planned = ring.read_here(lambda conn: plan(conn, 1, "es"))
    assert (planned.heading, planned.usual) == ("Twelve who follow each other", "Informe sobre May")
    assert {each.name: (each.usual, each.heading, each.note) for each in planned.sections}["graph"] == (
        "Quién está vinculado con quién",
        "The ring",
        "Look at the seller.",
    )


@pytest.mark.parametrize("language", languages())
def test_a_case_with_too_little_says_so_in_every_section(store: Store, tmp_path: Path, language: str) -> None:
    fill(store, [batch(account("ana"), account("bob"))], ["ana"])
    source = made(store, tmp_path, language=language)
    without = [name for name in re.findall(r'<section id="(\w+)"', source) if name != "overview"]
    assert source.count('class="little"') == len(without)
    assert "<table" in source.split('id="pictures"')[0]


def test_an_empty_case_and_hidden_accounts(store: Store, tmp_path: Path) -> None:
    fill(store, [batch(account("ana"), account("bob"))], ["ana", "bob"])
    store.submit(lambda conn: actions.hide(conn, [1], RECEIVED)).result()
    assert "One account of the case is hidden and left out." in made(store, tmp_path)
    store.submit(lambda conn: actions.hide(conn, [2], RECEIVED)).result()
    assert "there is nothing to report yet" in made(store, tmp_path)


def test_what_cannot_be_asked(ring: Store, tmp_path: Path) -> None:
    with pytest.raises(BadRequestError, match="There is no section nothing"):
        made(ring, tmp_path, sections=["nothing"])
    with pytest.raises(NotFoundError):
        made(ring, tmp_path, case=99)


def test_cancelled_work_ends_its_reading(ring: Store, tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []

    def cancel_later(done: int, of: int) -> None:
        steps.append((done, of))
        if done > of // 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        ring.read_here(lambda conn: write(conn, 1, ReportRequest(sections=None), AT, tmp_path / "x.html", cancel_later))
    assert [done for done, _ in steps] == sorted(done for done, _ in steps)
    assert not ring.read_here(lambda conn: conn.in_transaction)


def test_the_fingerprint_is_of_the_facts_and_not_of_the_database(tmp_path: Path) -> None:
    facts = list(batches())
    strangers = [visited("friends", f"z{number}", [f"z{number + 1}"]) for number in range(40, 0, -1)]

    def taken(folder: str, order: Sequence[Json]) -> str:
        with blank_store(tmp_path / folder) as store:
            fill(store, order)
            return store.read_here(lambda conn: fingerprint(conn, account_ids(conn, Selection(case=1))))

    first = taken("first", facts)
    assert re.fullmatch("[0-9a-f]{64}", first)
    assert taken("second", [*strangers, *reversed(facts)]) == first
    assert taken("third", [*facts, profile("g0", "another description")]) != first
    assert taken("fourth", [*facts, visited("friends", "stranger", ["g0"])]) != first
