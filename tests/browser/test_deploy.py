"""The app behind its own ASGI entry: every page under its security policy, small, logged without a person in it."""

import asyncio
import http.client
import json
import os
import re
import resource
import shutil
import socket
import subprocess
import tempfile
import time
from base64 import b64encode
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli
import pytest
from streamlit import net_util
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.web.server.server_util import is_url_from_allowed_origins
from websockets.exceptions import ConnectionClosed

import pages.shared.patches  # noqa: F401  # what it changes is looked at here
from explainer.loading.loader import library
from explainer.outputs import static_copy
from tests.support.browser import Stranger, asked, open_everything, settled
from tests.support.nightly import nightly
from tests.support.server import IGNORED, ROOT, Server
from tests.support.session import Session
from tests.support.site_map import URLS

CONTENT = library()
SENTINEL = "zzqsentinel"
# What the visit sheet's field takes, the largest of the app.
LONGEST_TEXT = max(
    int(n.replace("_", ""))
    for n in re.findall(r"max_chars=([\d_]+)", (ROOT / "pages/shared/visit_sheet.py").read_text())
)


def get(server: Server, path: str, headers: dict[str, str] | None = None) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of one request."""
    connection = http.client.HTTPConnection("localhost", server.port, timeout=20)
    connection.request("GET", path, headers=headers or {})
    answer = connection.getresponse()
    given = {name.lower(): value for name, value in answer.getheaders()}
    body = answer.read()
    connection.close()
    return answer.status, given, body


@pytest.mark.parametrize("url", ["/onset", *nightly(*(url for url in URLS if url != "/onset"))])
def test_a_page_runs_under_the_security_policy_and_asks_no_other_host(
    url: str, hosted: Server, stranger: Stranger
) -> None:
    page = stranger()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    hosts = asked(page)
    page.goto(hosted.url + url)
    settled(page)
    open_everything(page)
    if url == "/onset":
        page.locator(".stPlotlyChart .main-svg").first.wait_for()
    # Streamlit asks for its own health beneath every page before it tries the right place.
    assert [text for text in said if "404 (Not Found)" not in text] == []
    assert hosts == {f"localhost:{hosted.port}"}


def test_headers_compression_and_health(hosted: Server) -> None:
    status, headers, plain = get(hosted, "/")
    assert status == 200
    assert "script-src 'self' blob: 'sha256-" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert "server" not in headers
    script = "/static/js/" + plain.decode().partition('src="./static/js/')[2].partition('"')[0]
    whole = get(hosted, script)[2]
    for _ in range(2):  # the second comes from what the first left
        status, headers, small = get(hosted, script, {"Accept-Encoding": "gzip, br"})
        assert (status, headers["content-encoding"]) == (200, "br")
        assert len(small) < 0.35 * len(whole)
    # Streamlit answers any name. What is kept for ever are files that there are, each under one name.
    for other in ("/static/js/made-up.js", script.replace("/js/", "/js//"), script.replace("/js/", "/./js/")):
        assert "content-encoding" not in get(hosted, other, {"Accept-Encoding": "br"})[1]
    again = {"Accept-Encoding": "br", "If-None-Match": headers["etag"]}
    assert get(hosted, script, again)[0] == 304
    status, _, body = get(hosted, "/healthz")
    assert (status, json.loads(body)["status"]) == (200, "ok")
    assert get(hosted, "/static/js/../../../../etc/passwd", {"Accept-Encoding": "br"})[0] in (400, 404)


def test_a_websocket_is_compressed_over_more_than_its_last_message(hosted: Server) -> None:
    """On a slow line a click waits for what it sends; half of that repeats what came before."""
    asked = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": b64encode(bytes(16)).decode(),
        "Sec-WebSocket-Extensions": "permessage-deflate; client_max_window_bits",
    }
    status, given, _ = get(hosted, "/_stcore/stream", asked)
    assert status == 101
    compressed = given["sec-websocket-extensions"]
    assert compressed.startswith("permessage-deflate")
    assert "server_no_context_takeover" not in compressed  # RFC 7692: else each message begins anew


@pytest.mark.parametrize("encoding", ["identity", "br"])
def test_the_first_answer_says_what_it_is_without_javascript(encoding: str, hosted: Server) -> None:
    for path in ("/", "/safety"):
        _, headers, body = get(hosted, path, {"Accept-Encoding": encoding})
        page = (brotli.decompress(body) if headers.get("content-encoding") == "br" else body).decode()
        assert CONTENT.site.title in page.partition("<title>")[2].partition("</title>")[0]
        assert 'name="description"' in page
        for script in ("Html", "purify.es"):  # what draws the style of every page is asked for at once
            (early,) = re.findall(rf'rel="modulepreload" crossorigin href="\.(/static/js/{script}\.[^"]+)"', page)
            assert get(hosted, early, {})[0] == 200
        spoken = page.partition('<div id="first"')[2]
        assert CONTENT.site.disclaimer in spoken
        assert 'href="tel:988"' in spoken
        assert 'href="copy"' in spoken
    _, headers, body = get(hosted, "/copy", {"Accept-Encoding": encoding})
    copy = (brotli.decompress(body) if headers.get("content-encoding") == "br" else body).decode()
    assert copy == static_copy.page(CONTENT)
    connection = http.client.HTTPConnection("localhost", hosted.port, timeout=20)
    connection.request("HEAD", "/safety", headers={"Accept-Encoding": encoding})
    answer = connection.getresponse()
    assert answer.read() == b""
    assert {name: answer.headers[name] for name in ("Content-Length", "ETag", "Vary")} == {
        name: get(hosted, "/safety", {"Accept-Encoding": encoding})[1][name.lower()]
        for name in ("Content-Length", "ETag", "Vary")
    }
    connection.close()
    assert json.loads(get(hosted, "/healthz", {"Accept-Encoding": encoding})[2])["status"] == "ok"


def test_no_file_is_watched(hosted: Server) -> None:
    """It costs more than the visit itself, for every visit."""

    async def reader() -> None:
        session = Session(hosted.port, "onset")
        await session.open()
        await session.close()

    with ThreadPoolExecutor() as aside:
        aside.submit(asyncio.run, reader()).result()
    files = [os.readlink(file) for file in Path(f"/proc/{hosted.process.pid}/fd").iterdir()]
    assert "anon_inode:inotify" not in files


def test_mute_connections_beyond_the_usual_limit_stop_nobody() -> None:
    server = Server(Path("/dev/null"), hosted=True, through="prlimit --nofile=200:4096")
    mute: list[socket.socket] = []
    try:
        mute += (socket.create_connection(("localhost", server.port), timeout=5) for _ in range(600))
        redraws(server)
    finally:
        server.stop()
        for connection in mute:
            connection.close()


def test_health_says_no_while_the_content_has_a_mistake(tmp_path: Path, fresh_server: Callable[..., Server]) -> None:
    copy = tmp_path / "app"
    shutil.copytree(ROOT, copy, ignore=IGNORED)
    data = copy / "content" / "data" / "talks.csv"
    data.write_bytes(data.read_bytes()[:-4])
    server = fresh_server(copy, hosted=True)
    status, _, body = get(server, "/healthz")
    assert (status, json.loads(body)["status"]) == (503, "the content has mistakes; the log names them")
    said = [json.loads(line) for line in server.log.read_text().splitlines() if line.startswith('{"content"')]
    assert any("content/data/talks.csv" in line["content"] for line in said)


def test_log_of_a_run_that_failed_says_where_and_nothing_that_was_chosen(
    tmp_path: Path, fresh_server: Callable[..., Server]
) -> None:
    copy = tmp_path / "app"
    shutil.copytree(ROOT, copy, ignore=IGNORED)
    page = copy / "pages" / "sources.py"
    page.write_text(page.read_text() + f'\nraise ValueError("{SENTINEL}")\n')
    server = fresh_server(copy, hosted=True)

    async def reader() -> None:
        session = Session(server.port, "sources")
        await session.open()
        assert "exception" in session.kinds
        await session.close()

    with ThreadPoolExecutor() as aside:
        aside.submit(asyncio.run, reader()).result()
    text = server.log.read_text()
    assert '"error": "ValueError", "at": ' in text
    assert "sources.py" in text
    assert SENTINEL not in text


def test_a_websocket_of_another_site_asks_no_host_on_the_internet(monkeypatch: pytest.MonkeyPatch) -> None:
    """It would keep everybody waiting for two seconds."""
    asked: list[str] = []
    monkeypatch.setattr(net_util, "_make_blocking_http_get", lambda url, **_: asked.append(url))
    assert not is_url_from_allowed_origins("http://elsewhere.example")
    assert asked == []


def test_log_has_the_path_and_nothing_of_a_person(hosted: Server) -> None:
    get(hosted, f"/topics?open={SENTINEL}", {"User-Agent": SENTINEL, "Cookie": SENTINEL, "X-Forwarded-For": SENTINEL})
    for _ in range(50):  # a line is written once its answer is out
        text = hosted.log.read_text()
        if "/topics" in text:
            break
        time.sleep(0.1)
    lines = [json.loads(line) for line in text.splitlines() if line.startswith("{")]
    assert {"method": "GET", "path": "/topics", "status": 200} in [
        {name: line[name] for name in ("method", "path", "status")} for line in lines if "path" in line
    ]
    assert SENTINEL not in text
    assert "127.0.0.1:" not in text.partition("/topics")[2]


@pytest.mark.parametrize("behind", [True, *nightly(False)], ids=["deploy", "streamlit run"])
def test_junk_is_refused_and_a_reader_beside_it_does_not_notice(behind: bool, hosted: Server, server: Server) -> None:
    target = hosted if behind else server
    silent = []
    for _ in range(400):  # connections that never speak
        connection = socket.create_connection(("localhost", target.port), timeout=5)
        silent.append(connection)
    for _ in range(20):  # and some that ask for the page and never read it
        slow = socket.create_connection(("localhost", target.port), timeout=5)
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        slow.sendall(b"GET /static/index.html HTTP/1.1\r\nHost: localhost\r\n\r\n" * 200)
        silent.append(slow)

    def answer(raw: bytes) -> bytes:
        with socket.create_connection(("localhost", target.port), timeout=10) as one:
            one.sendall(raw)
            try:
                return one.recv(200)
            except (ConnectionError, TimeoutError):
                return b""

    long = b"GET /topics?open=" + b"x" * 100_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n"
    assert not answer(long).startswith(b"HTTP/1.1 5")
    for junk in (
        os.urandom(4000),
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X: \x00\xff\r\n" * 50 + b"\r\n",
    ):
        assert not answer(junk + b"\r\n\r\n").startswith(b"HTTP/1.1 5")

    async def reader() -> float:
        bad = Session(target.port, "safety")
        await bad.open()
        for frame in (os.urandom(3000), b"", b"\xff" * 100_000):
            await bad.socket.send(frame)
        good = Session(target.port, "safety")
        took = await good.open()
        took = max(took, await good.run())
        await good.close()
        return took

    with ThreadPoolExecutor() as aside:
        assert aside.submit(asyncio.run, reader()).result() < 10
    handshake = (
        b"GET /_stcore/stream HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + b64encode(bytes(16)) + b"\r\n"
    )
    for more in (b"Cookie: a=" + b"x" * 20_000 + b"\r\n", b"X: y\r\n" * 300):  # as a sign-on of a whole house may send
        assert answer(handshake + more + b"\r\n").startswith(b"HTTP/1.1 101")
    for junk in (
        b"Cookie: a=" + b"x" * 100_000 + b"\r\n\r\n",
        b"X: y\r\n" * 3000 + b"\r\n",
        b"X: \x01\r\n\r\n",
        b"Content-Length: 5\r\n\r\nhello",
    ):
        assert answer(handshake + junk).startswith(b"HTTP/1.1 4")
    assert b"200" in answer(b"GET /_stcore/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    for connection in silent:
        connection.close()


@pytest.mark.parametrize("behind", [True, *nightly(False)], ids=["deploy", "streamlit run"])
def test_a_full_disk_stops_nobody(behind: bool) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))  # no byte goes into a file of whoever is started now
    try:
        server = Server(Path("/dev/null"), hosted=behind)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    try:
        redraws(server)
    finally:
        server.stop()


def redraws(server: Server) -> None:
    """A reader opens the timeline and changes it, and the server is well."""

    async def reader() -> None:
        session = Session(server.port, "onset")
        await session.open()
        assert "plotly_chart" in session.kinds
        await session.tick(False)  # one treatment less: the figure is drawn anew
        assert "plotly_chart" in session.kinds
        await session.close()

    with ThreadPoolExecutor() as aside:
        aside.submit(asyncio.run, reader()).result()
    assert get(server, "/_stcore/health")[0] == 200


@pytest.mark.parametrize("behind", [True, *nightly(False)], ids=["deploy", "streamlit run"])
def test_a_read_only_file_system_stops_nobody(behind: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, "/nonexistent")
    with tempfile.TemporaryDirectory() as made:  # pytest's own folders are closed to others
        copy = Path(made) / "app"
        shutil.copytree(ROOT, copy, ignore=IGNORED)
        for path in (Path(made), copy, *copy.rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
        # Root may write everywhere unless it gives up the right to.
        less = "setpriv --bounding-set=-dac_override" if os.geteuid() == 0 else ""
        server = Server(Path("/dev/null"), copy, hosted=behind, through=less)
        try:
            assert subprocess.run([*less.split(), "touch", str(copy / "new")], check=False).returncode  # truly so
            redraws(server)
        finally:
            server.stop()
            for path in (Path(made), *(one for one in copy.rglob("*") if one.is_dir()), copy):
                path.chmod(0o755)


@pytest.mark.parametrize("behind", [True, *nightly(False)], ids=["deploy", "streamlit run"])
def test_nobody_can_store_files_or_huge_values_and_the_longest_sheet_fits(
    behind: bool, hosted: Server, server: Server
) -> None:
    target = hosted if behind else server
    connection = http.client.HTTPConnection("localhost", target.port, timeout=20)
    connection.request("PUT", "/_stcore/upload_file/session/file", body=b"x" * 1000)
    assert connection.getresponse().status >= 400
    connection.close()

    async def refused(characters: int) -> int:
        """How the server closes a session whose text has that many characters of four bytes; 0 where it answers."""
        session = Session(target.port, "safety")
        await session.open()
        message = BackMsg()
        message.rerun_script.page_name = "safety"
        message.rerun_script.widget_states.widgets.add(id="text", string_value="\U0001f642" * characters)
        try:
            await session._answered(message)
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else -1
        await session.close()
        return 0

    with ThreadPoolExecutor() as aside:
        assert aside.submit(asyncio.run, refused(LONGEST_TEXT)).result() == 0
        assert aside.submit(asyncio.run, refused(500_000)).result() == 1009  # too large: RFC 6455


def test_an_address_that_is_far_too_long_gets_a_clear_word(hosted: Server) -> None:
    status, _, body = get(hosted, "/topics?open=" + "x" * 20_000)
    assert status == 414
    assert "The address is too long" in json.loads(body)["error"]
