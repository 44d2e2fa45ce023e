"""A talk's window without a browser, for tests of what the phones of an audience see."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from secrets import choice, token_hex
from typing import Any

from explainer.loading.loader import library
from pages.shared.stage import rooms
from tests.support.session import Session

GUESS = next(scene.id for scene in library().scenes.values() if scene.figure == "guess")


def aside(work: Coroutine[Any, Any, Any]) -> Any:
    """Run raw sessions beside a browser, whose own loop has this thread already."""
    with ThreadPoolExecutor() as other:
        return other.submit(asyncio.run, work).result()


class Presenter:
    """A talk's window without a browser: it says to the server what a stage would say."""

    def __init__(self, port: int, key: str = "") -> None:
        self.port = port
        self.key = key or "".join(choice(rooms.LETTERS) for _ in range(rooms.KEY))
        self.code = rooms.vote_code(self.key)
        self.window = token_hex(16)
        self.link = f"http://localhost:{port}/vote?code={self.code}"

    def report(self, opened: str = "", turn: int = 0) -> dict[str, Any]:
        """What the window sends: whether the vote is open, and how often the talk was started anew."""
        said = {"key": self.key, "window": self.window, "talk": "full", "scene": GUESS, "step": 1, "elapsed": 1}
        return {"report": {**said, "open": opened, "round": turn, "order": []}}

    def says(self, opened: str = "", turn: int = 0) -> None:
        async def said() -> None:
            window = Session(self.port, "present")
            await window.open()
            await window.run("conductor", self.report(opened, turn))
            await window.close()

        aside(said())

    def counted(self, token: str) -> list[int]:
        """What the server has counted of a phone in the vote that is open."""

        async def said() -> list[int]:
            phone = Session(self.port, "vote", f"code={self.code}")
            await phone.open()
            await phone.run("ballot", {"token": token})
            await phone.close()
            return list(phone.data["ballot"]["values"])

        return list(aside(said()))
