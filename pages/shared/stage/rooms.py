"""Rooms: what a talk's windows and the phones of its audience share. No name, no account, nothing kept.

A presenter's browser makes up a secret key and keeps it in its own tab. Both codes of a room are made from that key,
so a server that was started anew knows the same room again, and nobody who knows a code can steer: the speaker's
code only reads, the audience's code only votes.
"""

from __future__ import annotations

import hashlib
import os
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from secrets import token_hex
from typing import Any, Protocol

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that is mistaken for another
VOTE, SPEAKER = 6, 12  # letters of a code
CHOICES = tuple(range(0, 101, 10))
LASTS = 6 * 60 * 60  # seconds without a sign of life after which a room is forgotten
MOST_ROOMS, MOST_VOTES = 500, 2000

# Why a vote is not counted. The words for each stand in content/en/interface.toml, as refused_code and so on.
REFUSED = ("code", "room", "closed", "twice", "choice", "old", "full", "gone")


class StoreGone(Exception):
    """The memory that several servers share does not answer. The talk goes on; votes and followers wait."""


class Store(Protocol):
    """Where rooms live. ``add`` writes a field once: it returns False, and changes nothing, when it is there."""

    def get(self, name: str) -> dict[str, str]: ...
    def put(self, name: str, fields: dict[str, str]) -> None: ...
    def add(self, name: str, field: str, value: str) -> bool: ...


class Memory:
    """Rooms in the memory of this one server, the oldest forgotten first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._entries: dict[str, tuple[float, dict[str, str]]] = {}

    def get(self, name: str) -> dict[str, str]:
        with self._lock:
            until, fields = self._entries.get(name, (0.0, {}))
            if until <= time.monotonic():
                return {}
            self._entries[name] = self._entries.pop(name)  # what somebody watches is not the first to be forgotten
            return dict(fields)

    def put(self, name: str, fields: dict[str, str]) -> None:
        with self._lock:
            self._fields(name).update(fields)

    def add(self, name: str, field: str, value: str) -> bool:
        with self._lock:
            fields = self._fields(name)
            if field in fields:
                return False
            fields[field] = value
            return True

    def _fields(self, name: str) -> dict[str, str]:
        """The fields of ``name``, which live on from now and stand last in the order of forgetting."""
        now = time.monotonic()
        until, fields = self._entries.pop(name, (0.0, {}))
        self._entries[name] = (now + LASTS, fields if until > now else {})
        while (
            len(self._entries) > 3 * MOST_ROOMS
        ):  # a room has three names, and one more for each time that it was started anew
            self._entries.pop(next(iter(self._entries)))
        return self._entries[name][1]


class Redis:
    """Rooms in a Redis server, for several replicas of the app; the client is installed by whoever sets REDIS_URL."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def get(self, name: str) -> dict[str, str]:
        with _reached():
            return dict(self._client.hgetall(f"ketamine:{name}"))

    def put(self, name: str, fields: dict[str, str]) -> None:
        with _reached():
            self._client.hset(f"ketamine:{name}", mapping=fields)
            self._client.expire(f"ketamine:{name}", LASTS)

    def add(self, name: str, field: str, value: str) -> bool:
        with _reached():
            added = bool(self._client.hsetnx(f"ketamine:{name}", field, value))
            self._client.expire(f"ketamine:{name}", LASTS)
            return added


@contextmanager
def _reached() -> Iterator[None]:
    from redis import RedisError  # it is there wherever a Redis client is

    try:
        yield
    except RedisError as error:
        raise StoreGone from error


@dataclass(frozen=True)
class Report:
    """What a presenter's window says of itself: the scene it shows, seconds since the start, whether phones vote.

    ``round`` counts how often the talk was started anew: a vote belongs to its round.
    """

    key: str
    talk: str
    scene: str
    elapsed: float
    open: bool
    round: int = 0


def checked(raw: Any, scenes: dict[str, set[str]]) -> Report | None:
    """A report as it came from a browser, or None unless every part of it is as it must be."""
    if not isinstance(raw, dict) or set(raw) != {"key", "talk", "scene", "elapsed", "open", "round"}:
        return None
    key, talk, scene, elapsed = raw["key"], raw["talk"], raw["scene"], raw["elapsed"]
    if not isinstance(key, str) or not re.fullmatch(r"[0-9a-f]{32}", key):
        return None
    if not isinstance(talk, str) or not isinstance(scene, str) or scene not in scenes.get(talk, ()):
        return None
    if type(elapsed) not in (int, float) or not 0 <= elapsed <= 86_400 or type(raw["open"]) is not bool:
        return None
    if type(raw["round"]) is not int or not 0 <= raw["round"] <= 999:
        return None
    return Report(key, talk, scene, float(elapsed), raw["open"], raw["round"])


