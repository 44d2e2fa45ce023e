"""200 phones vote at once: real websocket sessions against a real server, beside a talk that must not stall.

    .venv/bin/python benchmarks/phones.py [phones]

Every phone has the ballot open, as after a scan. All send one vote within eight seconds, then in the next eight a
second one that must be refused; then, which no room does, a third at the very same instant. Prints
how long it took, what was counted, and how long the presenter's session waited for any answer meanwhile. The phones
themselves run on the same machine. Needs what tests/run.sh installs.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from pathlib import Path
from secrets import token_hex
from statistics import median

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from conftest import Server  # noqa: E402  # found by the line above
from session import Session  # noqa: E402

from pages.parts.stage.rooms import CHOICES, vote_code  # noqa: E402


async def main(port: int, phones: int) -> None:
    key = token_hex(16)
    report = {"report": {"key": key, "talk": "full", "scene": "guess", "elapsed": 1, "open": True}}
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
    print(f"opening the ballot, one after the other: median {1000 * median(opened):.0f} ms a phone")
    print(f"{phones} phones voted in {took:.1f} s: {said.count('counted')} accepted, {counted} counted")
    print(f"a second vote of each: {again.count('twice')} refused")
    print(f"a third, all in one instant: {at_once.count('twice')} refused, in {burst:.1f} s")
    print(
        f"the presenter's session waited {1000 * median(waits):.0f} ms at the median, {1000 * max(waits):.0f} at most"
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder) / "server.log")
        try:
            asyncio.run(main(server.port, int(sys.argv[1]) if len(sys.argv) > 1 else 200))
        finally:
            server.stop()
