"""What a person does in the popup and in the options, and what comes of it in the companion."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from companion.texts.catalogue import languages

from . import pages
from .badges import Badge, badges_when, measured
from .browsers.browser import Page
from .patience import until
from .stage import Stage, click, set_value

ROWS = 4
CASES = """
SELECT cases.name, group_concat(DISTINCT case_notes.text) AS notes, count(DISTINCT case_batches.batch) > 0 AS recorded
FROM cases JOIN case_batches ON case_batches.case_id = cases.id LEFT JOIN case_notes ON case_notes.case_id = cases.id
GROUP BY cases.id
"""
WHOLE = "SELECT count(*) AS pictures FROM picture_bytes"
KNOWN = "SELECT coalesce(handle, account_id) AS name FROM accounts"


async def see(stage: Stage, first: int, rows: int = ROWS) -> tuple[Page, list[pages.Person]]:
    owner, viewer, *friends = pages.people(stage.sites, pages.FACEBOOK_PICTURES, rows + 2, first, ["aligned"])
    html = pages.facebook_friends(owner, friends, rows, viewer, [])
    page = await stage.open("about:blank")
    await page.resize(1100, 2000)
    await page.goto(stage.sites.put(pages.FACEBOOK, f"/{owner.handle}/friends", html))
    return page, [owner, *friends]


async def own_page(stage: Stage, name: str) -> Page:
    page = await stage.own_page(name)
    await page.resize(900, 2600)
    return page


async def kept(page: Page, names: Sequence[str]) -> dict[str, Any]:
    found: dict[str, Any] = await page.call("names => chrome.storage.local.get(names)", list(names))
    return found


async def names(stage: Stage) -> set[str]:
    return {row["name"] for row in stage.companion.rows(KNOWN)}


async def test_what_is_seen_is_recorded_into_a_case_until_it_is_stopped(stage: Stage) -> None:
    popup = await stage.popup()
    await until(lambda: popup.call("() => document.querySelector('#case').hidden"), lambda hidden: not hidden, "a case")
    await click(popup, "#start-case summary")
    await until(lambda: popup.call("() => document.querySelector('#start-case').open"), bool, "the case's form")
    await click(popup, "#start button")
    assert await popup.call("() => document.querySelector('#case-problem').hidden") is False
    await click(popup, "#case-name")
    await popup.type("Winter <b>")
    await click(popup, "#case-note")
    await popup.type("first look")
    await click(popup, "#start button")
    words = await until(
        lambda: popup.call("() => document.querySelector('#recording-words').textContent"), bool, "it to be said"
    )
    assert "Winter <b>" in words
    page, _ = await see(stage, 3000)
    await badges_when(page, measured(ROWS + 1), "badges")
    await popup.come_to_front()
    of_a_site = "() => !document.querySelector('#counts').hidden || !document.querySelector('#pause-site').hidden"
    await until(lambda: popup.call(of_a_site), lambda shown: not shown, "the popup to see itself")
    await click(popup, "#stop")
    await until(lambda: kept(popup, ["recording"]), lambda found: found["recording"] is None, "the end of it")
    [case] = stage.companion.rows(CASES)
    assert case == {"name": "Winter <b>", "notes": "first look", "recorded": 1}
    before = stage.companion.rows("SELECT count(*) AS n FROM case_batches")
    page, _ = await see(stage, 3020)
    await badges_when(page, measured(ROWS + 1), "badges")
    assert stage.companion.rows("SELECT count(*) AS n FROM case_batches") == before


async def test_a_pause_rests_everywhere_and_ends(stage: Stage) -> None:
    popup = await own_page(stage, "popup")
    await click(popup, "#pause-hour")
    await until(
        lambda: popup.call("() => document.querySelector('#go-on').hidden"), lambda hidden: not hidden, "a pause"
    )
    before = await names(stage)
    page, _ = await see(stage, 3040)
    counts = "() => document.querySelectorAll('[data-eyeline]').length"
    assert await page.call(counts) == 0
    await popup.come_to_front()
    await click(popup, "#go-on")
    await page.come_to_front()
    await badges_when(page, measured(ROWS + 1), "badges once it goes on")
    assert before < await names(stage)


def on_nobody(found: list[Badge]) -> bool:
    return found == []


async def test_badges_stand_where_they_are_wanted_and_never_beside_whom_not(stage: Stage) -> None:
    page, people = await see(stage, 3060)
    await badges_when(page, measured(ROWS + 1), "badges on the profile and in the list")
    options = await own_page(stage, "options")
    await click(options, "[name=badgesOn][value=lists]")
    await page.come_to_front()
    await badges_when(page, measured(1), "a badge on the profile alone")
    await options.come_to_front()
    await click(options, "[name=badgesOn][value=lists]")
    unwanted = next(person for person in people[1:] if person.number % 2 == 0)
    await set_value(options, "#never", f"@{unwanted.handle}\n")
    await page.come_to_front()
    found = await badges_when(page, measured(ROWS), "all but one")
    assert not any(badge.beside.startswith(unwanted.name) for badge in found)
    await options.come_to_front()
    await set_value(options, "#never", f"https://{pages.FACEBOOK}/{people[0].handle}\n")
    await page.come_to_front()
    await badges_when(page, on_nobody, "nothing on a page that is never read")
    await options.come_to_front()
    await set_value(options, "#never", "")


async def test_a_site_is_switched_off_and_on(stage: Stage) -> None:
    options = await own_page(stage, "options")
    await click(options, "#sitesOff-facebook")
    page, _ = await see(stage, 3080)
    await page.come_to_front()
    assert await page.call("() => document.querySelectorAll('[data-eyeline]').length") == 0
    await options.come_to_front()
    await click(options, "#sitesOff-facebook")
    await page.come_to_front()
    await badges_when(page, measured(ROWS + 1), "badges once it is on")


SPOKEN = [
    ("es", "Opciones de Eyeline", "Cara colocada", 3100),
    ("pt-BR", "Opções do Eyeline", "Rosto colocado", 3110),
]


@pytest.mark.parametrize(("language", "title", "label", "first"), SPOKEN, ids=["es", "pt-BR"])
async def test_the_options_speak_other_languages(
    stage: Stage, language: str, title: str, label: str, first: int
) -> None:
    options = await own_page(stage, "options")
    offered = await options.call("() => [...document.querySelectorAll('#language [lang]')].map(({lang}) => lang)")
    assert offered == list(languages())
    await set_value(options, "#language", language)
    await until(
        lambda: options.call("() => [document.documentElement.lang, document.querySelector('h1').textContent]"),
        lambda said: said == [language, title],
        language,
    )
    page, _ = await see(stage, first)
    found = await badges_when(page, measured(ROWS + 1), "badges")
    assert any(label in badge.label for badge in found)
    await options.come_to_front()
    await set_value(options, "#language", "browser")


async def test_what_is_kept_of_pictures_is_told_to_the_companion(stage: Stage) -> None:
    options = await own_page(stage, "options")
    [before] = stage.companion.rows(WHOLE)
    await choose_to_keep(options, "full")
    page, _ = await see(stage, 3120)
    await badges_when(page, measured(ROWS + 1), "badges")
    [after] = stage.companion.rows(WHOLE)
    assert after["pictures"] - before["pictures"] >= ROWS
    await options.come_to_front()
    await choose_to_keep(options, "thumbnail")


async def choose_to_keep(options: Page, what: str) -> None:
    """Choose it, and wait until the companion was told."""
    await set_value(options, "#keepPictures", what)
    await until(
        lambda: kept(options, ["keepPicturesSaid"]), lambda found: found == {"keepPicturesSaid": what}, "a word"
    )


async def test_a_report_of_a_page_holds_nothing_that_it_says(stage: Stage) -> None:
    page, people = await see(stage, 3160)
    await badges_when(page, measured(ROWS + 1), "badges")
    options = await own_page(stage, "options")
    ask = """() => chrome.tabs.query({url: "https://*.facebook.com/*"})
        .then(([tab]) => chrome.tabs.sendMessage(tab.id, {type: "report"}))"""
    report = await options.call(ask)
    assert "div(main)" in report
    assert "image [" in report
    for person in people:
        for secret in (person.handle, person.account_id, *person.name.split(), str(person.number)):
            assert secret.lower() not in report.lower()
    assert "http" not in report


async def test_what_was_collected_is_deleted_here_and_there(stage: Stage) -> None:
    page, _ = await see(stage, 3140)
    await badges_when(page, measured(ROWS + 1), "badges")
    assert await names(stage)
    options = await own_page(stage, "options")
    await click(options, "[data-span=ever]")
    await click(options, "#delete")
    said = await until(
        lambda: options.call("() => document.querySelector('#deleted').textContent"), bool, "the options to say so"
    )
    assert "Deleted" in said
    assert await names(stage) == set()
    for table in ("batches", "pictures", "picture_bytes", "cases", "case_notes"):
        assert stage.companion.rows(f"SELECT count(*) AS n FROM {table}") == [{"n": 0}]
    await page.come_to_front()
    found = await badges_when(page, lambda seen: not any(badge.shown for badge in seen), "no badge known")
    assert not any(badge.label for badge in found)
    assert await names(stage) == set()  # what stood there is not sent once more
