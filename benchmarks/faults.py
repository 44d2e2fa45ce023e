"""Faults under readers: a killed server, a killed replica of three, a clock that jumps, ten thousand mute connections.

    .venv/bin/python -m benchmarks.faults

Fifty readers change a setting every second or so, each from an address of its own, and come back as a browser does:
they connect again and say what was set. Two pages in a real browser stand among them. Noted is the longest time until
somebody was answered again, who came back to something else, and who saw a stack trace. The replicas stand behind
deploy/nginx.conf. On Debian, nginx and libfaketime are installed where they are missing.
"""

from __future__ import annotations

import asyncio
import os
import resource
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import pairwise
from pathlib import Path

from playwright.sync_api import Browser, Page, expect
from websockets.exceptions import WebSocketException

from benchmarks import ROOT
from benchmarks.apps import HOSTED, PLAIN, App, chromium, free_port, say, start, started
from benchmarks.report import Results, alone
from tests.support.session import Session

READERS, MUTE = 50, 10_000
BEFORE, AFTER = 4.0, 15.0  # seconds that readers click before and after the fault
FAKETIME = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"


def need(package: str, there: bool) -> None:
    """Install a package of Debian's, without starting what it brings."""
    if not there:
        say(f"installing {package}")
        sudo = [] if os.geteuid() == 0 else ["sudo"]
        subprocess.run(
            [*sudo, "env", "RUNLEVEL=1", "apt-get", "install", "-y", "-qq", "--no-install-recommends", package],
            check=True,
            stdout=subprocess.DEVNULL,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        )


class Reader:
    """Somebody on the timeline's page who ticks a box off and on, and comes back when the connection is lost."""

    def __init__(self, port: int, at: int) -> None:
        self.session = Session(port, "onset", address=f"127.{1 + at % 5}.{at}.1")
        self.drawn: dict[bool, str] = {}  # what the figure says with the box on and off
        self.answers: list[float] = []
        self.wrong = self.traces = 0

    def _check(self, on: bool) -> None:
        self.traces += "exception" in self.session.kinds
        figure = next((said for said in self.session.said if said.startswith("Timeline")), "nothing")
        self.wrong += self.drawn.setdefault(on, figure) != figure
        self.answers.append(time.monotonic())

    async def _again(self, act: Callable[[], Awaitable[float]], on: bool) -> None:
        """Do it; where the connection is lost, connect until it holds and run the page with what was set."""
        while True:
            try:
                async with asyncio.timeout(30):  # a browser waits, too
                    await act()
                return self._check(on)
            except (OSError, TimeoutError, WebSocketException):
                await asyncio.sleep(0.5)
                act = self.session.open

    async def read(self, until: float) -> None:
        """Open the page and change the setting about once a second."""
        on = True
        await self._again(self.session.open, on)
        while time.monotonic() < until:
            on = not on
            await self._again(partial(self.session.tick, on), on)
            await asyncio.sleep(1)
        await self.session.close()

    def away(self, fault: float) -> float:
        """The longest time without an answer that began with the fault or after it; less the second between clicks."""
        later = [fault, *(at for at in self.answers if at > fault)]
        return max((b - a - 1 for a, b in pairwise(later)), default=float("inf"))


async def _crowd(port: int, fault: Callable[[], None]) -> tuple[list[Reader], float]:
    """Fifty readers, and a fault in their midst; returns them and when it came."""
    readers = [Reader(port, at) for at in range(READERS)]
    opened = time.monotonic() + 0.15 * READERS
    until = opened + BEFORE + AFTER

    async def later(at: int) -> None:
        await asyncio.sleep(0.1 * at)
        await readers[at].read(until)

    reading = asyncio.gather(*(later(at) for at in range(READERS)))
    await asyncio.sleep(opened + BEFORE - time.monotonic())
    when = time.monotonic()
    await asyncio.to_thread(fault)
    async with asyncio.timeout(60):
        await reading
    return readers, when


def _open(browser: Browser, url: str) -> tuple[Page, Page]:
    """A reader on the timeline without one treatment, and one with a tick on the checklist."""
    onset, safety = browser.new_page(), browser.new_page()
    onset.goto(f"{url}/onset")
    onset.locator(".st-key-lanes .stCheckbox label").first.click()
    expect(onset.locator(".js-plotly-plot").first).to_be_visible(timeout=20_000)
    onset.wait_for_url("**ketamine_iv=false**")
    safety.goto(f"{url}/safety")
    safety.locator(".st-key-checklist summary").first.click()
    safety.locator(".st-key-checklist .stCheckbox label >> visible=true").first.click()
    expect(safety.get_by_text("1 ticked")).to_be_visible()
    return onset, safety


def _back(pages: tuple[Page, Page], fault: float) -> float:
    """Seconds until both have lost the connection and have it again; they must show what they showed, and react."""
    onset, safety = pages
    for state in (":not([data-test-connection-state=CONNECTED])", "[data-test-connection-state=CONNECTED]"):
        for page in pages:
            page.locator(f"[data-testid=stApp]{state}").wait_for(timeout=30_000)
    took = time.monotonic() - fault
    lanes = onset.locator(".st-key-lanes .stCheckbox")
    expect(lanes.nth(0).locator("input")).not_to_be_checked()
    lanes.nth(1).locator("label").click()
    onset.wait_for_url("**esketamine_nasal=false**", timeout=10_000)
    expect(safety.get_by_text("1 ticked")).to_be_visible()
    safety.locator(".st-key-checklist .stCheckbox label >> visible=true").nth(1).click()
    expect(safety.get_by_text("2 ticked")).to_be_visible()
    for page in pages:
        expect(page.locator(".stException")).to_have_count(0)
    return took


