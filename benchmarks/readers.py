"""What readers cost a server: start, CPU, memory, and how many fit on one core. Real websocket sessions, no browser.

    .venv/bin/python -m benchmarks.readers [rounds]

Each server has one core of its own; the readers are on another. A visit opens the overview in a new session; a rerun
sets the box of another treatment on the timeline's page, which draws another figure (its one box, on the bare page).
Readers at once: each sets a box every three seconds, and the 95th percentile of their waits stays under a second;
nobody opens a page meanwhile. Memory a session is what 100 open ones take on a server that has answered a few. Memory
is read again after 100 more have come and gone, after 200 more, and after 200 more again: what leaks grows both times.
This app frees what sessions leave behind once in a hundred pages: each of the three is equally far from that.
"""

from __future__ import annotations

import asyncio
import os
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

from websockets.exceptions import ConnectionClosed

from benchmarks.apps import APPS, BARE, NAIVE, STREAMLIT, App, held, say, start
from benchmarks.report import Results, alone
from tests.support.session import Session

BOXES = {BARE: ("", ""), NAIVE: ("", "page=How fast")}  # page and query of the box; the others': the timeline's page
CROWDS = [2, 5, 10, 30, 60, 90, 120, 160, 200, 250, 300]
HELD_CROWDS = [1, 3, 10, 20, 30, 45, 60]
EVERY, TICKS = 3.0, 3  # seconds between two ticks of a reader, and how many it sends


async def opened(app: App, page: str = "", query: str = "") -> Session:
    """A new session that has run its page."""
    session = Session(app.port, page, query)
    await session.open()
    return session


async def single(app: App, box: tuple[str, str], times: int) -> dict[str, float]:
    """One reader: CPU of a visit and of a rerun, and how long a rerun takes."""
    visits, reruns, waits = [], [], []
    for _ in range(times):
        before = app.cpu()
        for _ in range(3):
            await (await opened(app)).close()
        await asyncio.sleep(0.3)  # what a run leaves behind is done
        visits.append((app.cpu() - before) / 3)
        session = await opened(app, *box)
        await asyncio.sleep(0.3)
        before = app.cpu()
        waits += [1000 * await session.choose(at) for at in range(12)]
        await asyncio.sleep(0.3)
        reruns.append((app.cpu() - before) / 12)
        await session.close()
    return {
        "a visit: server CPU, ms": median(visits),
        "a rerun: server CPU, ms": median(reruns),
        "a rerun: answer, ms": median(waits),
    }


async def calm(app: App) -> None:
    """Wait, 20 seconds at most, until a server has done what came before: no crowd waits for the last one's work."""
    for _ in range(20):
        before = app.cpu()
        await asyncio.sleep(1)
        if app.cpu() - before <= 20:
            return


async def crowd(app: App, box: tuple[str, str], readers: int) -> float:
    """The 95th percentile, in seconds, of what that many readers wait for a rerun; endless where one waits for ever."""
    sessions: list[Session] = []
    try:
        async with asyncio.timeout(180):  # until all have the page, which is not what is measured
            while len(sessions) < readers:
                some = min(10, readers - len(sessions))
                sessions += await asyncio.gather(*(opened(app, *box) for _ in range(some)))
        await calm(app)
        async with asyncio.timeout(60):
            waits: list[float] = []

            async def read(at: int, session: Session) -> None:
                await asyncio.sleep(EVERY * at / readers)
                for turn in range(TICKS):
                    wait = await session.choose(turn)
                    waits.append(wait)
                    await asyncio.sleep(max(0.0, EVERY - wait))

            await asyncio.gather(*(read(at, session) for at, session in enumerate(sessions)))
            return quantiles(waits, n=20)[-1]
    except (TimeoutError, ConnectionClosed):
        return float("inf")
    finally:
        await asyncio.gather(*(session.close() for session in sessions), return_exceptions=True)


def most(crowds: list[int], fits: Callable[[int], bool]) -> int:
    """The largest crowd that fits, found by halving; 0 where not even the smallest does."""
    low, high = 0, len(crowds)  # the first ``low`` fit, and none from ``high`` on
    while low < high:
        middle = (low + high) // 2
        if fits(crowds[middle]):
            low = middle + 1
        else:
            high = middle
    return crowds[low - 1] if low else 0


async def come_and_go(app: App, readers: int) -> None:
    """That many visits, each over before the next begins."""
    for _ in range(readers):
        await (await opened(app)).close()


async def remembered(app: App, first: int) -> dict[str, float]:
    """Memory a session while ``first`` are open, and what sessions that came and went have left behind."""
    start = app.memory()
    sessions = [await opened(app) for _ in range(first)]
    seen = {"memory a session, MB": (app.memory() - start) / first}
    for session in sessions:
        await session.close()
    await come_and_go(app, first)
    start = app.memory()
    seen[f"memory after {2 * first} sessions, MB"] = start
    for more in (2 * first, 4 * first):
        await come_and_go(app, 2 * first)
        seen[f"memory left by {more} more sessions, MB"] = app.memory() - start
    return seen


@contextmanager
def on_core(core: int) -> Iterator[None]:
    """Keep this process away from the server's core."""
    whole = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    yield
    os.sched_setaffinity(0, whole)


def begun(name: str, made: Path, results: Results) -> None:
    """Seconds to the first answer, and the memory after the first visit."""
    app = start(name, made, core=0)
    results.add("start to first answer, s", name, app.started)
    if name in STREAMLIT:
        asyncio.run(come_and_go(app, 1))
    else:
        urllib.request.urlopen(app.url, timeout=20).read()
    results.add("memory after the first visit, MB", name, app.memory())
    app.stop()


def _loaded(name: str, made: Path, results: Results, times: int, first: int) -> None:
    """One Streamlit server under all that readers do, then a fresh one held to a tenth of a core."""
    box = BOXES.get(name, ("onset", ""))

    def fits(app: App) -> Callable[[int], bool]:
        return lambda readers: asyncio.run(crowd(app, box, readers)) < 1

    app = start(name, made, core=0)
    asyncio.run(single(app, box, 2))  # warm
    seen = asyncio.run(single(app, box, times))
    if name != NAIVE:  # no bar rests on what it keeps, and 500 visits of it take minutes
        seen |= asyncio.run(remembered(app, first))
    if name != BARE:  # nor on how many fit onto a page without a figure
        seen["readers at once, p95 under 1 s"] = most(CROWDS, fits(app))
    app.stop()
    app = start(name, made, core=0)
    asyncio.run(single(app, box, 2))
    with held(app):
        seen["a rerun, held to 0.1 core: answer, ms"] = asyncio.run(single(app, box, 1))["a rerun: answer, ms"]
        if name != BARE:
            seen["readers at once, held to 0.1 core"] = most(HELD_CROWDS, fits(app))
    app.stop()
    for what, value in seen.items():
        results.add(what, name, value)
    say(f"readers of the {name}")


def measure(rounds: int, made: Path, results: Results) -> None:
    """Starts in every round; all that takes minutes in a seventh of them. One round is a trial with fewer sessions."""
    with on_core(1):
        for _ in range(rounds):
            for name in APPS:
                begun(name, made, results)
        for _ in range(max(1, rounds // 7)):
            for name in STREAMLIT:
                _loaded(name, made, results, times=min(rounds, 5), first=100 if rounds > 1 else 10)


if __name__ == "__main__":
    alone(measure)
