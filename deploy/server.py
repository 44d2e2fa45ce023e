"""The app behind its own ASGI entry, for whoever hosts it: compression, security headers, health, logs.

    uvicorn deploy.server:app --host 0.0.0.0 --port 8501 --no-access-log --no-server-header \\
        --timeout-graceful-shutdown 10 --ws-max-size 2000000

``streamlit run app.py`` needs none of this and stays as it is. Settings, all optional, are environment variables:
``FRAME_ANCESTORS`` (who may embed the app in a page: 'self' unless set, and anybody a figure alone), ``PUBLIC_URL`` and
``REDIS_URL`` (README). With a wrong one the server does not start, and says why.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import logging
import os
import re
import sys
import time
import traceback
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import brotli
import streamlit as st
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse
from starlette.routing import Route

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # for `streamlit run deploy/server.py`

import deploy.patches  # noqa: F401  # before the first reader comes
from deploy import settings
from deploy.first_answer import SCRIPTS as FIRST_SCRIPTS
from deploy.first_answer import STATIC, document
from explainer.asked import FIGURE, Asked, asked
from explainer.caching import locked_cache
from explainer.library import Library
from explainer.loading.assets import PREVIEW
from explainer.loading.loader import library
from explainer.loading.reading import ContentError
from explainer.outline import FIRST, PAGES
from explainer.outputs import static_copy
from pages.shared import first_paint, repair
from pages.shared.chrome import SCRIPTS

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

if mistakes := list(settings.wrong(os.environ)):
    raise SystemExit("\n".join(mistakes))

# Each connection is an open file, also one that never speaks, and a shell often allows 1024.
if sys.platform == "linux":
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))

LONGEST_TARGET = 8_000  # bytes of a path with its query; no link of the app comes near it
BASE = f"/{st.get_option('server.baseUrlPath').strip('/')}".rstrip("/")  # beneath which the app is served
# By name: Streamlit answers any other address with its page and says 200.
COMPRESSIBLE = {
    f"{BASE}/{file.relative_to(STATIC).as_posix()}"
    for file in (STATIC / "static").rglob("*")
    if file.suffix in {".js", ".css", ".json", ".svg", ".wasm"}
}
COPY, HEALTH = f"{BASE}/copy", "/healthz"
PUBLIC_URL = os.environ.get("PUBLIC_URL", "").strip().rstrip("/")
METRICS = f"{BASE}/_stcore/metrics"  # how many readers there are is nobody's business but the host's
QUIET = (f"{BASE}/_stcore/", HEALTH, BASE + HEALTH)  # what browsers and probes ask all the time
ADDRESSES = {f"{BASE}/{page}": page for page in (*PAGES, FIGURE)} | {f"{BASE}/": FIRST}
MOST_ANSWERS = len(COMPRESSIBLE) + 200  # every page, every file, and what addresses most often ask of the pages


SELF = "'self'"


def policy(ancestors: str) -> str:
    """The content security policy that Streamlit 1.67 runs under; inline scripts, its own and ours, by their hashes.

    ``ancestors`` are the sites whose frames may hold the page.
    """
    page = (STATIC / "index.html").read_text(encoding="utf-8")
    scripts = [*re.findall(r"<script>(.*?)</script>", page, re.DOTALL), *SCRIPTS, *FIRST_SCRIPTS]
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts
    )
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src 'self' blob: {hashes}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            f"frame-ancestors {ancestors}",
        ]
    )


HEADERS = [
    (b"content-security-policy", policy(os.environ.get("FRAME_ANCESTORS", "").strip() or SELF).encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"strict-origin-when-cross-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), payment=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
    # Whoever says that readers come by TLS means it: nobody between them and the server may then undo that.
    *([(b"strict-transport-security", b"max-age=31536000")] if PUBLIC_URL.startswith("https://") else []),
]

# A figure alone is there for the frames of other sites, unless the host says whose frames may hold the pages: it is
# still, so nobody can be made to press anything in it but a link.
ANYWHERE = [] if os.environ.get("FRAME_ANCESTORS", "").strip() else [(b"content-security-policy", policy("*").encode())]

log = logging.getLogger("explainer")


class Guard:
    """Headers on every answer, one line of log a request, and a plain refusal of an address that is far too long.

    The log has method, path, status and milliseconds: no query, address, header or body.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        began, status = time.perf_counter(), 500

        async def sent(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                given = {name.lower() for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(pair for pair in HEADERS if pair[0] not in given)]
            await send(message)

        try:
            if len(scope["raw_path"]) + len(scope["query_string"]) > LONGEST_TARGET:
                refusal = JSONResponse({"error": repair.words().get("too_long", "")}, 414)
                return await refusal(scope, receive, sent)
            if scope["path"] == METRICS:
                return await PlainTextResponse("Not Found", 404)(scope, receive, sent)
            await self.app(scope, receive, sent)
        finally:
            if not scope["path"].startswith(QUIET) or status >= 400:
                line = {
                    "method": scope["method"],
                    "path": scope["path"][:200],
                    "status": status,
                    "ms": round(1000 * (time.perf_counter() - began)),
                }
                log.info(json.dumps(line))


def frame(page: bytes, here: Asked) -> bytes | None:
    """Streamlit's first answer with the page in it that was asked for; None where that page cannot be drawn.

    Streamlit's own answer then goes out: perhaps the live page can be drawn, and with mistakes in the content it says
    that the explainer is being repaired.
    """
    try:
        return document(page.decode(), here, library(), PUBLIC_URL).encode()
    except ContentError:
        return None
    except Exception as error:
        failed(error)
        return None


@dataclass(frozen=True)
class Answer:
    """One answer that is ready to be sent: what stays of its headers, its body, and the body in Brotli (RFC 7932)."""

    headers: list[tuple[bytes, bytes]]
    body: bytes
    small: bytes
    tag: bytes


class CachedAnswers:
    """First answers, a page each, and static files in Brotli: each made once, a bounded set; the pages at the start."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._answers: OrderedDict[str | Asked, Answer] = OrderedDict()
        self._being_made: dict[str | Asked, asyncio.Task[Answer | None]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] == "lifespan":
            ahead = asyncio.create_task(self._pages())
            try:
                return await self.app(scope, receive, send)
            finally:
                for task in (ahead, *self._being_made.values()):  # where the server ends before all are ready
                    task.cancel()
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            return await self.app(scope, receive, send)
        sent = dict(scope["headers"])
        small = b"br" in sent.get(b"accept-encoding", b"").replace(b" ", b"").split(b",")
        if path not in ADDRESSES and not (small and (path == COPY or path in COMPRESSIBLE)):
            if b"text/html" in sent.get(b"accept", b"") and (page := _above(path)):
                query = scope["query_string"].decode("latin-1")
                return await RedirectResponse(f"{page}?{query}" if query else page)(scope, receive, send)
            return await self.app(scope, receive, send)
        name = _asked(ADDRESSES[path], scope) if path in ADDRESSES else path
        answer = name and await self._made(name, scope)
        if not answer:  # as the app itself has it: an error, or a page while the content has a mistake
            return await self.app(scope, receive, send)
        body = answer.small if small else answer.body
        headers = [*answer.headers, (b"vary", b"accept-encoding"), (b"etag", answer.tag)]
        if answer.tag in sent.get(b"if-none-match", b""):
            await send({"type": "http.response.start", "status": 304, "headers": headers})
            return await send({"type": "http.response.body", "body": b""})
        headers += [(b"content-encoding", b"br")] if small else []
        headers.append((b"content-length", str(len(body)).encode()))
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        return await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})

    async def _pages(self) -> None:
        """Have each page ready before the first reader asks for it."""
        for path, page in ((path, page) for path, page in ADDRESSES.items() if page in PAGES):
            scope = {"type": "http", "path": path, "raw_path": path.encode(), "query_string": b"", "headers": []}
            try:
                await self._made(Asked(page), {**scope, "root_path": "", "http_version": "1.1", "scheme": "http"})
            except Exception as error:
                failed(error)
        log.info(json.dumps({"ready": sum(isinstance(name, Asked) for name in self._answers)}))

    async def _made(self, name: str | Asked, scope: Scope) -> Answer | None:
        """An answer that is kept, or is made now: once, however many ask for it at the same time."""
        if name in self._answers:
            self._answers.move_to_end(name)  # what nobody asks for goes first
            return self._answers[name]
        if name not in self._being_made:
            self._being_made[name] = asyncio.create_task(self._answer_of(name, scope))
            self._being_made[name].add_done_callback(lambda _: self._being_made.pop(name))
        return await asyncio.shield(self._being_made[name])  # whoever leaves takes it from nobody else

    async def _answer_of(self, name: str | Asked, scope: Scope) -> Answer | None:
        plain = [(k, v) for k, v in scope["headers"] if k not in _CONDITIONS]
        messages: list[Message] = []

        async def collect(message: Message) -> None:
            messages.append(message)

        async def nothing() -> Message:
            return await asyncio.Future()  # nobody leaves, for nobody in particular asks

        await self.app({**scope, "method": "GET", "headers": plain}, nothing, collect)
        body: bytes | None = b"".join(message.get("body", b"") for message in messages)
        if messages[0]["status"] != 200:
            return None
        if isinstance(name, Asked) and body:
            body = await run_in_threadpool(frame, body, name)
        if body is None:
            return None
        small = await run_in_threadpool(brotli.compress, body, quality=9)
        drop = {b"content-length", b"content-encoding", b"etag", b"accept-ranges", b"last-modified", b"vary"}
        kept: list[tuple[bytes, bytes]] = []
        if isinstance(name, Asked):  # a browser asks each time whether it is still the same, an edge once a minute
            drop.add(b"cache-control")
            kept.append((b"cache-control", b"public, max-age=0, s-maxage=60"))
            kept += ANYWHERE if name.page == FIGURE else []
        headers = [(k, v) for k, v in messages[0]["headers"] if k.lower() not in drop] + kept
        tag = f'W/"{hashlib.sha256(body).hexdigest()[:16]}"'.encode()
        if len(self._answers) >= MOST_ANSWERS:
            self._answers.popitem(last=False)
        return self._answers.setdefault(name, Answer(headers, body, small, tag))


def _above(path: str) -> str:
    """The page above an address that does not exist, as seen from there: "../topics" for /topics/x. "" where none is.

    Streamlit answers with a page that stays white, for it looks for its scripts beneath the page.
    """
    pages = (one for one in ADDRESSES if one != f"{BASE}/")
    found = next((one for one in pages if path.startswith(f"{one}/") and path != f"{one}/"), "")
    return "../" * path.removeprefix(found).count("/") + found.rpartition("/")[2] if found else ""


def _asked(page: str, scope: Scope) -> Asked | None:
    try:
        return asked(page, dict(parse_qsl(scope["query_string"].decode("latin-1"), max_num_fields=100)), library())
    except (ContentError, ValueError):  # a mistake in the content; a query with more names than anybody writes
        return None


_CONDITIONS = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")


@locked_cache(maxsize=1)
def _draw_all(content: Library) -> None:
    """Draw each page as a reader is sent it: once, so that probes cost this once. Raises whatever keeps one from it."""
    page = (STATIC / "index.html").read_text(encoding="utf-8")
    for name in PAGES:
        document(page, Asked(name), content, PUBLIC_URL)


# By these a presenter's "Get ready" sees that several servers answer which have no memory in common for votes.
SERVER = {"server": token_hex(4), "shared": bool(os.environ.get("REDIS_URL", "").strip())}


def health(request: Request) -> JSONResponse:
    """200 while every page can be drawn, 503 with a plain word while one cannot."""

    def said(status: str, code: int = 200, **more: str) -> JSONResponse:
        return JSONResponse({"status": status, **more, **SERVER}, code, {"cache-control": "no-store"})

    try:
        content = library()
    except ContentError:
        return said("the content has mistakes; the log names them", 503)
    try:
        _draw_all(content)
    except Exception as error:  # not kept: what cannot be drawn now may be drawn at the next try
        failed(error)
        return said("a page cannot be drawn; the log says where", 503)
    return said("ok", checked=content.site.checked.isoformat())


def copy(request: Request) -> HTMLResponse:
    """The copy that needs no server, for machines and for people without JavaScript; made once."""
    try:
        return HTMLResponse(static_copy.page(library()))
    except ContentError:
        page = Markup("<!doctype html><title>{title}</title><p>{title}. {danger}</p>")
        return HTMLResponse(page.format(**repair.words()), 503)


def preview(request: Request) -> FileResponse:
    """The picture that a shared link shows."""
    return FileResponse(PREVIEW)


def robots(request: Request) -> PlainTextResponse:
    """Search engines may read all of it."""
    return PlainTextResponse("User-agent: *\nAllow: /\n")


def failed(error: Exception) -> None:
    """A run that failed, for the log: what and through which lines, never what a reader chose."""
    at = [f"{step.filename}:{step.lineno}" for step in traceback.extract_tb(error.__traceback__)]
    log.error(json.dumps({"error": type(error).__name__, "at": at}))


def plain(record: logging.LogRecord) -> bool:
    """Whether a line of uvicorn's may go to the log as it is: none on a request, for it holds addresses and queries.

    An error becomes a line like each of ours. A traceback is as long as a screen, and its last line may hold what
    somebody sent.
    """
    if record.exc_info and isinstance(record.exc_info[1], Exception):
        failed(record.exc_info[1])
        return False
    return record.levelno >= logging.WARNING


logging.basicConfig(stream=sys.stdout, format="%(message)s")
log.setLevel(logging.INFO)
for name in ("uvicorn.access", "uvicorn.error", "streamlit.web.server.starlette.starlette_websocket"):
    logging.getLogger(name).addFilter(plain)
# Streamlit's report of a run that failed holds the message, and so perhaps what a reader chose: ``failed`` does not.
logging.getLogger("streamlit.error_util").addFilter(lambda record: not record.exc_info)
try:
    library()
except ContentError as error:  # no reader may ever come, where a probe asks first
    for problem in error.problems:
        log.error(json.dumps({"content": problem}))

first_paint.in_sight = False
app = st.App(
    settings.ROOT / "app.py",
    routes=[
        Route(COPY, copy),
        Route(f"{BASE}/preview.png", preview),
        Route(f"{BASE}/robots.txt", robots),
        # A probe that asks the server itself need not know beneath which path readers find it.
        *(Route(path, health) for path in dict.fromkeys((HEALTH, BASE + HEALTH))),
    ],
    middleware=[Middleware(Guard), Middleware(CachedAnswers)],
    on_script_error=failed,
)
