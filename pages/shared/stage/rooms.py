"""Rooms: what a talk's windows and the phones of its audience share. No name, no account, nothing kept for long.

A presenter's browser makes up a secret key. Whoever types it on another laptop takes the talk up there. Both codes of
a room are made from the key, so a server that was started anew knows the same room again. Nobody finds the key from a
code: the speaker's code reads the notes and turns the pages, the audience's code only votes.
"""

from __future__ import annotations

import hashlib
import os
import re
import time
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from secrets import token_hex
from typing import Any

from explainer import ballot
from explainer.loading.loader import library
from pages.shared.stage.stores import LASTS, Gone, Memory, Redis, Store, StoreGone

__all__ = ["LASTS", "Memory", "Redis", "Store", "StoreGone"]

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that is mistaken for another
VOTE, SPEAKER, KEY = 6, 12, 16  # letters of a code, and of a key
CHOICES = tuple(range(0, 101, 10))
MOST_VOTES = 2000  # of one question
MOST_STEPS, MOST_ROUNDS, LONGEST = 40, 999, 86_400
ACTIONS = ("next", "back", "black")
KEPT_ACTIONS = 8
SILENT = 6.0  # seconds after which a stage that says nothing is not there
STALE = 5.0  # seconds after which an action is too old: a tab that comes back must not leap

# Why a vote is not counted. The words for each stand in content/en/interface.toml, as refused_code and so on.
REFUSED = ("code", "room", "closed", "twice", "choice", "old", "full", "gone")


@dataclass(frozen=True)
class Report:
    """What a presenter's window says of itself: scene, step in it, seconds since the start, and which vote is open.

    ``open`` is "" or the scene that asks. ``round`` counts how often the talk was started anew: votes belong to a
    round, and rounds only rise. ``order`` are the scenes that the presenter chose, as they follow each other.
    ``window`` is the window's own random number: a room listens to one window at a time.
    """

    key: str
    window: str
    talk: str
    scene: str
    step: int
    elapsed: float
    open: str
    round: int = 0
    order: tuple[str, ...] = ()


_FIELDS = {"key", "window", "talk", "scene", "step", "elapsed", "open", "round", "order"}


def checked(raw: Any, scenes: dict[str, set[str]], ballots: Collection[str]) -> Report | None:
    """A report as it came from a browser, or None unless every part of it is as it must be.

    ``scenes`` are those of each talk, ``ballots`` the scenes that ask.
    """
    if not isinstance(raw, dict) or set(raw) != _FIELDS:
        return None
    key, talk, scene, elapsed, asks = (raw[name] for name in ("key", "talk", "scene", "elapsed", "open"))
    if not isinstance(key, str) or not is_code(key, KEY) or not is_number(raw["window"]):
        return None
    if not isinstance(talk, str) or not isinstance(scene, str) or scene not in scenes.get(talk, ()):
        return None
    if type(elapsed) not in (int, float) or not 0 <= elapsed <= LONGEST:
        return None
    if not isinstance(asks, str) or (asks and asks not in ballots):
        return None
    if not _counts(raw["step"], MOST_STEPS) or not _counts(raw["round"], MOST_ROUNDS):
        return None
    order = raw["order"]
    if (
        not isinstance(order, list)
        or len(order) > len(scenes[talk])
        or not all(isinstance(one, str) and one in scenes[talk] for one in order)
    ):
        return None
    return Report(key, raw["window"], talk, scene, raw["step"], float(elapsed), asks, raw["round"], tuple(order))


def _counts(number: Any, most: int) -> bool:
    return type(number) is int and 0 <= number <= most


def clean_key(text: str) -> str | None:
    """A key as somebody typed it, with hyphens or spaces and in small letters, or None where it can be none."""
    return _cleaned(text, KEY)


def clean_code(text: str) -> str | None:
    """The audience's code as somebody typed it, or None where it can be none."""
    return _cleaned(text, VOTE)


def _cleaned(text: str, letters: int) -> str | None:
    if len(text) > 4 * letters:
        return None
    typed = re.sub(r"[\W_]", "", text).upper()
    return typed if is_code(typed, letters) else None


def is_code(code: str, letters: int) -> bool:
    """Whether a text can be a code at all."""
    return len(code) == letters and set(code) <= set(LETTERS)


def _code(secret: str, use: str, letters: int) -> str:
    number = int.from_bytes(hashlib.sha256(f"{use}:{secret}".encode()).digest())
    digits = []
    for _ in range(letters):
        number, digit = divmod(number, len(LETTERS))
        digits.append(LETTERS[digit])
    return "".join(digits)


def speaker_code(key: str) -> str:
    """The code that only the speaker's second window has."""
    return _code(key, "speaker", SPEAKER)


def vote_code(key: str) -> str:
    """The code that the audience sees. It is the name of the room."""
    return room_of(speaker_code(key))


