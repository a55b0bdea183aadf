"""Where badge, popup and links from outside lead, and where an account's picture may be searched for elsewhere."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from playwright.async_api import expect

from .window import Window, faults, threw

pytestmark = [pytest.mark.e2e, pytest.mark.asyncio(loop_scope="session")]

PICTURE = "https://scontent.social.com/v/a.jpg?oh=1&oe=2"


async def test_a_ref_leads_to_its_account(case_window: Window) -> None:
    [known] = case_window.companion.rows("SELECT id, platform, handle FROM accounts WHERE handle IS NOT NULL LIMIT 1")
    ref = quote(f"{known['platform']}:handle:{known['handle']}", safe="")
    page = await case_window.open(f"#/find?ref={ref}")
    await page.wait_for_url(f"**/app/#/accounts/{known['id']}")
    await expect(page.get_by_text(known["handle"]).first).to_be_visible()


async def test_a_page_leads_to_those_seen_on_it(case_window: Window) -> None:
    [known] = case_window.companion.rows(
        "SELECT pages.address, count(DISTINCT account) AS many FROM pages JOIN batches ON page = pages.id "
        "JOIN observations ON batch = batches.id GROUP BY pages.id HAVING many BETWEEN 3 AND 50 LIMIT 1"
    )
    page = await case_window.open(f"#/find?page={quote(known['address'], safe='')}")
    await page.wait_for_url("**/app/#/accounts?accounts=*")
    assert len(page.url.rpartition("=")[2].split("%2C")) == known["many"]
    assert await threw(page) == []


@pytest.mark.parametrize(("language", "said"), [("en", "Nothing has been recorded"), ("es", "Aún no se ha registrado")])
async def test_what_was_not_recorded_says_why(case_window: Window, language: str, said: str) -> None:
    page = await case_window.open("#/find?page=https%3A%2F%2Fx.com%2Fana", language=language)
    await expect(page.get_by_role("heading", name=said)).to_be_visible()
    assert await faults(page) == []


async def test_a_public_picture_can_be_searched_for_elsewhere(case_window: Window) -> None:
    [worn] = case_window.companion.rows("SELECT account, picture_address FROM avatars LIMIT 1")
    at = "UPDATE picture_addresses SET address = ? WHERE id = ?"
    case_window.companion.write(lambda conn: conn.execute(at, (PICTURE, worn["picture_address"])))
    page = await case_window.open(f"#/accounts/{worn['account']}")
    await page.get_by_text("Search for this picture elsewhere").click()
    for name in ("Google Lens", "TinEye", "Yandex", "Bing"):
        link = page.get_by_role("link", name=name, exact=True)
        await expect(link).to_be_visible()
        assert quote(PICTURE, safe="") in str(await link.get_attribute("href"))
        assert await link.get_attribute("rel") == "noopener noreferrer"
        assert await link.get_attribute("target") == "_blank"
    assert await faults(page) == []


async def test_a_link_that_leads_out_leaves_the_window_where_it_is(case_window: Window) -> None:
    page = await case_window.open("#/today")
    await page.evaluate(
        "() => { const link = document.createElement('a'); link.href = 'https://elsewhere.invalid/';"
        " link.textContent = 'outside'; document.querySelector('main').prepend(link); }"
    )
    async with page.context.expect_page() as opened:
        await page.get_by_text("outside").click()
    assert await (await opened.value).evaluate("() => window.opener") is None
    assert page.url.endswith("/app/#/today")


async def test_who_wears_the_same_picture_opens_as_a_list(case_window: Window) -> None:
    [worn] = case_window.companion.rows(
        "SELECT picture, count(DISTINCT account) AS many, min(account) AS account FROM avatars "
        "JOIN picture_addresses ON picture_addresses.id = picture_address GROUP BY picture HAVING many > 2 LIMIT 1"
    )
    page = await case_window.open(f"#/accounts/{worn['account']}")
    link = page.get_by_role("link", name=f"The same picture is on {worn['many'] - 1} other accounts.")
    assert await faults(page) == []
    await link.click()
    await page.wait_for_url("**/app/#/accounts?accounts=*")
    assert len(page.url.rpartition("=")[2].split("%2C")) == worn["many"] - 1
    assert await threw(page) == []
