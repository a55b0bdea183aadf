"""Pages as browsers save them."""

from __future__ import annotations

import pytest

from companion.core.saved_page import saved_page

ADDRESS = "https://x.example/marla/followers?a=1&b=2"
MHTML = """From: <Saved by Blink>
Snapshot-Content-Location: https://x.example/marla/followers?a=1&b=2
Subject: =?utf-8?Q?Marla?=
MIME-Version: 1.0
Content-Type: multipart/related;
\ttype="text/html";
\tboundary="----MultipartBoundary--ab--"


------MultipartBoundary--ab--
Content-Type: text/html
Content-ID: <frame-1@mhtml.blink>
Content-Transfer-Encoding: quoted-printable
Content-Location: https://x.example/marla/followers?a=1&b=2

<html><meta http-equiv=3D"Content-Type" content=3D"text/html; charset=3DUTF-8"><p>Mårla</p></html>
------MultipartBoundary--ab--
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-Location: https://pics.example/1.png

iVBORw0KGgo=
------MultipartBoundary--ab----
"""


def test_a_single_file_says_where_it_was_and_holds_its_page() -> None:
    quoted = MHTML.replace("å", "=C3=A5").replace("\n", "\r\n").encode("ascii")
    html, address = saved_page(quoted)
    assert "<p>Mårla</p>" in html
    assert address == ADDRESS


@pytest.mark.parametrize(
    "head",
    [
        "<!-- saved from url=(0041)https://x.example/marla/followers?a=1&b=2 -->",
        '<link data-x rel="canonical" href="https://x.example/marla/followers?a=1&amp;b=2">',
        '<meta property="og:url" content="https://x.example/marla/followers?a=1&amp;b=2"/>',
    ],
)
def test_html_says_where_it_was(head: str) -> None:
    html = f"<!doctype html><html><head>{head}</head><body>Mårla</body></html>"
    assert saved_page(html.encode()) == (html, ADDRESS)


def test_html_that_does_not_say_it_is_of_nowhere() -> None:
    assert saved_page(b"<p>\xff</p>") == ("<p>�</p>", None)
    assert saved_page(b"") == ("", None)
