"""The gate lets in one browser, with the token, from our own page, and nobody else."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from anthology.preview.server import gate
from anthology.preview.server.gate import Gate

TOKEN, PORT = "a-token-of-some-length", 8123
HOST = f"127.0.0.1:{PORT}"
OURS = {"host": HOST, "origin": f"http://{HOST}", "content-type": "application/json"}


async def answer(request: Request) -> PlainTextResponse:
    return PlainTextResponse(f"{request.method} {request.url.path}")


@pytest.fixture(name="client")
def _client() -> TestClient:
    routes = [Route("/{path:path}", answer, methods=["GET", "POST", "PUT", "DELETE"])]
    return TestClient(Gate(Starlette(routes=routes), TOKEN, PORT), base_url=f"http://{HOST}")


def test_the_token_opens_and_is_taken_off_the_path(client: TestClient) -> None:
    response = client.get(f"/{TOKEN}/state")
    assert (response.status_code, response.text) == (200, "GET /state")


@pytest.mark.parametrize("path", ["/", "/state", f"/{TOKEN}x/", f"/{TOKEN[:-1]}/", f"//{TOKEN}/"])
def test_without_the_token_there_is_nothing(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "localhost", f"127.0.0.1:{PORT + 1}", f"rebound.example:{PORT}",
        f"127.0.0.1:{PORT}.rebound.example", f"user@127.0.0.1:{PORT}", f"[::1]:{PORT}", "",
        f"0.0.0.0:{PORT}", f"127.0.0.1.nip.io:{PORT}", f"127.0.0.1:{PORT}, rebound.example",
    ],
)  # fmt: skip
def test_another_host_is_refused(client: TestClient, host: str) -> None:
    assert client.get(f"/{TOKEN}/state", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", [HOST, f"localhost:{PORT}"])
def test_our_two_names_are_let_in(client: TestClient, host: str) -> None:
    assert client.get(f"/{TOKEN}/state", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example", "null", f"http://127.0.0.1:{PORT + 1}", f"https://{HOST}",
        f"http://{HOST}.evil.example", "", f"http://localhost:{PORT}",  # not this host's page
    ],
)  # fmt: skip
@pytest.mark.parametrize("method", ["get", "post"])
def test_another_origin_is_refused(client: TestClient, origin: str, method: str) -> None:
    response = getattr(client, method)(f"/{TOKEN}/text", headers={**OURS, "origin": origin})
    assert response.status_code == 403


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_who_writes_must_name_an_origin(client: TestClient, method: str) -> None:
    headers = {"host": HOST, "content-type": "application/json"}
    assert getattr(client, method)(f"/{TOKEN}/text", headers=headers).status_code == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site", "other"])
def test_a_page_of_another_site_is_refused(client: TestClient, site: str) -> None:
    headers = {"sec-fetch-site": site}
    assert client.get(f"/{TOKEN}/state", headers=headers).status_code == 403


def test_a_form_cannot_write(client: TestClient) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        headers = {**OURS, "content-type": kind}
        assert client.post(f"/{TOKEN}/text", headers=headers).status_code == 415
    assert client.post(f"/{TOKEN}/text", headers=OURS, content="{}").status_code == 200


def test_what_is_too_large_is_refused(client: TestClient) -> None:
    headers = {**OURS, "content-length": str(gate.LARGEST + 1)}
    assert client.post(f"/{TOKEN}/text", headers=headers).status_code == 413


def test_every_answer_keeps_other_pages_out(client: TestClient) -> None:
    headers = client.get(f"/{TOKEN}/").headers
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "'unsafe" not in headers["content-security-policy"]


def test_the_e_book_may_run_no_script(client: TestClient) -> None:
    policy = client.get(f"/{TOKEN}/book/a.xhtml").headers["content-security-policy"]
    assert policy.startswith("sandbox allow-same-origin;")
    assert "script-src" not in policy  # default-src 'none' holds


def test_it_opens_no_web_socket() -> None:
    sent: list[Any] = []
    asyncio.run(Gate(None, TOKEN, PORT)({"type": "websocket"}, None, sent.append))
    assert not sent


def test_tokens_differ_and_are_long() -> None:
    assert len({gate.token() for _ in range(100)}) == 100
    assert len(gate.token()) >= 32
