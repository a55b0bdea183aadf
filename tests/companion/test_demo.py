"""The demo as a browser gets it: the markup that the adapter reads, and texts that stay texts."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from html.parser import HTMLParser
from io import BytesIO
from itertools import combinations, pairwise

import aiohttp
import pytest
import pytest_asyncio
from PIL import Image

from companion.app import running
from companion.demo.people import CIRCLES, HOST, PEOPLE, Portrait, friends_of
from companion.demo.posts import POSTS
from companion.settings import Settings

Attributes = dict[str, str]
MINUTE = timedelta(minutes=1)
FRIENDS = f"/demo/@{HOST.handle}/friends"


class Elements(HTMLParser):
    """Every start tag of a page with its attributes, and all of its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, Attributes]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data

    def having(self, attribute: str) -> list[Attributes]:
        return [attributes for _, attributes in self.found if attribute in attributes]

    def of(self, tag: str) -> list[Attributes]:
        return [attributes for name, attributes in self.found if name == tag]

    def accounts(self, role: str) -> list[str]:
        return [
            place["data-demo-account"] for place in self.having("data-demo-role") if place["data-demo-role"] == role
        ]


in_one_loop = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def site(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[aiohttp.ClientSession]:
    """One for all: they only look at it."""
    settings = Settings.of({"port": 0, "data": tmp_path_factory.mktemp("data"), "workers": 1})
    async with running(settings) as url, aiohttp.ClientSession(url) as session:
        yield session


async def page(site: aiohttp.ClientSession, address: str, status: int = 200) -> Elements:
    async with site.get(address) as answer:
        assert answer.status == status
        assert answer.content_type == "text/html"
        return Elements(await answer.text())


@in_one_loop
async def test_a_profile_names_its_account_and_its_counts(site: aiohttp.ClientSession) -> None:
    profile = await page(site, f"/demo/@{HOST.handle}")
    assert profile.having("data-eyeline-demo") == [{"data-eyeline-demo": "profile"}]
    assert profile.accounts("profile") == [HOST.handle]
    assert profile.having("data-count-friends")[0]["data-count-friends"] == "60"
    assert profile.having("data-count-posts")[0]["data-count-posts"] == str(len(profile.accounts("author")))
    assert HOST.bio in profile.text


@in_one_loop
async def test_the_friend_list_grows_by_twenty_and_ends_at_sixty(site: aiohttp.ClientSession) -> None:
    address, seen = FRIENDS, []
    for further in (True, True, False):
        part = await page(site, address)
        (its_list,) = part.having("data-demo-list")
        assert (its_list["data-owner"], its_list["data-displayed-count"]) == (HOST.handle, "60")
        assert part.accounts("profile") == [HOST.handle]
        assert len(part.accounts("row")) == 20
        assert bool(part.having("data-demo-more")) is further
        assert bool(part.having("data-demo-end")) is not further
        seen += part.accounts("row")
        address = part.having("data-demo-more")[0]["href"] if further else ""
    assert sorted(seen) == sorted(somebody.handle for somebody in PEOPLE if somebody is not HOST)


@in_one_loop
async def test_the_news_shows_authors_and_commenters(site: aiohttp.ClientSession) -> None:
    news = await page(site, "/demo/")
    assert news.having("data-eyeline-demo") == [{"data-eyeline-demo": "feed"}]
    assert len(news.accounts("author")) >= 10
    assert len(news.accounts("commenter")) >= 20


@pytest.mark.parametrize("address", ["/demo/", "/demo/circles", f"/demo/@{HOST.handle}", FRIENDS, "/demo/@pip.okapi"])
@in_one_loop
async def test_every_link_and_picture_of_a_page_is_there(site: aiohttp.ClientSession, address: str) -> None:
    shown = await page(site, address)
    links = {link["href"] for link in shown.of("a")} | {image["src"] for image in shown.of("img")}
    for link in sorted(link for link in links if link.startswith("/demo/")):
        async with site.get(link) as answer:
            assert answer.status == 200, link


@in_one_loop
async def test_every_page_says_that_it_is_made_up(site: aiohttp.ClientSession) -> None:
    for address in ("/demo/", f"/demo/@{HOST.handle}", FRIENDS):
        assert "None of these accounts exists" in (await page(site, address)).text


@in_one_loop
async def test_names_and_texts_are_never_markup(site: aiohttp.ClientSession) -> None:
    for address, text in (
        ("/demo/", "<script>alert('no')</script> is not a proof"),
        ("/demo/@pip.okapi", 'Pip "5 < 6" Okapi & Co'),
        ("/demo/@pip.okapi", "Maths <b>teacher</b>; & yes"),
    ):
        shown = await page(site, address)
        assert text in shown.text
        assert [script["src"] for script in shown.of("script")] == ["/ui/demo.js"]
    async with site.get("/demo/@%3Cimg%20src=x%20onerror=alert(1)%3E") as answer:
        assert (answer.status, answer.content_type) == (404, "application/json")
        assert "<img" not in await answer.text()


@in_one_loop
async def test_pages_keep_to_the_content_security_policy(site: aiohttp.ClientSession) -> None:
    async with site.get("/demo/") as answer:
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
        html = await answer.text()
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", html)


@in_one_loop
async def test_a_portrait_is_a_square_jpeg(site: aiohttp.ClientSession) -> None:
    async with site.get("/demo/portraits/1.jpg") as answer:
        assert answer.content_type == "image/jpeg"
        picture = Image.open(BytesIO(await answer.read()))
    assert (picture.format, picture.size) == ("JPEG", (400, 400))


@in_one_loop
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/demo/portraits/0.jpg", 404),
        ("/demo/portraits/62.jpg", 404),
        ("/demo/portraits/1.png", 404),
        (f"{FRIENDS}?from=-1", 400),
        (f"{FRIENDS}?from=all", 400),
        (f"{FRIENDS}?from={'9' * 5000}", 400),
    ],
)
async def test_what_is_not_there_is_said_in_a_sentence(site: aiohttp.ClientSession, address: str, status: int) -> None:
    async with site.get(address) as answer:
        assert answer.status == status
        assert (await answer.json())["error"]["message"].endswith(".")