def room_of(speaker: str) -> str:
    return _code(speaker, "vote", VOTE)


# The parts of a room in the store. Fields of the talk are those of a report, its "owner", "at" (when it was said),
# "seen" (when its stage was last there), "round 0" (the epoch of that round) and "opened 0 guess" (when a vote was
# first opened in it).
_TALK, _STEER = "talk", "steer"


def _votes(epoch: str, asks: str) -> str:
    return f"votes {epoch} {asks}"


class Rooms:
    """Every room of the app. ``asked`` are the questions of every vote."""

    def __init__(self, store: Store, asked: Collection[str]) -> None:
        self._store = store
        self._asked = tuple(asked)

    # --- the presenter -------------------------------------------------------------------------------------------

    def report(self, report: Report) -> bool:
        """Keep what the presenter's window says. A new round has a new epoch, and the votes before it are gone.

        A window that knows only an older round says where the talk is, and nothing about the vote. Returns False, and
        keeps nothing, where the room listens to another window.
        """
        speaker = speaker_code(report.key)
        room = room_of(speaker)
        # A code is short enough that another key can be searched for that gives the same one: the first key owns it.
        self._store.add(room, _TALK, "owner", speaker)
        before = self._store.get(room, _TALK)
        if before.get("owner") != speaker:
            return False
        self._store.add(room, _TALK, "window", report.window)
        if not self.listens_to(report):
            return False
        said = {
            "talk": report.talk,
            "scene": report.scene,
            "step": str(report.step),
            "elapsed": str(report.elapsed),
            "at": str(time.time()),
            "order": " ".join(report.order),
        }
        if report.round >= int(before.get("round", 0)):
            if self._store.add(room, _TALK, f"round {report.round}", token_hex(4)):
                self._forget_votes(room, before)
            if report.open:
                self._store.add(room, _TALK, f"opened {report.round} {report.open}", str(time.time()))
            said |= {"open": report.open, "round": str(report.round)}
        self._store.put(room, _TALK, said)
        return True

    def _forget_votes(self, room: str, talk: dict[str, str]) -> None:
        for asks in _opened(talk):
            self._store.drop(room, _votes(_epoch(talk), asks))

    def take_up(self, key: str, window: Any) -> dict[str, Any] | None:
        """Where a talk is, for the window that goes on with it: from now on the room listens to it and to no other.

        None where there is no such talk.
        """
        found = self.follow(speaker_code(key)) if is_code(key, KEY) and is_number(window) else None
        if found:
            self._store.put(vote_code(key), _TALK, {"window": window})
        return found

    def mark_seen(self, key: str) -> bool:
        """Note that a room's stage is there; False where there is no such room."""
        room = vote_code(key)
        if "round" not in self._store.get(room, _TALK):
            return False
        self._store.put(room, _TALK, {"seen": str(time.time())})
        return True

    def listens_to(self, report: Report) -> bool:
        """Whether a room still listens to the window that made a report."""
        return self._store.get(vote_code(report.key), _TALK).get("window", report.window) == report.window

    def asked(self, key: str) -> list[tuple[int, str]]:
        """What the speaker's other windows lately asked for, by rising numbers, for the presenter's window to do."""
        if not is_code(key, KEY):
            return []
        fields, now = self._store.get(room_of(speaker_code(key)), _STEER), time.time()
        said = (words.split() for name, words in fields.items() if name.startswith("slot "))
        return sorted((int(number), action) for number, action, at in said if now - float(at) < STALE)

    # --- the speaker's other windows -----------------------------------------------------------------------------

    def follow(self, code: str) -> dict[str, Any] | None:
        """Where a talk is by the speaker's code; None where there is no such talk. Its seconds go on being counted.

        It is silent where its stage has said nothing for a while.
        """
        fields = self._owned(code)
        if not fields:
            return None
        elapsed = float(fields["elapsed"])
        if elapsed:  # zero: the talk has not begun
            elapsed += max(0.0, time.time() - float(fields["at"]))
        return {
            "talk": fields["talk"],
            "scene": fields["scene"],
            "step": int(fields["step"]),
            "elapsed": elapsed,
            "round": int(fields["round"]),
            "order": fields["order"].split(),
            "silent": time.time() - max(float(fields["at"]), float(fields.get("seen", 0))) > SILENT,
        }

    def steer(self, code: str, action: Any) -> bool:
        """Ask the presenter's window for one of ``ACTIONS``; False, and nothing is changed, where that cannot be.

        Numbers rise for ever, also when a room was lost and made again: the first one is the time.
        """
        if not isinstance(action, str) or action not in ACTIONS or not self._owned(code):
            return False
        room, now = room_of(code), time.time()
        self._store.add(room, _STEER, "first", str(int(now)))
        first = int(self._store.get(room, _STEER).get("first", now))
        number = first + self._store.count(room, _STEER, "pressed")
        self._store.put(room, _STEER, {f"slot {number % KEPT_ACTIONS}": f"{number} {action} {now}"})
        return True

    def _owned(self, code: str) -> dict[str, str]:
        """What is known of the talk of a speaker's code."""
        fields = self._store.get(room_of(code), _TALK) if is_code(code, SPEAKER) else {}
        return fields if fields.get("owner") == code and "round" in fields else {}

    # --- the audience --------------------------------------------------------------------------------------------

    def room(self, code: str) -> dict[str, Any] | None:
        """The vote that is open in a room ("" for none), the one that was opened last, and the room's epoch, which is
        another one in each round, and after the room was lost and made again. None where there is no such room."""
        talk = self._store.get(code, _TALK) if is_code(code, VOTE) else {}
        if "round" not in talk:
            return None
        return {"open": talk["open"], "last": (_opened(talk) or [""])[-1], "epoch": _epoch(talk)}

    def vote(self, code: str, epoch: Any, asks: Any, question: Any, token: Any, value: Any) -> str:
        """Count one vote. Returns 'counted', or the reason in ``REFUSED`` for which nothing was changed.

        ``asks`` is the scene whose vote it is. ``token`` is a random number of the phone's own, 32 small hexadecimal
        digits; it votes once an epoch, scene and question.
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
        if asks != room["open"]:
            return "closed"
        if question not in self._asked or type(value) is not int or value not in CHOICES or not is_number(token):
            return "choice"
        votes = _votes(room["epoch"], room["open"])
        cast = [field for field in self._store.get(code, votes) if field.startswith(f"{question}:")]
        field = f"{question}:{token}"
        if field not in cast and len(cast) >= MOST_VOTES:
            return "full"
        if not self._store.add(code, votes, field, str(value)):
            return "twice"
        if not cast:
            self._store.keep(code)
        return "counted"

    def counted(self, code: str, epoch: Any, asks: Any, token: Any) -> dict[str, int]:
        """What was counted of one phone in one vote: the number of each question that it has answered."""
        talk = self._store.get(code, _TALK) if is_code(code, VOTE) and is_number(token) else {}
        if "round" not in talk or epoch != _epoch(talk) or asks not in _opened(talk):
            return {}
        cast = self._store.get(code, _votes(epoch, asks))
        return {name: int(cast[field]) for name in self._asked if (field := f"{name}:{token}") in cast}

    def voted(self, code: str, epoch: Any, asks: Any, question: str, token: Any) -> int | None:
        """The number that was counted of one phone for one question."""
        return self.counted(code, epoch, asks, token).get(question)

    def tally(self, code: str) -> dict[str, dict[str, list[int]]]:
        """How many voted for each of ``CHOICES``, for each question of each vote that was opened in this round."""
        talk = self._store.get(code, _TALK) if is_code(code, VOTE) else {}
        if "round" not in talk:
            return {}
        return {asks: self._sums(self._store.get(code, _votes(_epoch(talk), asks))) for asks in _opened(talk)}

    def _sums(self, cast: dict[str, str]) -> dict[str, list[int]]:
        sums = {question: [0] * len(CHOICES) for question in self._asked}
        for field, value in cast.items():
            sums[field.partition(":")[0]][CHOICES.index(int(value))] += 1
        return sums


def _epoch(talk: dict[str, str]) -> str:
    return talk.get(f"round {talk.get('round')}", "")


def _opened(talk: dict[str, str]) -> list[str]:
    """The scenes whose votes were opened in this round, as they followed each other."""
    name = f"opened {talk.get('round')} "
    opened = {field.removeprefix(name): float(at) for field, at in talk.items() if field.startswith(name)}
    return sorted(opened, key=opened.__getitem__)


def is_number(token: Any) -> bool:
    """Whether it is a number that a phone or a window made up to be known by: 32 small hexadecimal digits."""
    return isinstance(token, str) and bool(re.fullmatch(r"[0-9a-f]{32}", token))


@cache
def of_this_server() -> Rooms:
    """The rooms of this server: in Redis where REDIS_URL says so, else in memory.

    Where REDIS_URL is wrong or the package is missing, every call raises StoreGone: the talk goes on.
    """
    return Rooms(_store(os.environ.get("REDIS_URL", "").strip()), [one.id for one in ballot.questions(library())])


def _store(url: str) -> Store:
    if not url:
        return Memory()
    try:
        # Loaded only for whoever runs several replicas, who installs it: the README says which version.
        import redis

        return Redis(redis.Redis.from_url(url, decode_responses=True, socket_timeout=2, socket_connect_timeout=2))
    except Exception as error:  # whatever is wrong with it, nobody may lose a talk
        return Gone(error)
