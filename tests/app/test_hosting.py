"""The server of deploy/ as a service starts it; no browser is needed to see whether it serves."""

import http.client
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from explainer.loading.loader import library
from explainer.outline import PAGES
from tests.support.server import IGNORED, ROOT, Server

CONTENT = library()


def get(server: Server, path: str, text: bool = True) -> tuple[int, dict[str, str], str]:
    connection = http.client.HTTPConnection("localhost", server.port, timeout=20)
    connection.request("GET", path)
    answer = connection.getresponse()
    given = {name.lower(): value for name, value in answer.getheaders()}
    body = answer.read()
    connection.close()
    return answer.status, given, body.decode() if text else ""


def test_started_from_any_folder_every_page_is_whole(
    tmp_path: Path, fresh_server: Callable[..., Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a service starts it that names no folder, or one with another app's settings."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "config.toml").write_text("[theme.light]\nbackgroundColor = '#FF0000'\n")
    server = fresh_server(tmp_path, hosted=True)
    for page in PAGES:
        status, _, body = get(server, f"/{page}")
        assert status == 200, page
        assert "--page: #FCFBF9" in body, page
        assert CONTENT.site.disclaimer in body, page
    status, _, body = get(server, "/healthz")
    assert (status, json.loads(body)["status"]) == (200, "ok")


def test_a_server_that_was_told_nonsense_does_not_start_and_says_why() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "uvicorn", "deploy.server:app", "--port", "0"],
        cwd=ROOT,
        env={**os.environ, "PUBLIC_URL": "ketamine.example", "REDIS_URL": "redis:6379"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode
    assert [line.partition(" ")[0] for line in done.stderr.splitlines()] == ["PUBLIC_URL", "REDIS_URL"]


def with_settings(folder: Path, change: Callable[[str], str]) -> Path:
    """A copy of the app whose settings are changed."""
    copy = folder / "app"
    shutil.copytree(ROOT, copy, ignore=IGNORED)
    path = copy / ".streamlit" / "config.toml"
    path.write_text(change(path.read_text()))
    return copy


@pytest.fixture
def beneath(tmp_path: Path) -> Iterator[Server]:
    """The server of deploy/ with a path of its own."""
    app = with_settings(tmp_path, lambda text: text.replace("[server]", '[server]\nbaseUrlPath = "/clinic/expl/"', 1))
    server = Server(tmp_path / "log", app, hosted=True, base="/clinic/expl")
    yield server
    server.stop()


def test_beneath_a_path_all_is_where_it_is_at_the_root(beneath: Server) -> None:
    for page in PAGES:
        status, _, body = get(beneath, f"/clinic/expl/{page}")
        assert status == 200, page
        assert CONTENT.site.disclaimer in body, page
    for health in ("/healthz", "/clinic/expl/healthz"):
        assert json.loads(get(beneath, health)[2])["status"] == "ok"
    assert "<h1" in get(beneath, "/clinic/expl/copy")[2]
    assert get(beneath, "/clinic/expl/preview.png", text=False)[1]["content-type"] == "image/png"
    assert get(beneath, "/clinic/expl/_stcore/metrics")[0] == 404
    assert get(beneath, "/safety")[0] == 404


def test_health_tells_one_server_from_another_and_whether_they_share_their_rooms(
    hosted: Server, fresh_server: Callable[..., Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://localhost:1")
    other = fresh_server(hosted=True)
    asked = [get(server, "/healthz") for server in (hosted, hosted, other)]
    first, again, third = (json.loads(body) for _, _, body in asked)
    assert first["server"] == again["server"] != third["server"]
    assert (first["shared"], third["shared"]) == (False, True)
    assert all(headers["cache-control"] == "no-store" for _, headers, _ in asked)
    assert get(other, "/vote")[0] == 200


def test_health_says_no_while_a_page_cannot_be_drawn(tmp_path: Path, fresh_server: Callable[..., Server]) -> None:
    """Here for want of a setting; the content is right."""
    server = fresh_server(with_settings(tmp_path, lambda text: text.replace("headingFontSizes", "#")), hosted=True)
    status, _, body = get(server, "/healthz")
    assert (status, json.loads(body)["status"]) == (503, "a page cannot be drawn; the log says where")
    assert get(server, "/")[0] == 200  # the live page may still come
    assert '"error": "TypeError"' in server.log.read_text()


def test_the_number_of_readers_is_not_told(hosted: Server) -> None:
    assert get(hosted, "/_stcore/metrics")[0] == 404
    assert get(hosted, "/_stcore/health")[0] == 200


def test_a_browser_keeps_to_tls_where_readers_come_by_it(
    hosted: Server, fresh_server: Callable[..., Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "strict-transport-security" not in get(hosted, "/safety")[1]
    monkeypatch.setenv("PUBLIC_URL", "https://ketamine.example")
    behind_tls = fresh_server(hosted=True)
    for path in ("/safety", "/copy", "/_stcore/health"):
        assert get(behind_tls, path)[1]["strict-transport-security"] == "max-age=31536000"


@pytest.mark.parametrize("junk", ["MARK-5417", b"\xff\xfeMARK-5417"])
def test_a_message_that_no_browser_sends_costs_one_line_of_log(junk: str | bytes, hosted: Server) -> None:
    before = len(hosted.log.read_text())
    with connect(f"ws://localhost:{hosted.port}/_stcore/stream", subprotocols=[Subprotocol("streamlit")]) as socket:
        socket.send(junk)
        with pytest.raises(ConnectionClosed):
            socket.recv(timeout=10)
    for _ in range(50):  # a line is written once the connection is gone
        if said := hosted.log.read_text()[before:]:
            break
        time.sleep(0.1)
    assert all(set(json.loads(line)) == {"error", "at"} for line in said.splitlines()), said
    assert said.count("\n") == 1
    assert "MARK-5417" not in said


def test_many_who_ask_for_one_page_at_once_have_it_drawn_once() -> None:
    code = """
import asyncio
import deploy.server as server

async def streamlit(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"page"})

drawn, sent = [], []
server.frame = lambda page, name: drawn.append(name) or page
answers = server.CachedAnswers(streamlit)

async def ask():
    async def send(message):
        sent.append(message)
    scope = {"type": "http", "method": "GET", "path": "/evidence", "query_string": b"order=Oldest+first", "headers": []}
    await answers(scope, None, send)

async def many():
    await asyncio.gather(*(ask() for _ in range(20)))

asyncio.run(many())
assert len(drawn) == 1, drawn
assert [one["body"] for one in sent if "body" in one] == [b"page"] * 20
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_what_cannot_be_drawn_now_may_be_drawn_later() -> None:
    """A probe that came too early must not count a server dead until it is started anew."""
    code = """
import deploy.server as server

answers = [AttributeError("loaded by half"), *[""] * 100]

def document(*_):
    answer = answers.pop(0)
    if isinstance(answer, Exception):
        raise answer
    return answer

server.document = document
assert [server.health(None).status_code for _ in range(2)] == [503, 200]
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("path", ["/topics/x", "/topics/x/y?open=ketamine", "/topics/"])
def test_an_address_beneath_a_page_leads_to_the_page(path: str, hosted: Server) -> None:
    """Streamlit's own answer to it stays white, without a number to call."""
    with urlopen(Request(hosted.url + path, headers={"accept": "text/html"})) as answer:
        assert urlsplit(answer.url).path == "/topics"
        assert urlsplit(answer.url).query == urlsplit(path).query
        assert "988" in answer.read().decode()


def test_every_page_is_ready_before_its_first_reader(fresh_server: Callable[..., Server]) -> None:
    server = fresh_server(hosted=True)
    for _ in range(100):
        if server.log.read_text().count('"ready"') == 1:
            break
        time.sleep(0.1)
    assert f'{{"ready": {len(PAGES)}}}' in server.log.read_text()