@in_one_loop
async def test_past_the_lists_end_there_is_nobody_and_the_end(site: aiohttp.ClientSession) -> None:
    beyond = await page(site, f"{FRIENDS}?from=600")
    assert beyond.accounts("row") == []
    assert beyond.having("data-demo-end")


def test_people_are_told_apart_and_friendship_is_mutual() -> None:
    assert len({somebody.handle for somebody in PEOPLE}) == len(PEOPLE) == 61
    for one in PEOPLE:
        friends = friends_of(one)
        assert one not in friends
        assert all(one in friends_of(friend) for friend in friends)


def test_the_aligned_ones_are_strangers() -> None:
    strangers = [somebody for somebody in PEOPLE if somebody.portrait is Portrait.aligned]
    assert len(strangers) == 14
    for one, other in combinations(strangers, 2):
        assert {*friends_of(one)} & {*friends_of(other)} == {HOST}
        assert other not in friends_of(one)


def test_there_are_two_circles_who_share_friends() -> None:
    assert sorted(each.number for circle in CIRCLES for each in circle) == list(range(2, 62))
    for circle in CIRCLES[1:]:
        for one, other in pairwise(circle):
            assert len({*friends_of(one)} & {*friends_of(other)} - {HOST}) >= 7


def test_the_aligned_ones_share_the_same_within_a_minute_again_and_again() -> None:
    at_once = [post for post in POSTS if post.shares and post.shares[-1].time - post.shares[0].time < MINUTE]
    assert len(at_once) == 4
    assert all(len(post.shares) >= 11 for post in at_once)
    assert {share.author for post in at_once for share in post.shares} == {*CIRCLES[0]}
    assert any(post.shares and post not in at_once for post in POSTS)


@in_one_loop
async def test_circles_are_whole_lists_of_friends(site: aiohttp.ClientSession) -> None:
    shown = await page(site, "/demo/circles")
    lists = {each["data-owner"]: int(each["data-displayed-count"]) for each in shown.having("data-demo-list")}
    assert len(lists) >= 21
    assert len(shown.having("data-demo-end")) == len(lists)
    assert len(shown.accounts("row")) == len(lists) + sum(lists.values())
    for circle in CIRCLES:
        assert sum(each.handle in lists for each in circle) >= 7
