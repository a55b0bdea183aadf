"""A case's report through the window's API, with pictures that the companion measured."""

from __future__ import annotations

import pytest

from companion.reports.figures.figure import FIGURES
from tests.companion.conftest import Running
from tests.companion.server.window_client import Window
from tests.companion.wire_samples import account, batch, framed, photograph, picture


@pytest.fixture
async def window(paired: Running) -> Window:
    """Ana and Bob wear the photograph, Bob in another size; both were recorded into May."""
    people = [account(name, picture=picture(name)) for name in ("ana", "bob")]
    answer = await paired.observe(batch(*people, case={"name": "May", "note": ""}))
    contents = {"ana": photograph(), "bob": photograph(200)}
    await paired.send(framed([(each, contents[each["refs"][0].rpartition(":")[2]]) for each in answer["wanted"]]))
    await paired.until("SELECT count(*) FROM picture_views", 2)
    await paired.until("SELECT count(*) FROM reused_pictures", 1)
    return await Window.open(paired)


async def report(window: Window, **asked: object) -> tuple[dict[str, object], str]:
    """What the job gave, and the file."""
    found = await window.outcome(await window.post("cases/1/report", asked))
    assert found["job"]["state"] == "done", found
    async with window.running.http.get(f"/api/v1/jobs/{found['job']['job']}/file", headers=window.headers) as answer:
        assert answer.headers["Content-Disposition"] == 'attachment; filename="eyeline-May-report.html"'
        return found, (await answer.read()).decode()


async def test_a_report_with_its_pictures(window: Window) -> None:
    found, page = await report(window, sections=None)
    assert found["job"]["title"] == "May"
    assert found["job"]["done"] == found["job"]["of"] > 0
    assert found["result"] == {
        "figures": len(FIGURES.names()),
        "sections": page.count("How this was made</h3>"),
        "bytes": len(page.encode()),
    }
    assert '<figure id="figure-reused">' in page
    sheet, laid, reused = (
        page.split(start, 1)[1] for start in ('<section id="pictures"', "Superimposed</h3>", '<section id="reused"')
    )
    assert sheet.split("</svg>")[0].count("data:image/jpeg;base64,") == 2
    assert '<g class="lines"' in sheet.split("</svg>")[0]
    assert laid.split("</section>")[0].count("<img ") == 3
    assert reused.split("</section>")[0].count("<img ") == 2


async def test_a_figure_stands_in_it_as_it_was_put_there(window: Window) -> None:
    choice = {"name": "words", "options": {}}
    assert await window.post("cases/1/report/figures", choice) == {**choice, "selection": None}
    chosen = {each["name"]: each["chosen"] for each in (await window.get("cases/1/report"))["figures"]}
    assert {name for name, is_chosen in chosen.items() if is_chosen} == {"words"}
    await window.post("cases/1/report/figures", {"name": "nothing"}, status=404)
    await window.post("cases/1/report/figures", {"name": "activity", "options": {"since": "soon"}}, status=400)
    await window.post("cases/1/report/figures", {"name": "activity", "options": {"since": "2026-01-05"}})
    await window.post("cases/1/report/texts", {"name": "figures.reused.note", "text": "The same photograph."})
    found, page = await report(window, figures=["reused", "activity"], sections=[])
    assert (found["result"]["figures"], found["result"]["sections"]) == (2, 0)
    assert "The same photograph." in page


async def test_once_figures_were_put_there_it_has_no_others(window: Window) -> None:
    found, _ = await report(window, sections=[])
    assert found["result"]["figures"] == len(FIGURES.names())
    for name in ("words", "reused"):
        await window.post("cases/1/report/figures", {"name": name})
    found, page = await report(window, sections=[])
    assert found["result"]["figures"] == 2
    await window.post("cases/1/report/figures", {"name": "words", "options": None})
    found, page = await report(window, sections=[])
    assert found["result"]["figures"] == 1
    assert '<figure id="figure-reused">' in page


async def test_a_figure_of_other_accounts_says_so(window: Window) -> None:
    of_one = {"accounts": [1]}
    await window.post("cases/1/report/figures", {"name": "reused", "selection": of_one})
    chosen = {each["name"]: each["accounts"] for each in (await window.get("cases/1/report"))["figures"]}
    assert chosen["reused"] == 1
    _, page = await report(window, sections=[])
    assert page.count("of one account that was chosen for this figure") == 2  # beside the finding, below the drawing
    await window.post("cases/1/report/figures", {"name": "reused", "selection": {"accounts": [2, 1]}})
    _, page = await report(window, sections=[])
    assert "chosen for this figure" not in page  # these are all of the case
    await window.post("cases/1/report/figures", {"name": "reused", "selection": {"case": 1}})
    chosen = {each["name"]: each["accounts"] for each in (await window.get("cases/1/report"))["figures"]}
    assert chosen["reused"] is None  # the whole case


async def test_texts_are_kept_with_the_case(window: Window) -> None:
    plan = await window.get("cases/1/report?language=es")
    assert (plan["name"], plan["accounts"], plan["usual"], plan["heading"]) == ("May", 2, "Informe sobre May", "")
    for name, text in (("heading", "Dos cuentas"), ("pictures.note", "Los ojos <b>coinciden</b>.")):
        assert await window.post("cases/1/report/texts", {"name": name, "text": text}) == {"name": name, "text": text}
    plan = await window.get("cases/1/report")
    assert plan["heading"] == "Dos cuentas"
    assert {each["name"]: each["note"] for each in plan["sections"]}["pictures"] == "Los ojos <b>coinciden</b>."
    found, page = await report(window, language="es", sections=["pictures"])
    assert found["result"]["sections"] == 1
    assert "<h1>Dos cuentas</h1>" in page
    assert "Los ojos &lt;b&gt;coinciden&lt;/b&gt;." in page
    await window.post("cases/1/report/texts", {"name": "heading", "text": ""})
    assert (await window.get("cases/1/report"))["heading"] == ""


async def test_what_cannot_be_asked(window: Window) -> None:
    refused = await window.post("cases/1/report", {"sections": ["nothing"]}, status=400)
    assert "There is no section nothing" in refused["error"]["message"]
    await window.post("cases/9/report", {}, status=404)
    await window.post("cases/9/report/texts", {"name": "heading", "text": "x"}, status=404)
    for name in ("password", "../x", "overview.other", "a" * 40 + ".note"):
        await window.post("cases/1/report/texts", {"name": name, "text": "x"}, status=400)
    await window.post("cases/1/report/texts", {"name": "heading", "text": "x" * 20_001}, status=400)
    async with window.running.http.get("/api/v1/cases/1/report?language=fr", headers=window.headers) as answer:
        assert answer.status == 400
    async with window.running.http.get("/api/v1/cases/1/report") as answer:
        assert answer.status == 401
