"""200 phones vote at once: real websocket sessions against a real server, beside a talk that must not stall.

    .venv/bin/python -m benchmarks.phones

Every phone has the ballot open, as after a scan, and answers its three questions: all the first within eight seconds,
then the second, then the third. In the next eight each votes once more, which must be refused; then, which no room
does, again at the very same instant. Measures how long it took, what was counted, and how long the presenter's session
waited for any answer meanwhile. The phones themselves run on the same machine.
"""

from __future__ import annotations

import asyncio
import json
import time
from pathlib import Path
from secrets import token_hex
from statistics import median
from typing import Any

from benchmarks.apps import PLAIN, started
from benchmarks.report import Results, alone
from pages.shared.stage.rooms import CHOICES
from tests.support.presenter import GUESS, Presenter
from tests.support.session import Session

PHONES = 200


async def room(port: int, phones: int) -> dict[str, float]:
    """One talk with that many phones: what came of it."""
    talk = Presenter(port)
    report = talk.report(GUESS)
    presenter = Session(port, "present")
    await presenter.open()
    await presenter.run("conductor", report)

    voters = [Session(port, "vote", f"code={talk.code}") for _ in range(phones)]
    opened = [await voter.open() for voter in voters]
    questions = voters[0].data["ballot"]["ids"]
    tokens = [token_hex(16) for _ in voters]

    waits: list[float] = []
    over = asyncio.Event()

    async def present() -> None:
        while not over.is_set():
            waits.append(await presenter.run("conductor", report))
            await asyncio.sleep(0.2)

    talking = asyncio.create_task(present())

    async def all_vote(question: str, seconds: float) -> list[str]:
        async def one(at: int) -> str:
            await asyncio.sleep(seconds * at / phones)
            return str(await voters[at].vote(question, CHOICES[at % len(CHOICES)], tokens[at]))

        return await asyncio.gather(*(one(at) for at in range(phones)))

    began = time.perf_counter()
    said = [word for question in questions for word in await all_vote(question, 8)]
    took = time.perf_counter() - began
    again = await all_vote(questions[0], 8)
    over.set()
    await talking
    began = time.perf_counter()
    at_once = await all_vote(questions[0], 0)
    burst = time.perf_counter() - began
    await presenter.run("conductor", report)
    counted = _sum(json.loads(presenter.data["room"]["room"])["counts"])
    return {
        "opening the ballot, ms": 1000 * median(opened),
        "every vote answered, s": took,
        "votes accepted": said.count("counted"),
        "votes counted": counted,
        "repeated votes refused": again.count("twice"),
        "repeated votes refused, all at one instant": at_once.count("twice"),
        "repeated votes answered, s": burst,
        "the presenter's wait, ms": 1000 * median(waits),
        "the presenter's longest wait, ms": 1000 * max(waits),
    }


def _sum(counts: Any) -> int:
    """All votes that the screen shows, of every question."""
    if isinstance(counts, dict):
        counts = list(counts.values())
    return sum(map(_sum, counts)) if isinstance(counts, list) else int(counts)


def measure(rounds: int, made: Path, results: Results) -> None:
    """One room, however many rounds."""
    with started([PLAIN], made) as apps:
        for what, value in asyncio.run(room(apps[PLAIN].port, PHONES)).items():
            results.add(f"{PHONES} phones: {what}", PLAIN, value)


if __name__ == "__main__":
    alone(measure)