def _code(key: str, use: str, letters: int) -> str:
    number = int.from_bytes(hashlib.sha256(f"{use}:{key}".encode()).digest())
    digits = []
    for _ in range(letters):
        number, digit = divmod(number, len(LETTERS))
        digits.append(LETTERS[digit])
    return "".join(digits)


def vote_code(key: str) -> str:
    """The code that the audience sees."""
    return _code(key, "vote", VOTE)


def speaker_code(key: str) -> str:
    """The code that only the speaker's second window has."""
    return _code(key, "speaker", SPEAKER)


def is_code(code: str, letters: int) -> bool:
    """Whether a text can be a code at all."""
    return len(code) == letters and set(code) <= set(LETTERS)


class Rooms:
    """Every room of the app."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def report(self, report: Report) -> None:
        """Keep what the presenter's window says; a vote that is open for the first time gets its epoch."""
        now = str(time.time())
        self._store.put(
            f"talk:{speaker_code(report.key)}",
            {"talk": report.talk, "scene": report.scene, "elapsed": str(report.elapsed), "at": now},
        )
        room = f"room:{vote_code(report.key)}"
        if not report.open and not self._store.get(room):
            return
        # A code is short enough that another key can be searched for that gives the same one: the first key owns it.
        owner = hashlib.sha256(f"owner:{report.key}".encode()).hexdigest()
        self._store.add(room, "owner", owner)
        if self._store.get(room).get("owner") != owner:
            return
        if report.open and self._store.add(room, f"round {report.round}", "begun"):
            self._store.put(room, {"epoch": token_hex(4)})
        self._store.put(room, {"open": "yes" if report.open else "no"})

    def follow(self, code: str) -> dict[str, Any] | None:
        """Talk, scene and seconds since the start for the speaker's window; None where there is no such talk."""
        fields = self._store.get(f"talk:{code}") if is_code(code, SPEAKER) else {}
        if not fields:
            return None
        elapsed = float(fields["elapsed"])
        if elapsed:  # zero: the talk has not begun
            elapsed += max(0.0, time.time() - float(fields["at"]))
        return {"talk": fields["talk"], "scene": fields["scene"], "elapsed": elapsed}

    def room(self, code: str) -> dict[str, Any] | None:
        """Whether a room's vote is open, and its epoch: a room that was lost and made again has another."""
        fields = self._store.get(f"room:{code}") if is_code(code, VOTE) else {}
        return (
            {"open": fields["open"] == "yes", "epoch": fields["epoch"]} if {"open", "epoch"} <= fields.keys() else None
        )

    def vote(self, code: str, epoch: Any, token: Any, value: Any) -> str:
        """Count one vote. Returns 'counted', or the reason in ``REFUSED`` for which nothing was changed.

        ``token`` is a random number of the phone's own, 32 small hexadecimal digits; it votes once an epoch.
        """
        if not is_code(code, VOTE):
            return "code"
        room = self.room(code)
        if room is None:
            return "room"
        if not room["open"]:
            return "closed"
        if epoch != room["epoch"]:
            return "old"
        if type(value) is not int or value not in CHOICES:
            return "choice"
        if not isinstance(token, str) or not re.fullmatch(r"[0-9a-f]{32}", token):
            return "choice"
        votes = f"votes:{code}:{epoch}"
        cast = self._store.get(votes)
        if token not in cast and len(cast) >= MOST_VOTES:
            return "full"
        return "counted" if self._store.add(votes, token, str(value)) else "twice"

    def tally(self, code: str) -> list[int]:
        """How many voted for each of ``CHOICES``."""
        room = self.room(code)
        votes = list(self._store.get(f"votes:{code}:{room['epoch']}").values()) if room else []
        return [votes.count(str(choice)) for choice in CHOICES]


@cache
def of_this_server() -> Rooms:
    """The rooms of this server: in Redis where REDIS_URL says so, else in memory."""
    url = os.environ.get("REDIS_URL")
    if not url:
        return Rooms(Memory())
    # Loaded only for whoever runs several replicas, who installs it: the README says which version.
    import redis

    return Rooms(Redis(redis.Redis.from_url(url, decode_responses=True, socket_timeout=2)))
