"""What an attacker would send: each request is refused, in the one error shape, and leaves nothing behind."""

from __future__ import annotations

import asyncio
import gzip
import json
import sqlite3
import struct
from contextlib import closing
from typing import Any

import aiohttp
import pytest
from yarl import URL

from companion.core.wire.base import WIRE_VERSION
from companion.server.middleware import HEADERS
from companion.store.pairings import CODE_TRIES
from tests.companion.conftest import ORIGIN, Running
from tests.companion.server.raw import raw, refusal
from tests.companion.wire_samples import account, batch, drawing, framed, picture

OCTETS = {"Content-Type": "application/octet-stream"}
PAIRED_ONLY = [
    ("POST", "observations"),
    ("POST", "pictures"),
    ("GET", "badges"),
    ("GET", "pictures/1/thumbnail"),
]


async def refused(running: Running, method: str, path: str, status: int, **more: Any) -> dict[str, Any]:
    """The error of a refused request, after its shape and its headers were looked at."""
    async with running.http.request(method, URL(path, encoded=True), **more) as answer:
        body = json.loads(await answer.read())
        assert answer.status == status, body
        assert not [name for name in answer.headers if name.lower().startswith("access-control-")]
        for name, value in HEADERS.items():
            assert answer.headers[name] == value
        assert "Server" not in answer.headers
    assert set(body) == {"error"}
    assert set(body["error"]) == {"code", "message", "details"}
    assert body["error"]["message"].endswith(".")
    return dict(body["error"])


@pytest.mark.parametrize(
    "host", ["attacker.example", "attacker.example:{port}", "127.0.0.1", "[::1]:{port}", "localhost.:{port}"]
)
async def test_a_rebound_name_is_refused(paired: Running, host: str) -> None:
    headers = paired.headers | {"Host": host.format(port=URL(paired.url).port)}
    for path in ("/", "/api/v1/hello", "/api/v1/badges", "/api/v1/nothing"):
        assert (await refused(paired, "GET", path, 403, headers=headers))["code"] == "forbidden"


async def test_two_hosts_are_refused(companion: Running) -> None:
    port = URL(companion.url).port
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET /api/v1/hello HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nHost: evil\r\n\r\n".encode())
    await writer.drain()
    line = await reader.readline()
    writer.close()
    await writer.wait_closed()
    assert line.split()[1] in (b"400", b"403")


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}"])
async def test_our_own_names_are_answered(companion: Running, host: str) -> None:
    headers = {"Host": host.format(port=URL(companion.url).port)}
    async with companion.http.get("/api/v1/hello", headers=headers) as answer:
        assert answer.status == 200
        assert answer.headers["X-Eyeline"] == str(WIRE_VERSION)


@pytest.mark.parametrize(
    "origin",
    [
        "https://attacker.example",
        "null",
        "http://127.0.0.1:1",
        "http://localhost",
        "file://",
        "chrome-extension://other",
    ],
)
async def test_a_foreign_origin_is_refused_even_with_the_token(paired: Running, origin: str) -> None:
    headers = paired.headers | {"Origin": origin}
    await refused(paired, "GET", "/api/v1/badges", 403, headers=headers)
    await refused(paired, "POST", "/api/v1/observations", 403, headers=headers, json=batch(account()))
    assert paired.rows("SELECT count(*) FROM batches") == [(0,)]


@pytest.mark.parametrize("path", ["/", "/ui/setup.js", "/api/v1/hello", "/api/v1/openapi.json"])
async def test_a_page_of_another_site_reads_nothing_at_all(companion: Running, path: str) -> None:
    await refused(companion, "GET", path, 403, headers={"Origin": "https://attacker.example"})
    embedded = {"Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Site": "cross-site"}
    await refused(companion, "GET", path, 403, headers=embedded)


