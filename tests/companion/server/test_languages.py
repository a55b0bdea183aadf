"""What the companion says, in the language of who asks: its errors, its analyses, its work and its demo."""

from __future__ import annotations

import pytest

from companion.texts.catalogue import languages, texts
from tests.companion.conftest import Running
from tests.companion.server.window_client import Window
from tests.companion.wire_samples import account, batch


@pytest.fixture
async def window(paired: Running) -> Window:
    await paired.observe(batch(account("ana"), account("bob")))
    return await Window.open(paired)


def speaking(window: Window, wanted: str) -> Window:
    return Window(window.running, window.headers | {"Accept-Language": wanted})


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ("en-GB", "There is no such case."),
        ("es-AR,es;q=0.8,en;q=0.5", "No hay tal caso."),
        ("fr, en;q=0.3, pt;q=0.7", "Não há tal caso."),
        ("fr", "There is no such case."),
        ("", "There is no such case."),
        ("es;q=9999, ?;;q=,,*", "No hay tal caso."),
    ],
)
async def test_an_error_is_said_in_the_language_that_is_wanted_most(window: Window, wanted: str, message: str) -> None:
    answer = await speaking(window, wanted).post("cases/99/report", {}, status=404)
    assert answer["error"] == {"code": "not_found", "message": message, "details": None}


async def test_an_analysis_says_its_sentences_in_each_language(window: Window) -> None:
    for language in languages():
        own = speaking(window, language)
        found = (await own.outcome(await own.post("analyses/activity", {})))["result"]
        t = texts(language).below("analyses.activity")
        assert (found["method"], found["too_little"]) == (t("method"), t("too_little"))


async def test_what_failed_says_why_to_each_in_their_language(window: Window) -> None:
    job = await window.post("exports", {"format": "ndjson", "selection": {"tag": "nobody"}})
    assert (await window.outcome(job))["job"]["message"] == texts("en")("errors.exports.no_account")
    said = (await speaking(window, "pt-BR").outcome(job))["job"]["message"]
    assert said == texts("pt-BR")("errors.exports.no_account")


async def test_the_demo_is_in_the_language_of_the_browser(window: Window) -> None:
    async with window.running.http.get("/demo/", headers={"Accept-Language": "es"}) as answer:
        assert '<html lang="es">' in await answer.text()
    async with window.running.http.get("/demo/@nobody", headers={"Accept-Language": "es"}) as answer:
        assert (await answer.json())["error"]["message"] == "Nadie de la demostración se llama así."
