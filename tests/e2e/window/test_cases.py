"""The cases view on the simulated case: what was recorded, what changed, files out and in, and forgetting."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from companion.core.wire.observations import Batch, Case
from companion.operations.ingest import ingest
from companion.store import cases
from companion.store.db import Store
from companion.store.folder import DATABASE
from companion.store.times import now, text_of
from tests.companion.wire_samples import account, batch

from .window import Window, downloaded, faults, threw

pytestmark = [pytest.mark.e2e, pytest.mark.asyncio(loop_scope="session")]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def recorded(own_case_window: Window) -> AsyncIterator[Window]:
    """Batches of the simulation were recorded into Ring (with a note), some of them and others into Later, the last
    into Few."""

    def record(conn: sqlite3.Connection) -> None:
        batches = [row["id"] for row in conn.execute("SELECT id FROM batches ORDER BY observed_at")]
        at = text_of(now())
        ring, later = batches[: len(batches) // 4], batches[len(batches) // 5 : -100]
        for name, part in (("Ring", ring), ("Later", later), ("Few", batches[-100:])):
            for each in part:
                cases.record(conn, Case(name=name, note="N. N. 2020"), each, at)

    own_case_window.companion.write(record)
    yield own_case_window


def number_of(window: Window, name: str) -> int:
    return int(window.companion.rows("SELECT id FROM cases WHERE name = ?", (name,))[0]["id"])


def count(window: Window, query: str) -> int:
    return int(next(iter(window.companion.rows(query)[0].values())))


def row_of(page: Page, name: str) -> Locator:
    return page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=name, exact=True))


async def test_a_case_is_begun_noted_and_renamed(recorded: Window) -> None:
    page = await recorded.open("#/cases")
    await page.get_by_label("Name of the new case").fill("Mine")
    await page.get_by_role("button", name="Begin a case").click()
    await expect(page.get_by_role("heading", name="Mine")).to_be_visible()
    await page.get_by_label("Add a note").fill("to be looked at again")
    await page.get_by_role("button", name="Add", exact=True).click()
    note = page.locator(".notes li").filter(has_text="to be looked at again")
    await expect(note).to_be_visible()
    await note.get_by_role("button", name="Remove").click()
    await expect(note).to_have_count(0)
    await page.get_by_role("button", name="Undo").click()
    await expect(note).to_be_visible()
    await page.get_by_role("button", name="Rename").click()
    await page.get_by_label("Name", exact=True).fill("Ring")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert")).to_contain_text("There is a case Ring already")
    await page.get_by_label("Name", exact=True).fill("My own")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="My own")).to_be_visible()
    assert await threw(page) == []


async def test_a_case_shows_its_groups_below_the_figures_and_what_connects_them(recorded: Window) -> None:
    page = await recorded.open(f"#/cases/{number_of(recorded, 'Ring')}")
    groups = page.locator("section.analysis").filter(has=page.get_by_role("heading", name="Group by group"))
    standing = groups.get_by_role("row").filter(has_text="●")
    await expect(standing.first).to_be_visible()
    below = "figures => Boolean(figures.compareDocumentPosition(document.querySelector('.analysis')) & 4)"
    assert await page.locator(".figures").evaluate(below)
    said = re.compile("even if the innocent reason that suits (it|each) best is true")
    await expect(groups.get_by_text(said)).to_be_visible()
    await expect(standing.first.get_by_role("listitem").filter(has_text="●").first).to_be_visible()
    await standing.first.get_by_text("Accounts", exact=True).click()
    tick = standing.first.get_by_role("button", name=re.compile(r"^Tick \d"))
    members = int(re.findall(r"\d+", await tick.inner_text())[0])
    assert members == await standing.first.locator("details li").count()


async def test_accounts_are_put_in_and_taken_out(recorded: Window) -> None:
    ring = number_of(recorded, "Ring")
    page = await recorded.open("#/cases")
    outside = recorded.companion.rows(
        "SELECT id, handle FROM accounts WHERE id NOT IN (SELECT account FROM case_accounts WHERE case_id = ?) LIMIT 1",
        (ring,),
    )[0]
    await page.evaluate(f"sessionStorage.setItem('eyeline-ticked', '[{outside['id']}]')")
    await page.evaluate(f"history.replaceState(null, '', '#/cases/{ring}')")
    await page.reload()
    await page.get_by_role("button", name="Put the ticked account in").click()
    member = page.get_by_role("listitem").filter(has_text=outside["handle"])
    await expect(member).to_be_visible()
    await member.get_by_role("button", name="Take out").click()
    await expect(page.get_by_role("status").filter(has_text="Took 1 account out")).to_be_visible()
    await expect(member).to_have_count(0)


async def test_a_session_says_which_lists_were_seen_how_far(recorded: Window) -> None:
    page = await recorded.open(f"#/cases/{number_of(recorded, 'Ring')}")
    await expect(page.locator(".notes")).to_contain_text("written while recording")
    sessions = page.locator("section").filter(has=page.get_by_role("heading", name="Recorded in these sessions"))
    await sessions.get_by_role("link").first.click()
    await expect(page.get_by_role("heading", name=re.compile("Ring: Session of"))).to_be_visible()
    lists = page.locator("section").filter(has=page.get_by_role("heading", name="Lists"))
    await expect(lists.get_by_text("not to the end").first).to_be_visible()
    assert await lists.locator("tbody tr").count() > 100
    await page.get_by_role("link", name="Back to the case").click()
    await expect(page.get_by_role("heading", name="Ring", exact=True)).to_be_visible()


async def test_what_changed_opens_down_to_its_captures(recorded: Window) -> None:
    page = await recorded.open(f"#/cases/{number_of(recorded, 'Later')}/changes")
    first = page.locator("section").filter(has=page.get_by_role("heading", name="First seen, may be older"))
    await first.get_by_role("button", name="What it rests on").first.click()
    await expect(first.locator(".opened li").first).to_contain_text(re.compile(r"of .+, [\d,]+ seen of"))
    await page.get_by_label("To the end of").fill("2019-01-01")
    await expect(page.get_by_text("must be the earlier one")).to_be_visible()
    assert "until=2019-01-01" in page.url


async def test_two_cases_beside_each_other(recorded: Window) -> None:
    page = await recorded.open("#/cases/compare")
    await page.get_by_label("One case").select_option(str(number_of(recorded, "Ring")))
    await page.get_by_label("The other case").select_option(str(number_of(recorded, "Later")))
    both = count(
        recorded,
        "SELECT count(*) FROM (SELECT account FROM case_accounts JOIN cases ON cases.id = case_id WHERE name = 'Ring' "
        "INTERSECT SELECT account FROM case_accounts JOIN cases ON cases.id = case_id WHERE name = 'Later')",
    )
    await expect(row_of(page, "In both")).to_contain_text(f"{both:,}")
    await page.get_by_role("button", name=f"Tick all {both:,}").click()
    await expect(page.locator("nav .ticked")).to_contain_text(f"{both:,} accounts ticked")


async def test_an_export_under_pseudonyms_names_nobody(recorded: Window) -> None:
    few = number_of(recorded, "Few")
    page = await recorded.open(f"#/cases/export?case={few}")
    await page.get_by_label("graphml").check()
    await page.get_by_label("Pseudonyms by the key of a case").check()
    await expect(page.get_by_text("pseudonyms are not anonymity")).to_be_visible()
    await page.get_by_role("button", name="Write the file").click()
    save = page.get_by_role("main").get_by_role("button", name="Save eyeline-graphml.graphml")
    async with page.expect_download() as download:
        await save.click()
    written = await downloaded(await download.value)
    elements = list(ElementTree.fromstring(written).iter())
    nodes = [node for node in elements if node.tag.endswith("}node")]
    members = recorded.companion.rows(
        "SELECT handle FROM accounts JOIN case_accounts ON account = accounts.id WHERE case_id = ?", (few,)
    )
    assert len(nodes) == len(members) > 0
    assert b":pseudonym:" in written
    assert {each["handle"] for each in members}.isdisjoint(element.text for element in elements)
    # The key by which they are named is shown only when it is asked for.
    await page.goto(f"{recorded.companion.url}/app/#/cases/{few}")
    key = str(recorded.companion.rows("SELECT pseudonym_key FROM cases WHERE id = ?", (few,))[0]["pseudonym_key"])
    show = page.get_by_role("button", name="Show the key")
    await expect(show).to_be_visible()
    assert key not in await page.content()
    await show.click()
    await expect(page.locator("code.key")).to_have_text(key)


async def test_a_file_is_read_and_says_what_it_left_out(recorded: Window) -> None:
    page = await recorded.open("#/cases/bring")
    content = b"source,target\nzoe.of.file,yan.of.file\nxaver.of.file,\n"
    await page.get_by_label("Files").set_input_files({"name": "ties.csv", "mimeType": "text/csv", "buffer": content})
    await expect(page.get_by_label("Format")).to_have_value("csv")
    await page.get_by_label("Site of the accounts").fill("x")
    await page.get_by_role("button", name="Read the files").click()
    done = page.get_by_role("main").locator(".done")
    await expect(done).to_contain_text("1 rows read. New are 2 accounts, 1 edges")
    await expect(done).to_contain_text("1 row could not be read")
    async with page.expect_download() as download:
        await done.get_by_role("button", name="Save the rows that were left out").click()
    assert b"xaver.of.file" in await downloaded(await download.value)
    assert count(recorded, "SELECT count(*) FROM accounts WHERE handle LIKE '%.of.file'") == 2


async def test_a_file_is_looked_at_chosen_otherwise_read_and_taken_back(recorded: Window) -> None:
    page = await recorded.open("#/cases/bring")
    content = b"x,y,z\nzoe.of.look,yan.of.look,1\nzoe.of.look,NA,1\n"
    await page.get_by_label("Files").set_input_files({"name": "some.csv", "mimeType": "text/csv", "buffer": content})
    looked = page.locator("section.preview")
    await expect(looked).to_contain_text("a table of a kind that is not known")
    await page.get_by_label("Column x is").select_option("source")
    await page.get_by_label("Column y is").select_option("target")
    await expect(looked).to_contain_text("2 accounts, 1 edges")
    await expect(looked).to_contain_text("1 row would be left out")
    assert count(recorded, "SELECT count(*) FROM accounts WHERE handle LIKE '%.of.look'") == 0
    await page.get_by_role("button", name="Read the files").click()
    await expect(page.get_by_role("main").locator(".done")).to_contain_text("1 rows read")
    await page.get_by_role("button", name="Take it back: some.csv").click()
    await page.get_by_role("button", name="See what would be deleted").click()
    await page.get_by_role("alert").get_by_role("button").first.click()
    await expect(page.get_by_role("button", name="Take it back: some.csv")).to_have_count(0)
    assert count(recorded, "SELECT count(*) FROM accounts WHERE handle LIKE '%.of.look'") == 0


async def test_a_database_is_tried_and_then_joined(recorded: Window, tmp_path: Path) -> None:
    with Store(tmp_path / "other") as other:
        sent = Batch.model_validate(batch(account("emil.of.other"), account("fay.of.other")))
        other.submit(lambda conn: ingest(conn, sent, now())).result()
    page = await recorded.open("#/cases/bring")
    before = count(recorded, "SELECT count(*) FROM accounts")
    await page.get_by_label("Database file").set_input_files(tmp_path / "other" / DATABASE)
    await page.get_by_role("button", name="See the result first").click()
    await expect(row_of(page, "Accounts").get_by_role("cell").last).to_have_text(f"{before + 2:,}")
    assert count(recorded, "SELECT count(*) FROM accounts") == before
    await page.get_by_role("button", name="Join it").click()
    await expect(page.get_by_text("Joined.")).to_be_visible()
    assert count(recorded, "SELECT count(*) FROM accounts") == before + 2
    await page.get_by_label("Database file").set_input_files(
        {"name": "letter.db", "mimeType": "application/octet-stream", "buffer": b"no database"}
    )
    await page.get_by_role("button", name="See the result first").click()
    await expect(page.get_by_role("alert")).to_contain_text("letter.db")


@pytest.mark.parametrize(("language", "scheme", "width"), [("en", "light", 1180), ("es", "dark", 480)])
async def test_nothing_stands_in_the_way_of_anybody(recorded: Window, language: str, scheme: str, width: int) -> None:
    ring, later = (number_of(recorded, name) for name in ("Ring", "Later"))
    page = await recorded.open("#/cases", language=language, scheme=scheme, width=width)
    places = (
        *("cases", f"cases/{ring}", f"cases/compare?one={ring}&other={later}"),
        *("cases/bring", f"cases/export?case={ring}", "cases/forget"),
    )
    for place in places:
        await page.evaluate(f"location.hash = '#/{place}'")
        await expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert await faults(page) == []
        assert await page.evaluate("document.documentElement.scrollWidth") <= width, place
        if language == "es":
            text = (await page.locator("main").inner_text()).replace("edges.csv", "")
            assert not re.search(r"\b(accounts|edges|the|which)\b", text), place
    assert await threw(page) == []


async def test_forgetting_a_case_is_counted_and_asked_once(recorded: Window) -> None:
    few = number_of(recorded, "Few")
    page = await recorded.open(f"#/cases/forget?case={few}")
    observations = count(recorded, "SELECT count(*) FROM observations")
    await page.get_by_role("button", name="See what would be deleted").click()
    asked = page.get_by_role("alert")
    await expect(asked).to_contain_text("It cannot be undone.")
    said = int(re.sub(r"\D", "", (await asked.inner_text()).split(" observations")[0]))
    assert said > 0
    await asked.get_by_role("button", name="Leave it").click()
    assert count(recorded, "SELECT count(*) FROM observations") == observations
    await page.get_by_role("button", name="See what would be deleted").click()
    await page.get_by_role("button", name="Delete it now").click()
    await expect(page.get_by_text(f"Deleted: {said:,} observations")).to_be_visible()
    assert count(recorded, "SELECT count(*) FROM observations") == observations - said
    assert recorded.companion.rows("SELECT * FROM cases WHERE name = 'Few'") == []