async def test_a_preflight_gets_no_leave(paired: Running) -> None:
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
    await refused(paired, "OPTIONS", "/api/v1/observations", 405, headers={"Origin": ORIGIN} | asked)
    await refused(
        paired, "OPTIONS", "/api/v1/observations", 403, headers={"Origin": "https://attacker.example"} | asked
    )


@pytest.mark.parametrize(("method", "path"), PAIRED_ONLY)
@pytest.mark.parametrize(
    "authorization",
    [None, "Bearer ", "Bearer wrong", "Basic {shown}", "{shown}", "Bearer {shown}x", "Bearer {token}", "Bearer \u00e9"],
)
async def test_without_the_token_nothing_is_answered(
    paired: Running, method: str, path: str, authorization: str | None
) -> None:
    shown = paired.headers["Authorization"].removeprefix("Bearer ")
    headers = {"Authorization": authorization.format(shown=shown, token=paired.token)} if authorization else {}
    error = await refused(paired, method, f"/api/v1/{path}", 401, headers=headers)
    assert error["code"] == "not_paired"


async def test_the_token_needs_no_origin(paired: Running) -> None:
    """Chromium sends none with an extension's GET."""
    del paired.headers["Origin"]
    assert await paired.badges("demo:handle:ana") == []


async def test_a_revoked_token_and_its_origin_are_refused(paired: Running) -> None:
    await paired.pair("moz-extension://another")
    async with paired.http.get("/api/v1/badges", headers=paired.headers) as answer:
        assert answer.status == 200
    with closing(sqlite3.connect(paired.data / "eyeline.db", isolation_level=None)) as conn:
        conn.execute(
            "UPDATE pairings SET revoked_at = '2026-01-01T00:00:00.000Z' WHERE origin = 'moz-extension://another'"
        )
    await refused(paired, "GET", "/api/v1/badges", 403, headers=paired.headers)
    del paired.headers["Origin"]
    await refused(paired, "GET", "/api/v1/badges", 401, headers=paired.headers)


async def test_a_code_is_dead_after_wrong_tries(companion: Running) -> None:
    code = companion.code()
    wrong = [f"{(int(code) + step) % 10**6:06d}" for step in range(1, CODE_TRIES + 1)]
    for guess in wrong:
        error = await refused(companion, "POST", "/api/v1/pair", 403, json={"code": guess, "browser": "x"})
        assert error["code"] == "pairing_refused"
    await refused(companion, "POST", "/api/v1/pair", 403, json={"code": code, "browser": "x"})
    assert companion.rows("SELECT count(*) FROM pairings") == [(0,)]


async def test_a_code_works_once(companion: Running) -> None:
    asked = {"code": companion.code(), "browser": "x"}
    async with companion.http.post("/api/v1/pair", json=asked) as answer:
        assert answer.status == 200
    await refused(companion, "POST", "/api/v1/pair", 403, json=asked)


async def test_guesses_at_once_share_the_same_few_tries(companion: Running) -> None:
    code = companion.code()
    guesses = [f"{(int(code) + step) % 10**6:06d}" for step in range(1, 50)]
    await asyncio.gather(
        *(refused(companion, "POST", "/api/v1/pair", 403, json={"code": guess, "browser": "x"}) for guess in guesses)
    )
    await refused(companion, "POST", "/api/v1/pair", 403, json={"code": code, "browser": "x"})


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 401),
        ({"Origin": "{url}", "Sec-Fetch-Site": "same-origin"}, 401),
        ({"Origin": "https://attacker.example"}, 403),
        ({"Origin": "{url}", "Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "{url}", "Sec-Fetch-Site": "none"}, 403),
    ],
)
async def test_who_has_no_key_makes_no_code(paired: Running, headers: dict[str, str], status: int) -> None:
    headers = {name: value.format(url=paired.url) for name, value in headers.items()}
    await refused(paired, "POST", "/api/v1/settings/pairings/new", status, headers=headers)
    await refused(paired, "POST", "/api/v1/browser", status, headers=headers)
    assert paired.rows("SELECT (SELECT count(*) FROM pairing_codes) + (SELECT count(*) FROM handovers)") == [(0,)]


