"""Rooms of a talk: one vote each, two talks apart, nobody steers with a code, and nonsense changes nothing."""

import time
from collections.abc import Callable
from secrets import token_hex
from typing import Any

import fakeredis
import pytest

from pages.shared.stage import rooms as module
from pages.shared.stage.rooms import Memory, Redis, Report, Rooms, Store, checked, speaker_code, vote_code

SCENES = {"full": {"start", "guess"}, "short": {"start"}}


@pytest.fixture(params=["memory", "redis"])
def rooms(request: pytest.FixtureRequest) -> Rooms:
    store: Store = Memory()
    if request.param == "redis":
        store = Redis(fakeredis.FakeRedis(decode_responses=True))
    return Rooms(store)


def opened(rooms: Rooms, key: str = "a" * 32) -> tuple[str, str]:
    """A room whose vote is open: its code and its epoch."""
    rooms.report(Report(key, "full", "guess", 1.0, True))
    room = rooms.room(vote_code(key))
    assert room is not None
    return vote_code(key), room["epoch"]


def test_each_phone_votes_once_and_the_room_sees_the_sum(rooms: Rooms) -> None:
    code, epoch = opened(rooms)
    tokens = [token_hex(16) for _ in range(3)]
    assert [rooms.vote(code, epoch, token, 40) for token in tokens] == ["counted"] * 3
    assert rooms.vote(code, epoch, tokens[0], 90) == "twice"
    assert rooms.tally(code) == [0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0]


def test_two_talks_do_not_mix(rooms: Rooms) -> None:
    first, epoch = opened(rooms, "a" * 32)
    second, other = opened(rooms, "b" * 32)
    assert first != second
    rooms.vote(first, epoch, "1" * 32, 10)
    assert sum(rooms.tally(second)) == 0
    assert rooms.vote(second, epoch, "1" * 32, 10) == "old"
    rooms.report(Report("b" * 32, "short", "start", 5.0, True))
    followed = rooms.follow(speaker_code("a" * 32))
    assert followed is not None
    assert (followed["talk"], followed["scene"]) == ("full", "guess")
    assert other != epoch


HOSTILE: list[Any] = [None, "", -10, 45, 40.0, True, "40", [40], {"value": 40}, 10**30, "<script>", "x" * 1_000_000]


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: repr(value)[:20])
def test_a_hostile_vote_token_or_epoch_is_refused_and_changes_nothing(rooms: Rooms, value: Any) -> None:
    code, epoch = opened(rooms)
    assert rooms.vote(code, epoch, "1" * 32, value) in module.REFUSED
    assert rooms.vote(code, epoch, value, 40) in module.REFUSED
    assert rooms.vote(code, value, "1" * 32, 40) in module.REFUSED
    assert rooms.vote(str(value), epoch, "1" * 32, 40) in module.REFUSED
    assert sum(rooms.tally(code)) == 0


def test_a_closed_or_unknown_room_says_so(rooms: Rooms) -> None:
    code, epoch = opened(rooms)
    rooms.report(Report("a" * 32, "full", "guess", 1.0, False))
    assert rooms.vote(code, epoch, "1" * 32, 40) == "closed"
    assert rooms.vote(vote_code("c" * 32), epoch, "1" * 32, 40) == "room"
    rooms.report(Report("a" * 32, "full", "guess", 1.0, True))
    assert rooms.vote(code, epoch, "1" * 32, 40) == "counted"


def test_a_code_neither_steers_nor_shows_the_other_code(rooms: Rooms) -> None:
    opened(rooms)
    assert rooms.follow(vote_code("a" * 32)) is None
    assert rooms.room(speaker_code("a" * 32)) is None
    assert checked({"key": speaker_code("a" * 32)}, SCENES) is None


def test_another_key_with_the_same_code_changes_nothing(rooms: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "vote_code", lambda key: "AAAAAA")
    rooms.report(Report("a" * 32, "full", "guess", 1.0, True))
    before = rooms.room("AAAAAA")
    rooms.report(Report("b" * 32, "full", "guess", 1.0, False))
    assert rooms.room("AAAAAA") == before
    assert before is not None


