"""The app behind its own ASGI entry, for whoever hosts it: compression, security headers, health, logs.

    uvicorn deploy.server:app --host 0.0.0.0 --port 8501 --no-access-log --no-server-header

``streamlit run app.py`` needs none of this and stays as it is. Settings, all optional, are environment variables:
``FRAME_ANCESTORS`` (who may embed the app in a page: 'self' unless set), ``PUBLIC_URL`` and ``REDIS_URL`` (README).
"""

from __future__ import annotations

import base64
import hashlib
import json
import logging
import os
import re
import sys
import time
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import brotli
import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, JSONResponse
from starlette.routing import Route
from streamlit.web import bootstrap

from content import ContentError, library, static_copy, words
from pages.parts.frame import IN_BROWSER

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Nobody edits files under a running server here, and looking for changes costs more than a visit itself. Behind an ASGI
# server Streamlit reads no environment variable for it.
bootstrap.load_config_options({"server.fileWatcherType": "none"})

ROOT = Path(__file__).parent.parent
LONGEST_TARGET = 8_000  # bytes of a path with its query; no link of the app comes near it
COMPRESSIBLE = re.compile(r"^/static/.+\.(?:js|css|json|svg|wasm)$")
COPY = "/copy"
PAGES = {"/", *(f"/{page.stem}" for page in (ROOT / "pages").glob("[a-z]*.py"))}  # the first answer is the same for all


def policy() -> str:
    """The content security policy that Streamlit 1.67 runs under; inline scripts, its own and ours, by their hashes."""
    page = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    scripts = [*re.findall(r"<script>(.*?)</script>", page, re.DOTALL), IN_BROWSER]
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
            f"frame-ancestors {os.environ.get('FRAME_ANCESTORS', chr(39) + 'self' + chr(39))}",
        ]
    )


HEADERS = [
    (b"content-security-policy", policy().encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"strict-origin-when-cross-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), payment=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
]

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
                refusal = JSONResponse(
                    {"error": "The address is too long. Open the page without what follows the ?."}, 414
                )
                return await refusal(scope, receive, sent)
            await self.app(scope, receive, sent)
        finally:
            if not scope["path"].startswith(("/_stcore/", "/healthz")) or status >= 400:
                line = {
                    "method": scope["method"],
                    "path": scope["path"][:200],
                    "status": status,
                    "ms": round(1000 * (time.perf_counter() - began)),
                }
                log.info(json.dumps(line))


def told(page: str) -> str:
    """Streamlit's first answer with what it leaves out: title, description, and the essentials without JavaScript."""
    try:
        site = library().site
    except ContentError:
        return page
    title, about = escape(site.title), escape(words.plain(site.lead), quote=True)
    head = (
        f'<title>{title}</title><meta name="description" content="{about}"><meta property="og:title" content="{title}">'
        f'<meta property="og:description" content="{about}"><meta property="og:type" content="article">'
    )
    body = (
        f"<noscript><h1>{title}</h1><p><strong>{site.disclaimer}</strong> {site.crisis} "
        f"{static_copy.first_lines(library())}</p>"
        f'<p>{about}</p><p><a href="{COPY}">Read the whole explainer without JavaScript</a></p></noscript>'
    )
    page = page.replace("<title>Streamlit</title>", head, 1)
    return re.sub(r"<noscript>.*?</noscript>", lambda _: body, page, count=1, flags=re.DOTALL)


class Told:
    """The first answer of every page, as ``told`` has it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"] not in PAGES:
            return await self.app(scope, receive, send)
        answer: list[Message] = []

        async def keep(message: Message) -> None:
            answer.append(message)

        await self.app(
            {**scope, "headers": [pair for pair in scope["headers"] if pair[0] not in _CONDITIONS]}, receive, keep
        )
        start, body = answer[0], b"".join(message.get("body", b"") for message in answer)
        if start["status"] == 200:
            body = told(body.decode()).encode()
            drop = (b"content-length", b"etag", b"last-modified")
            start["headers"] = [pair for pair in start["headers"] if pair[0].lower() not in drop]
            start["headers"].append((b"content-length", str(len(body)).encode()))
        await send(start)
        return await send({"type": "http.response.body", "body": body})


class Compressed:
    """Static files and the page itself in Brotli (RFC 7932), each compressed once and kept: a bounded, known set."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.kept: dict[str, tuple[list[tuple[bytes, bytes]], bytes]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = (
            scope["type"] == "http"
            and scope["method"] == "GET"
            and (scope["path"] in PAGES | {COPY} or COMPRESSIBLE.match(scope["path"]))
        )
        accepts = asked and any(
            name == b"accept-encoding" and b"br" in value.replace(b" ", b"").split(b",")
            for name, value in scope["headers"]
        )
        if not accepts:
            return await self.app(scope, receive, send)
        name = "/" if scope["path"] in PAGES else scope["path"]
        if name not in self.kept:
            plain = {**scope, "headers": [(k, v) for k, v in scope["headers"] if k not in _CONDITIONS]}
            answer: list[Message] = []

            async def keep(message: Message) -> None:
                answer.append(message)

            await self.app(plain, receive, keep)
            if answer[0]["status"] != 200:
                for message in answer:
                    await send(message)
                return None
            body = b"".join(message.get("body", b"") for message in answer)
            small = await run_in_threadpool(brotli.compress, body, quality=9)
            drop = (b"content-length", b"content-encoding", b"etag", b"accept-ranges")
            tag = hashlib.sha256(body).hexdigest()[:16].encode()
            headers = [(k, v) for k, v in answer[0]["headers"] if k.lower() not in drop]
            headers += [
                (b"content-encoding", b"br"),
                (b"vary", b"accept-encoding"),
                (b"content-length", str(len(small)).encode()),
                (b"etag", b'W/"' + tag + b'"'),
            ]
            self.kept[name] = (headers, small)
        headers, small = self.kept[name]
        known = next((v for k, v in scope["headers"] if k == b"if-none-match"), b"")
        if known and dict(headers)[b"etag"] in known:
            await send({"type": "http.response.start", "status": 304, "headers": headers[-1:]})
            return await send({"type": "http.response.body", "body": b""})
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        return await send({"type": "http.response.body", "body": small})


_CONDITIONS = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")


def health(request: Request) -> JSONResponse:
    """200 while the content can be shown, 503 with a plain word while it cannot."""
    try:
        return JSONResponse({"status": "ok", "checked": library().site.checked.isoformat()})
    except ContentError:
        return JSONResponse({"status": "the content has mistakes; the log names them"}, 503)


def copy(request: Request) -> HTMLResponse:
    """The copy that needs no server, for machines and for people without JavaScript; made once."""
    return HTMLResponse(static_copy.page())


def failed(error: Exception) -> None:
    """A run that failed, for the log: what and where, never what a reader chose."""
    at: Any = error.__traceback__
    while at and at.tb_next:
        at = at.tb_next
    place = f"{at.tb_frame.f_code.co_filename}:{at.tb_lineno}" if at else "unknown"
    log.error(json.dumps({"error": type(error).__name__, "at": place}))


logging.basicConfig(stream=sys.stdout, format="%(message)s")
log.setLevel(logging.INFO)
for name in ("uvicorn.access", "uvicorn.error"):  # their lines on requests and websockets hold addresses and queries
    logging.getLogger(name).addFilter(lambda record: record.levelno >= logging.WARNING)

app = st.App(
    ROOT / "app.py",
    routes=[Route("/healthz", health), Route(COPY, copy)],
    middleware=[Middleware(Guard), Middleware(Compressed), Middleware(Told)],
    on_script_error=failed,
)
