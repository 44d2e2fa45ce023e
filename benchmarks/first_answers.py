"""What a link that goes round costs a server of deploy/ on one core: first answers, and a thousand readers who come.

    .venv/bin/python -m benchmarks.first_answers [rounds]

First answers are asked for by ``wrk``, over sixteen connections, page by page; the slowest page counts. The thousand
come evenly within five minutes and stay: each reads the first answer and opens the live page, and one in ten sets a box
on the timeline's page every five seconds from then on. A trial of one round has a tenth of them in a tenth of the time.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
import urllib.request
from pathlib import Path
from statistics import quantiles

from websockets.exceptions import ConnectionClosed

from benchmarks.apps import HOSTED, App, say, start
from benchmarks.faults import need
from benchmarks.readers import on_core, opened
from benchmarks.report import Results, alone
from tests.support.site_map import URLS

CONNECTIONS, SECONDS = 16, 5
READERS, MINUTES = 1000, 5
TOUCHES, EVERY = 10, 5.0  # one in so many touches something, every so many seconds
# wrk prints for people; this is the same for us, with the latency in microseconds.
REPORT = """done = function(summary, latency)
  io.write(string.format('{"answers": %d, "took": %d, "p99": %d, "failed": %d}',
    summary.requests, summary.duration, latency:percentile(99), summary.errors.status + summary.errors.timeout))
end"""


def answers(url: str, made: Path) -> tuple[float, float]:
    """First answers a second at one address, and the 99th percentile of their waits in milliseconds."""
    script = made / "report.lua"
    script.write_text(REPORT)
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-H", "Accept-Encoding: br", "-s", str(script), url]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    seen = json.loads(printed[printed.rindex("{") :])
    if seen["failed"]:
        raise SystemExit(f"{url}: {seen['failed']} first answers were refused or late")
    return 1e6 * seen["answers"] / seen["took"], seen["p99"] / 1000


async def _reader(app: App, at: int, after: float, until: float, waits: list[float]) -> None:
    """One reader who comes ``after`` so many seconds, and stays ``until`` all have come."""
    loop = asyncio.get_running_loop()
    await asyncio.sleep(after)
    end = loop.time() + until - after
    touches = at % TOUCHES == 0
    page = "onset" if touches else list(URLS)[at % len(URLS)].strip("/")
    await asyncio.to_thread(lambda: urllib.request.urlopen(f"{app.url}/{page}", timeout=60).read())
    session = await opened(app, page)
    turn = 0
    while touches and loop.time() + EVERY < end:
        await asyncio.sleep(EVERY)
        waits.append(1000 * await session.choose(turn))
        turn += 1
    await asyncio.sleep(max(0.0, end - loop.time()))
    await session.close()


async def crowd(app: App, readers: int, seconds: float) -> dict[str, float]:
    """What that many readers, who come evenly within ``seconds``, wait for a touch, and what memory each takes."""
    before, waits, held = app.memory(), list[float](), 0.0
    try:
        async with asyncio.TaskGroup() as group:
            for at in range(readers):
                group.create_task(_reader(app, at, seconds * at / readers, seconds + EVERY, waits))
            await asyncio.sleep(seconds + EVERY - 1)
            held = app.memory() - before
    except* ConnectionClosed:
        waits = [float("inf")] * 2  # somebody was turned away
    name = f"{READERS:,} readers in five minutes"
    return {
        f"{name}: p95 of a touch, ms": quantiles(waits, n=20)[-1],
        f"{name}: memory a reader, MB": held / readers,
    }


def measure(rounds: int, made: Path, results: Results) -> None:
    """Every page's first answer in every round; the thousand readers once."""
    part = 1 if rounds > 1 else 10
    need("wrk", shutil.which("wrk") is not None)
    with on_core(1):
        app = start(HOSTED, made, core=0)
        for path in URLS:  # also the live page: what it loads stays in memory
            asyncio.run(_visit(app, path.strip("/")))
            answers(app.url + path, made)
        for _ in range(rounds):
            seen = [answers(app.url + path, made) for path in URLS]
            results.add("first answers a second", HOSTED, min(each for each, _ in seen))
            results.add("first answers: p99, ms", HOSTED, max(p99 for _, p99 in seen))
        say("first answers")
        for what, value in asyncio.run(crowd(app, READERS // part, 60 * MINUTES / part)).items():
            results.add(what, HOSTED, value)
        app.stop()
        say("a thousand readers")


async def _visit(app: App, page: str) -> None:
    await (await opened(app, page)).close()


if __name__ == "__main__":
    alone(measure)