@pytest.mark.parametrize(
    ("path", "content_type"),
    [
        ("pair", "text/plain"),
        ("pair", "application/x-www-form-urlencoded"),
        ("observations", "text/plain;charset=UTF-8"),
        ("observations", "application/octet-stream"),
        ("observations", "multipart/form-data; boundary=x"),
        ("pictures", "application/json"),
        ("pictures", "image/jpeg"),
    ],
)
async def test_other_content_types_are_refused(paired: Running, path: str, content_type: str) -> None:
    headers = paired.headers | {"Content-Type": content_type}
    error = await refused(paired, "POST", f"/api/v1/{path}", 415, headers=headers, data=b"{}")
    assert error["code"] == "wrong_content_type"


async def test_a_compressed_body_is_refused(paired: Running) -> None:
    """Else a few bytes could become gigabytes."""
    headers = paired.headers | {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    body = gzip.compress(json.dumps(batch(account())).encode())
    await refused(paired, "POST", "/api/v1/observations", 415, headers=headers, data=body)


async def test_a_broken_request_is_not_logged(paired: Running, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    host = paired.url.removeprefix("http://")
    request = f"GET / HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer SECRET\0\r\n\r\n"
    answer = await raw(paired, request.encode(), hang_up=False)
    assert answer.startswith(b"HTTP/1.0 400")
    assert "SECRET" not in caplog.text


@pytest.mark.parametrize(
    ("request_line", "headers", "status", "code"),
    [
        ("no HTTP at all", "", 400, "bad_request"),
        ("GET / HTTP/1.1", "Host: {host}\r\nBad\0: x\r\n", 400, "bad_request"),
        ("GET / HTTP/1.1", "Host: {host}\r\nExpect: a-miracle\r\n", 417, "http"),
        ("GET /demo/@nobody.at.all HTTP/1.1", "Host: {host}\r\n", 404, "not_found"),
        ("GET /demo/portraits/1.gif HTTP/1.1", "Host: {host}\r\n", 404, "not_found"),
        ("PATCH / HTTP/1.1", "Host: {host}\r\n", 405, "wrong_method"),
    ],
)
async def test_every_refusal_has_the_one_shape_and_says_no_server(
    companion: Running, request_line: str, headers: str, status: int, code: str
) -> None:
    headers = headers.format(host=companion.url.removeprefix("http://"))
    request = f"{request_line}\r\n{headers}Connection: close\r\n\r\n"
    answer = await raw(companion, request.encode(), hang_up=False)
    assert refusal(answer) == (status, code)


async def test_a_body_that_breaks_off_stores_nothing(paired: Running, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    host = paired.url.removeprefix("http://")
    token = paired.headers["Authorization"]
    head = f"POST /api/v1/observations HTTP/1.1\r\nHost: {host}\r\nAuthorization: {token}\r\n"
    body = json.dumps(batch(account())).encode()
    typed = f"{head}Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    await raw(paired, typed + body[:-1], hang_up=True)
    _, writer = await asyncio.open_connection("127.0.0.1", URL(paired.url).port)
    writer.write(typed + body[:10])
    await writer.drain()
    writer.transport.abort()
    assert paired.rows("SELECT count(*) FROM batches") == [(0,)]
    assert (await paired.observe(batch(account())))["stored"]
    assert not [record for record in caplog.records if record.exc_info and record.name.startswith("companion")]


@pytest.mark.parametrize("announced", [True, False])
async def test_a_body_too_long_is_refused(paired: Running, announced: bool) -> None:
    async def endless() -> Any:
        for _ in range(64):
            yield b" " * 1024

    data = b" " * 64 * 1024 if announced else endless()
    headers = {"Content-Type": "application/json"}
    error = await refused(paired, "POST", "/api/v1/pair", 413, headers=headers, data=data)
    assert error["code"] == "too_large"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x00\x00",
        struct.pack(">I", 2**32 - 1) + b"{}",
        struct.pack(">I", 100) + b'{"pictures": []}',
        struct.pack(">I", 0),
        struct.pack(">I", 16) + b'{"pictures": []}' + b"left over",
        framed([({"address": "https://x.example/1.jpg", "platform": "demo", "refs": []}, b"123456")])[:-1],
        framed([({"address": "https://x.example/1.jpg", "platform": "demo", "refs": []}, b"123456")]) + b"7",
        framed([({"address": "https://x.example/1.jpg", "platform": "demo", "refs": []}, b"")] * 101),
        struct.pack(">I", 2) + b"\xff\xfe",
        framed([], deadline_ms=10**9),
    ],
)
async def test_lengths_that_lie_are_refused(paired: Running, body: bytes) -> None:
    error = await refused(paired, "POST", "/api/v1/pictures", 400, headers=paired.headers | OCTETS, data=body)
    assert error["code"] == "bad_request"
    assert paired.rows("SELECT count(*) FROM pictures") == [(0,)]


BROKEN = [
    b"",
    b"{",
    b"[]",
    b"null",
    b'{"key": 1}',
    b"[" * 100_000,
    b'{"a":' * 50_000,
    b"\xff\xfe{}",
    json.dumps(batch(account()) | {"extra": 1}).encode(),
    json.dumps(batch(account()) | {"observed_at": "2026-01-01T00:00:00"}).encode(),
    json.dumps(batch(account(display_name="x" * 10_000))).encode(),
    json.dumps(batch(account(ref="demo:handle:somebody-else"))).encode(),
    json.dumps(batch(account(ref="other:handle:ana"))).encode(),
    json.dumps(batch(account(ref="' OR 1=1 --"))).encode(),
    json.dumps(batch(account(), captures=[{"capture": "no uuid"}])).encode(),
    json.dumps(batch(*[account(f"a{n}") for n in range(501)])).encode(),
]


@pytest.mark.parametrize("body", BROKEN, ids=range(len(BROKEN)))
async def test_a_batch_that_is_not_one_stores_nothing(paired: Running, body: bytes) -> None:
    headers = paired.headers | {"Content-Type": "application/json"}
    error = await refused(paired, "POST", "/api/v1/observations", 400, headers=headers, data=body)
    assert error["code"] == "bad_request"
    assert paired.rows("SELECT (SELECT count(*) FROM accounts) + (SELECT count(*) FROM batches)") == [(0,)]


async def test_a_refusal_does_not_repeat_what_the_page_said(paired: Running) -> None:
    secret = "a text that a page had"
    asked = batch(account(display_name=secret * 100))
    error = await refused(paired, "POST", "/api/v1/observations", 400, headers=paired.headers, json=asked)
    assert secret not in json.dumps(error)
    assert "display_name" in error["message"]


HOSTILE = [
    "Robert'); DROP TABLE accounts;--",
    '" OR ""="',
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '=HYPERLINK("https://attacker.example")',
    "\x1b[2J\x07\r\n\t",
    "\u202emoc.elpmaxe\u202c \ufeff\u200b",
    "%s%n{0}${jndi:ldap://x}",
    "\U0001f600 é ẞ ﷽",
]


async def test_hostile_names_are_data(paired: Running) -> None:
    accounts = [account(f"h{n}", display_name=name, bio=name) for n, name in enumerate(HOSTILE)]
    await paired.observe(batch(*accounts))
    assert [row[0] for row in paired.rows("SELECT display_name FROM accounts ORDER BY id")] == HOSTILE
    assert [row[0] for row in paired.rows("SELECT bio FROM observations ORDER BY id")] == HOSTILE


async def test_hostile_handles_are_data(paired: Running) -> None:
    names = [name for name in HOSTILE if "\n" not in name]
    await paired.observe(batch(*[account(name, picture=picture(f"p{n}")) for n, name in enumerate(names)]))
    await paired.send(framed([({**picture("p0"), "platform": "demo", "refs": []}, drawing(1))]))
    (badge,) = await paired.badges(*[f"demo:handle:{name}" for name in names])
    assert badge["ref"] == f"demo:handle:{names[0]}"


async def test_half_characters_and_nul_do_not_refuse_a_batch(paired: Running) -> None:
    text = json.dumps(batch(account(display_name="NAME")))
    text = text.replace("NAME", r"a\ud800b\udc00\u0000\ud83d\ude00\\ud800\\\ud800")
    headers = paired.headers | {"Content-Type": "application/json"}
    async with paired.http.post("/api/v1/observations", data=text.encode(), headers=headers) as answer:
        assert answer.status == 200
    assert paired.rows("SELECT display_name FROM accounts") == [("a\ufffdb\ufffd\ufffd\U0001f600\\ud800\\\ufffd",)]


@pytest.mark.parametrize(
    "path",
    [
        "/ui/../../errors.py",
        "/ui/..%2f..%2ferrors.py",
        "/ui/%2e%2e/%2e%2e/__init__.py",
        "/ui//etc/passwd",
        "/ui/%2fetc%2fpasswd",
        "/ui/setup.html%00.png",
        "/ui/..%5c..%5cerrors.py",
        "/api/v1/nothing",
        "/api/v1/pictures/99999999999999999999/thumbnail",
        "/api/v1/pictures/-1/thumbnail",
    ],
)
async def test_there_is_nothing_outside(paired: Running, path: str) -> None:
    error = await refused(paired, "GET", path, 404, headers=paired.headers)
    assert error["code"] == "not_found"


@pytest.mark.parametrize(("method", "path"), [("DELETE", "/"), ("PUT", "/api/v1/hello"), ("GET", "/api/v1/pair")])
async def test_other_methods_are_refused(companion: Running, method: str, path: str) -> None:
    assert (await refused(companion, method, path, 405))["code"] == "wrong_method"


@pytest.mark.parametrize("refs", [["nobody"], ["demo:id:"], ["demo:name:x"], ["demo:handle:x"] * 501])
async def test_refs_that_are_none_are_refused(paired: Running, refs: list[str]) -> None:
    query = "&".join(f"ref={ref}" for ref in refs)
    await refused(paired, "GET", f"/api/v1/badges?{query}", 400, headers=paired.headers)


async def test_as_many_refs_as_a_batch_has_may_be_asked_for(paired: Running) -> None:
    assert await paired.badges(*[f"demo:handle:{'h' * 200}{n}" for n in range(500)]) == []


async def test_no_token_or_code_is_kept_or_logged(companion: Running, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    code = companion.code()
    await companion.pair()
    shown = companion.headers["Authorization"].removeprefix("Bearer ")
    await companion.observe(batch(account(display_name="a page's own text")))
    kept = b"".join(file.read_bytes() for file in companion.data.iterdir() if file.is_file())
    assert companion.token.encode() not in kept
    assert shown.encode() not in kept
    written = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("companion"))
    for secret in (companion.token, shown, code, "a page's own text"):
        assert secret not in written


async def test_the_companion_fetches_no_address(paired: Running) -> None:
    callers: list[object] = []
    listener = await asyncio.start_server(lambda reader, writer: callers.append(writer), "127.0.0.1", 0)
    address = f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}/"
    person = account("ana", address=address, picture={"address": f"{address}ana.jpg"})
    page = {"platform": "demo", "kind": "profile", "address": address}
    asked = await paired.observe(batch(person, page=page))
    await paired.send(framed([(asked["wanted"][0], drawing(1))]))
    await paired.badges(person["ref"])
    listener.close()
    assert callers == []


async def test_it_listens_on_this_computer_only(companion: Running) -> None:
    port = URL(companion.url).port
    with pytest.raises(OSError):
        async with aiohttp.ClientSession() as http, http.get(f"http://127.0.0.2:{port}/api/v1/hello"):
            pass