def killed(name: str, label: str, url: str, aim: Callable[[], Callable[[], None]], results: Results) -> None:
    """Readers of both kinds around one fault; ``aim`` makes the fault once the browser's pages are open."""
    came: list[tuple[list[Reader], float]] = []
    happened = threading.Event()

    with chromium() as browser:
        pages = _open(browser, url)
        fault = aim()

        def noted() -> None:
            happened.set()
            fault()

        port = int(url.rpartition(":")[2])
        crowd = threading.Thread(target=lambda: came.append(asyncio.run(_crowd(port, noted))))
        crowd.start()
        happened.wait(120)
        results.add(f"{label}: two browsers connected again, s", name, _back(pages, time.monotonic()))
        crowd.join()
    readers, when = came[0]
    results.add(f"{label}: longest wait of {READERS} readers, s", name, max(one.away(when) for one in readers))
    results.add(f"{label}: readers who came back to something else", name, sum(one.wrong > 0 for one in readers))
    results.add(f"{label}: readers who saw a stack trace", name, sum(one.traces > 0 for one in readers))
    say(label)


@contextmanager
def behind_nginx(ports: list[int], made: Path) -> Iterator[str]:
    """deploy/nginx.conf as it stands, on free ports and with its logs in a folder of our own; yields the address."""
    need("nginx-light", shutil.which("nginx", path="/usr/sbin:/usr/bin") is not None)
    port, text = free_port(), (ROOT / "deploy" / "nginx.conf").read_text()
    for old, new in zip((8501, 8502, 8503), ports, strict=True):
        text = text.replace(f"127.0.0.1:{old}", f"127.0.0.1:{new}")
    text = text.replace("listen 8080", f"listen 127.0.0.1:{port}").replace("/var/log/nginx", str(made))
    temporary = "".join(
        f"{kind}_temp_path {made}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    conf = made / "nginx.conf"
    conf.write_text(
        f"daemon off; pid {made}/nginx.pid; error_log {made}/start.log;\n"
        f"events {{ worker_connections 4096; }}\nhttp {{ {temporary}\n{text}\n}}\n"
    )
    path = shutil.which("nginx", path="/usr/sbin:/usr/bin") or "nginx"
    process = subprocess.Popen(
        [path, "-c", str(conf), "-p", str(made)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.05)
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def _one_of_three(made: Path, results: Results) -> None:
    replicas = [start(HOSTED, made) for _ in range(3)]
    try:
        with behind_nginx([one.port for one in replicas], made) as url:
            # The one that has worked so far is the one that the browser's pages are on.
            killed(HOSTED, "one of three killed", url, lambda: max(replicas, key=App.cpu).process.kill, results)
    finally:
        for one in replicas:
            one.stop()


def _only_one(name: str, made: Path, results: Results) -> None:
    apps = [start(name, made)]

    def fault() -> None:
        apps[0].process.kill()
        apps[0].process.wait()
        apps.append(start(name, made, port=apps[0].port))

    try:
        killed(name, "the only server killed and started again", apps[0].url, lambda: fault, results)
    finally:
        for app in apps:
            app.stop()


async def _served(app: App, beside: Callable[[], None]) -> tuple[float, float]:
    """A reader and a newcomer after a fault: the longer wait, and how many of the two saw a trace."""
    reader = Reader(app.port, 1)
    await reader.session.open()
    beside()
    waits = [await reader.session.tick(False)]
    traces = int("exception" in reader.session.kinds)
    newcomer = Session(app.port, "onset")
    waits.append(await newcomer.open())
    traces += "exception" in newcomer.kinds
    await reader.session.close()
    await newcomer.close()
    return max(waits), float(traces)


def _mute(name: str, made: Path, results: Results) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    count = min(MUTE, hard - 1000)
    mute: list[socket.socket] = []
    with started([name], made) as apps:
        asyncio.run(_served(apps[name], lambda: None))  # warm

        def beside() -> None:
            mute.extend(socket.create_connection(("127.0.0.1", apps[name].port), timeout=10) for _ in range(count))

        waits, _ = asyncio.run(_served(apps[name], beside))
        results.add(f"{count} mute connections: longest wait of a reader, s", name, waits)
        for one in mute:
            one.close()
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    say(f"{count} mute connections")


def _clock(name: str, made: Path, results: Results) -> None:
    need("libfaketime", Path(FAKETIME).exists())
    clock = made / "clock"
    clock.write_text("+0")
    env = {
        "LD_PRELOAD": FAKETIME,
        "FAKETIME_TIMESTAMP_FILE": str(clock),
        "FAKETIME_CACHE_DURATION": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",  # which no change of the date moves
    }
    app = start(name, made, env=env)

    def jumps(far: str) -> None:
        clock.write_text(far)
        time.sleep(1.5)  # until it is read

    try:
        asyncio.run(_served(app, lambda: None))  # warm
        for far in ("+400d", "-400d"):
            wait, traces = asyncio.run(_served(app, partial(jumps, far)))
            results.add("the clock jumps 400 days: longest wait of a reader, s", name, wait)
            results.add("the clock jumps 400 days: stack traces", name, traces)
    finally:
        app.stop()
    say("the clock jumps")


def measure(rounds: int, made: Path, results: Results) -> None:
    """Every fault once, however many rounds."""
    _one_of_three(made, results)
    for name in (PLAIN, HOSTED):
        _only_one(name, made, results)
        _mute(name, made, results)
        _clock(name, made, results)


if __name__ == "__main__":
    alone(measure)
