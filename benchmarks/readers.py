"""What readers cost a server: CPU, waiting, memory, and how many fit on one core. Real websocket sessions, no browser.

    .venv/bin/python benchmarks/readers.py [rounds]

Measured for a one-line page, for the naive build, and for this app as `streamlit run` and as deploy/ serve it, one
after the other in each round. Each server has one core of its own; the readers are on another. A visit opens the
checklist in a new session; a tick sets one box on it (on the one-line page too). Readers at once: each ticks every
three seconds, and the 95th percentile of their waits stays under a second. "Held to 0.1 core" stops the server for
90 of every 100 milliseconds. Prints a Markdown table of medians. Linux only; needs what tests/run.sh installs.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from conftest import Server  # noqa: E402  # found by the line above
from session import Session  # noqa: E402

BARE = 'import streamlit as st\nst.title("Bare")\nst.checkbox("Tick")\n'
PLACES = {"one-line page": ("", ""), "naive build": ("", "page=Safety")}  # page and query; others: the safety page
CROWDS = [2, 5, 10, 30, 60, 90, 120, 160, 200, 250, 300]
HELD_CROWDS = [1, 5, 10, 20, 30, 45]
EVERY, LASTS = 3.0, 9.0  # seconds between two ticks of a reader, and seconds that a crowd stays


def cpu(server: Server) -> float:
    """CPU milliseconds that the server has used so far."""
    fields = Path(f"/proc/{server.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def memory(server: Server) -> float:
    """MB of memory that the server holds."""
    pages = int(Path(f"/proc/{server.process.pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


@contextmanager
def tenth_of_a_core(server: Server) -> Iterator[None]:
    """Let the server run for 10 of every 100 milliseconds, as a small host may."""
    over = threading.Event()

    def hold() -> None:
        while not over.is_set():
            server.process.send_signal(signal.SIGSTOP)
            time.sleep(0.09)
            server.process.send_signal(signal.SIGCONT)
            time.sleep(0.01)

    holding = threading.Thread(target=hold)
    holding.start()
    try:
        yield
    finally:
        over.set()
        holding.join()


async def opened(server: Server, place: tuple[str, str]) -> Session:
    session = Session(server.port, *place)
    await session.open()
    return session


async def quiet() -> None:
    """Wait until what a run leaves behind is done."""
    await asyncio.sleep(0.3)


async def alone(server: Server, place: tuple[str, str], rounds: int) -> dict[str, float]:
    """One reader: CPU of a visit and of a tick, and how long a tick takes."""
    visits, ticks, waits = [], [], []
    for turn in range(rounds):
        before = cpu(server)
        session = await opened(server, place)
        await quiet()
        visits.append(cpu(server) - before)
        before = cpu(server)
        waits += [1000 * await session.tick(bool((at + turn) % 2 == 0)) for at in range(10)]
        await quiet()
        ticks.append((cpu(server) - before) / 10)
        await session.close()
    return {"visit, CPU ms": median(visits), "tick, CPU ms": median(ticks), "tick, ms": median(waits)}


async def crowd(server: Server, place: tuple[str, str], readers: int) -> float:
    """The 95th percentile, in seconds, of what that many readers wait for a tick; endless where one waits for ever."""
    try:
        async with asyncio.timeout(120):
            sessions = [await opened(server, place) for _ in range(readers)]
            waits: list[float] = []

            async def read(at: int, session: Session) -> None:
                await asyncio.sleep(EVERY * at / readers)
                for turn in range(round(LASTS / EVERY)):
                    wait = await session.tick(turn % 2 == 0)
                    waits.append(wait)
                    await asyncio.sleep(max(0.0, EVERY - wait))

            await asyncio.gather(*(read(at, session) for at, session in enumerate(sessions)))
            for session in sessions:
                await session.close()
            return quantiles(waits, n=20)[-1]
    except TimeoutError:
        return float("inf")


async def most(server: Server, place: tuple[str, str], crowds: list[int]) -> int:
    """The largest crowd in which the 95th percentile stays under a second."""
    passed = 0
    for readers in crowds:
        if await crowd(server, place, readers) >= 1:
            break
        passed = readers
    return passed


async def remembered(server: Server, place: tuple[str, str]) -> dict[str, float]:
    """Memory a session while 50 are open, and what 200 sessions that came and went have left behind."""

    async def come_and_go(readers: int) -> None:
        for _ in range(readers):
            session = await opened(server, place)
            await session.tick(True)
            await session.close()

    await come_and_go(100)  # what is built once is built
    start = memory(server)
    sessions = [await opened(server, place) for _ in range(50)]
    each = (memory(server) - start) / 50
    for session in sessions:
        await session.close()
    await come_and_go(200)
    return {"MB a session": each, "MB after 200 sessions": memory(server) - start}


@contextmanager
def pinned(core: int) -> Iterator[None]:
    """Start what is started here on one core."""
    whole = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    yield
    os.sched_setaffinity(0, whole)


async def measure(name: str, server: Server, held: bool) -> dict[str, float]:
    place = PLACES.get(name, ("safety", ""))
    await alone(server, place, 3)  # warm
    seen: dict[str, float] = {"MB at start": memory(server)} if not held else {}
    with tenth_of_a_core(server) if held else nullcontext():
        ending = " held to 0.1 core" if held else ""
        one = await alone(server, place, 3 if held else 7)
        seen |= {f"{what}{ending}": value for what, value in one.items() if not held or what == "tick, ms"}
        seen[f"readers at once{ending}"] = await most(server, place, HELD_CROWDS if held else CROWDS)
    return seen if held else seen | await remembered(server, place)


def main(rounds: int) -> None:
    found: dict[str, dict[str, list[float]]] = {}
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for name in ("one-line page", "naive build"):
            (folder / name).mkdir()
        (folder / "one-line page" / "app.py").write_text(BARE)
        (folder / "naive build" / "app.py").write_text((ROOT / "benchmarks" / "naive.py").read_text())
        shutil.copytree(ROOT / "content", folder / "naive build" / "content")
        shutil.copytree(ROOT / ".streamlit", folder / "naive build" / ".streamlit")
        for _ in range(rounds):
            for name in ("one-line page", "naive build", "streamlit run", "deploy/"):
                for held in (False, True):
                    home = folder / name if (folder / name).exists() else ROOT
                    with pinned(0):
                        server = Server(folder / "server.log", home, hosted=name == "deploy/")
                    with pinned(1):
                        seen = asyncio.run(measure(name, server, held))
                    server.process.send_signal(signal.SIGCONT)
                    server.stop()
                    for what, value in seen.items():
                        found.setdefault(what, {}).setdefault(name, []).append(value)
                    print(name, {what: round(value, 1) for what, value in seen.items()}, file=sys.stderr)
    print("\n| | one-line page | naive build | streamlit run | to naive | deploy/ | to naive |")
    print("|---" * 7 + "|")
    for what, by_name in found.items():
        middle = {name: median(values) for name, values in by_name.items()}
        base = middle["naive build"] or float("nan")
        cells = [f"{middle['one-line page']:.1f}", f"{middle['naive build']:.1f}"]
        for name in ("streamlit run", "deploy/"):
            cells += [f"{middle[name]:.1f}", f"{middle[name] / base:.2f}"]
        print(f"| {what} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
