"""200 phones vote at once: real websocket sessions against a real server, beside a talk that must not stall.

    .venv/bin/python -m benchmarks.phones

Every phone has the ballot open, as after a scan. All send one vote within eight seconds, then in the next eight a
second one that must be refused; then, which no room does, a third at the very same instant. Measures
how long it took, what was counted, and how long the presenter's session waited for any answer meanwhile. The phones
themselves run on the same machine.
"""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from secrets import token_hex
from statistics import median

from benchmarks.apps import PLAIN, started
from benchmarks.report import Results, alone
from pages.shared.stage.rooms import CHOICES, vote_code
from tests.support.session import Session

PHONES = 200


async def room(port: int, phones: int) -> dict[str, float]:
    """One talk with that many phones: what came of it."""
    key = token_hex(16)
    report = {"report": {"key": key, "talk": "full", "scene": "guess", "elapsed": 1, "open": True, "round": 0}}
    presenter = Session(port, "present")
    await presenter.open()
    await presenter.run("conductor", report)

    voters = [Session(port, "present", f"vote={vote_code(key)}") for _ in range(phones)]
    opened = [await voter.open() for voter in voters]
    epoch = voters[0].data["ballot"]["epoch"]
    tokens = [token_hex(16) for _ in voters]

    waits: list[float] = []
    over = asyncio.Event()

    async def talk() -> None:
        while not over.is_set():
            waits.append(await presenter.run("conductor", report))
            await asyncio.sleep(0.2)

    talking = asyncio.create_task(talk())

    async def all_vote(seconds: float) -> list[str]:
        async def one(at: int) -> str:
            await asyncio.sleep(seconds * at / phones)
            return str(await voters[at].vote(CHOICES[at % len(CHOICES)], tokens[at], epoch))

        return await asyncio.gather(*(one(at) for at in range(phones)))

    began = time.perf_counter()
    said = await all_vote(8)
    took = time.perf_counter() - began
    again = await all_vote(8)
    over.set()
    await talking
    began = time.perf_counter()
    at_once = await all_vote(0)
    burst = time.perf_counter() - began
    await presenter.run("conductor", report)
    counted = sum(presenter.data["votes"]["counts"])
    return {
        "opening the ballot, ms": 1000 * median(opened),
        "every vote answered, s": took,
        "votes accepted": said.count("counted"),
        "votes counted": counted,
        "second votes refused": again.count("twice"),
        "third votes refused, all at one instant": at_once.count("twice"),
        "third votes answered, s": burst,
        "the presenter's wait, ms": 1000 * median(waits),
        "the presenter's longest wait, ms": 1000 * max(waits),
    }


def measure(rounds: int, made: Path, results: Results) -> None:
    """One room, however many rounds."""
    with started([PLAIN], made) as apps:
        for what, value in asyncio.run(room(apps[PLAIN].port, PHONES)).items():
            results.add(f"{PHONES} phones: {what}", PLAIN, value)


if __name__ == "__main__":
    alone(measure)