def test_a_full_room_says_so_and_still_knows_who_voted(rooms: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_VOTES", 1)
    code, epoch = opened(rooms)
    assert rooms.vote(code, epoch, "1" * 32, 40) == "counted"
    assert rooms.vote(code, epoch, "2" * 32, 40) == "full"
    assert rooms.vote(code, epoch, "1" * 32, 40) == "twice"


GOOD = {"key": "a" * 32, "talk": "full", "scene": "guess", "elapsed": 3, "open": True, "round": 0}
BAD = {
    "no table": "report",
    "a field too many": {**GOOD, "name": "x"},
    "a code for a key": {**GOOD, "key": "A" * 32},
    "a long key": {**GOOD, "key": "a" * 1_000_000},
    "an unknown talk": {**GOOD, "talk": "<script>"},
    "another talk's scene": {**GOOD, "talk": "short"},
    "a list for a scene": {**GOOD, "scene": ["guess"]},
    "a time before the start": {**GOOD, "elapsed": -1},
    "no number": {**GOOD, "elapsed": float("nan")},
    "words for a switch": {**GOOD, "open": "yes"},
    "a round that is no number": {**GOOD, "round": "1"},
    "a round without end": {**GOOD, "round": 10**9},
}


@pytest.mark.parametrize("case", BAD)
def test_a_hostile_report_is_no_report(case: str) -> None:
    assert checked(BAD[case], SCENES) is None
    assert checked(GOOD, SCENES) == Report("a" * 32, "full", "guess", 3.0, True)


def test_a_room_is_forgotten_when_nobody_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    rooms, now = Rooms(Memory()), [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    code, epoch = opened(rooms)
    rooms.vote(code, epoch, "1" * 32, 40)
    now[0] = module.LASTS + 1
    assert rooms.room(code) is None
    assert rooms.follow(speaker_code("a" * 32)) is None
    assert sum(rooms.tally(code)) == 0


def test_rooms_in_memory_have_a_bound() -> None:
    store = Memory()
    for number in range(4 * module.MOST_ROOMS):
        store.put(f"talk:{number}", {"scene": "start"})
    assert store.get("talk:0") == {}
    assert store.get(f"talk:{4 * module.MOST_ROOMS - 1}") == {"scene": "start"}


def test_a_room_that_somebody_watches_outlives_a_flood_of_others() -> None:
    rooms = Rooms(Memory())
    code, epoch = opened(rooms)
    rooms.vote(code, epoch, "1" * 32, 40)
    for number in range(4 * module.MOST_ROOMS):
        rooms.report(Report(f"{number:032x}", "full", "guess", 1.0, True))
        if number % 50 == 0:  # as the talk and the speaker's window do every second
            assert sum(rooms.tally(code)) == 1
            assert rooms.follow(speaker_code("a" * 32)) is not None
    assert rooms.room(code) == {"open": True, "epoch": epoch}
    assert sum(rooms.tally(code)) == 1


def test_a_talk_that_is_started_anew_has_a_new_vote(rooms: Rooms) -> None:
    code, epoch = opened(rooms)
    rooms.vote(code, epoch, "1" * 32, 40)
    rooms.report(Report("a" * 32, "full", "guess", 1.0, False, 1))
    rooms.report(Report("a" * 32, "full", "guess", 1.0, True, 1))
    room = rooms.room(code)
    assert room is not None
    assert room["epoch"] != epoch
    assert sum(rooms.tally(code)) == 0
    assert rooms.vote(code, epoch, "2" * 32, 40) == "old"
    assert rooms.vote(code, room["epoch"], "1" * 32, 40) == "counted"


def test_a_shared_memory_that_is_gone_is_said_as_such() -> None:
    server = fakeredis.FakeServer()
    rooms = Rooms(Redis(fakeredis.FakeRedis(server=server, decode_responses=True)))
    opened(rooms)
    server.connected = False
    asks: tuple[Callable[[], object], ...] = (
        lambda: rooms.report(Report("a" * 32, "full", "guess", 1.0, True)),
        lambda: rooms.room(vote_code("a" * 32)),
        lambda: rooms.follow(speaker_code("a" * 32)),
    )
    for ask in asks:
        with pytest.raises(module.StoreGone):
            ask()
