"""Rooms of a talk: a vote each, two talks apart, a key that moves, presses from elsewhere; nonsense changes nothing."""

import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from secrets import token_hex
from types import SimpleNamespace
from typing import Any

import fakeredis
import pytest
import redis

from explainer import ballot
from explainer.loading.loader import library
from pages.shared.stage import rooms as module
from pages.shared.stage import stores
from pages.shared.stage.rooms import (
    CHOICES,
    KEPT_ACTIONS,
    Memory,
    Redis,
    Report,
    Rooms,
    Store,
    StoreGone,
    checked,
    clean_code,
    clean_key,
    speaker_code,
    vote_code,
)

SCENES = {"full": {"start", "guess", "again"}, "short": {"start"}}
BALLOTS = {"guess", "again"}
ASKED = ("drip", "sedative", "salt")
KEY, OTHER = "A" * 16, "B" * 16
WINDOW, THERE = "a" * 32, "b" * 32
NONE = [0] * len(CHOICES)
OPEN = Report(KEY, WINDOW, "full", "guess", 1, 1.0, "guess")
CLOSED = replace(OPEN, step=2, open="")


def store_of(kind: str) -> Store:
    return Redis(fakeredis.FakeRedis(decode_responses=True)) if kind == "redis" else Memory()


@pytest.fixture(params=["memory", "redis"])
def store(request: pytest.FixtureRequest) -> Store:
    return store_of(request.param)


@pytest.fixture
def rooms(store: Store) -> Rooms:
    return Rooms(store, ASKED)


def opened(rooms: Rooms, key: str = KEY) -> tuple[str, str]:
    """A room whose vote is open: its code and its epoch."""
    rooms.report(replace(OPEN, key=key))
    return vote_code(key), epoch_of(rooms, key)


def epoch_of(rooms: Rooms, key: str = KEY) -> str:
    room = rooms.room(vote_code(key))
    assert room is not None
    return str(room["epoch"])


def one_vote(value: int) -> list[int]:
    return [int(choice == value) for choice in CHOICES]


def numbered(number: int) -> str:
    """A key for each number, and none of those above."""
    return "Z" + "".join(module.LETTERS[int(digit)] for digit in f"{number:015d}")


# --- votes -------------------------------------------------------------------------------------------------------


def test_each_phone_votes_once_a_question_and_the_room_sees_the_sums(rooms: Rooms) -> None:
    code, epoch = opened(rooms)
    tokens = [token_hex(16) for _ in range(3)]
    assert [rooms.vote(code, epoch, "guess", "drip", token, 40) for token in tokens] == ["counted"] * 3
    assert rooms.vote(code, epoch, "guess", "drip", tokens[0], 90) == "twice"
    assert rooms.vote(code, epoch, "guess", "salt", tokens[0], 90) == "counted"
    drip = [3 * number for number in one_vote(40)]
    assert rooms.tally(code) == {"guess": {"drip": drip, "sedative": NONE, "salt": one_vote(90)}}


def test_a_phone_that_votes_twice_learns_what_was_counted(rooms: Rooms) -> None:
    code, epoch = opened(rooms)
    assert rooms.voted(code, epoch, "guess", "drip", "1" * 32) is None
    rooms.vote(code, epoch, "guess", "drip", "1" * 32, 30)
    assert rooms.vote(code, epoch, "guess", "drip", "1" * 32, 80) == "twice"
    assert rooms.voted(code, epoch, "guess", "drip", "1" * 32) == 30
    assert rooms.voted(code, epoch, "guess", "drip", "2" * 32) is None
    assert rooms.counted(code, epoch, "guess", "1" * 32) == {"drip": 30}
    rooms.report(CLOSED)
    assert rooms.counted(code, epoch, "guess", "1" * 32) == {"drip": 30}


def test_a_second_vote_has_answers_of_its_own_and_the_first_stays(rooms: Rooms) -> None:
    code, epoch = opened(rooms)
    assert rooms.vote(code, epoch, "again", "drip", "1" * 32, 40) == "closed"  # another one than is open
    rooms.vote(code, epoch, "guess", "drip", "1" * 32, 30)
    rooms.report(CLOSED)
    assert list(rooms.tally(code)) == ["guess"]
    rooms.report(replace(OPEN, scene="again", open="again"))
    assert epoch_of(rooms) == epoch
    assert rooms.vote(code, epoch, "guess", "salt", "1" * 32, 30) == "closed"
    assert rooms.vote(code, epoch, "again", "drip", "1" * 32, 50) == "counted"
    sums = {ballot: answers["drip"] for ballot, answers in rooms.tally(code).items()}
    assert sums == {"guess": one_vote(30), "again": one_vote(50)}


def test_two_talks_do_not_mix(rooms: Rooms) -> None:
    first, epoch = opened(rooms, KEY)
    second, other = opened(rooms, OTHER)
    assert first != second
    assert epoch != other
    rooms.vote(first, epoch, "guess", "drip", "1" * 32, 10)
    assert rooms.tally(second)["guess"]["drip"] == NONE
    assert rooms.vote(second, epoch, "guess", "drip", "1" * 32, 10) == "old"
    rooms.report(Report(OTHER, WINDOW, "short", "start", 0, 5.0, ""))
    followed = rooms.follow(speaker_code(KEY))
    assert followed is not None
    assert (followed["talk"], followed["scene"]) == ("full", "guess")


HOSTILE: list[Any] = [None, "", -10, 45, 40.0, True, "40", [40], {"value": 40}, 10**30, "<script>", "x" * 1_000_000]


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: repr(value)[:20])
def test_a_hostile_part_of_a_vote_is_refused_and_changes_nothing(rooms: Rooms, value: Any) -> None:
    code, epoch = opened(rooms)
    good: dict[str, Any] = {
        "code": code,
        "epoch": epoch,
        "asks": "guess",
        "question": "drip",
        "token": "1" * 32,
        "value": 40,
    }
    for name in good:
        assert rooms.vote(**{**good, name: str(value) if name == "code" else value}) in module.REFUSED
    assert rooms.counted(code, value, "guess", "1" * 32) == {}
    assert rooms.counted(code, epoch, value, "1" * 32) == {}
    assert rooms.counted(code, epoch, "guess", value) == {}
    assert not rooms.steer(speaker_code(KEY), value)
    assert not rooms.steer(str(value), "next")
    assert rooms.take_up(str(value), WINDOW) is None
    assert rooms.asked(str(value)) == []
    assert clean_key(str(value)) is None
    assert rooms.tally(code) == {"guess": dict.fromkeys(ASKED, NONE)}


def test_a_closed_or_unknown_room_says_so(rooms: Rooms) -> None:
    code, epoch = opened(rooms)
    rooms.report(CLOSED)
    assert rooms.vote(code, epoch, "guess", "drip", "1" * 32, 40) == "closed"
    assert rooms.vote(vote_code("C" * 16), epoch, "guess", "drip", "1" * 32, 40) == "room"
    rooms.report(OPEN)
    assert rooms.vote(code, epoch, "guess", "drip", "1" * 32, 40) == "counted"


def test_a_room_is_there_before_its_first_vote_opens(rooms: Rooms) -> None:
    rooms.report(Report(KEY, WINDOW, "full", "start", 0, 0.0, ""))
    room = rooms.room(vote_code(KEY))
    assert room is not None
    assert room["open"] == ""
    assert rooms.tally(vote_code(KEY)) == {}


def test_a_full_room_says_so_and_still_knows_who_voted(rooms: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_VOTES", 1)
    code, epoch = opened(rooms)
    assert rooms.vote(code, epoch, "guess", "drip", "1" * 32, 40) == "counted"
    assert rooms.vote(code, epoch, "guess", "drip", "2" * 32, 40) == "full"
    assert rooms.vote(code, epoch, "guess", "drip", "1" * 32, 40) == "twice"
    assert rooms.vote(code, epoch, "guess", "salt", "2" * 32, 40) == "counted"


@pytest.mark.parametrize("between", [OPEN, CLOSED], ids=["vote open", "vote closed"])
def test_a_talk_that_is_started_anew_has_no_votes_and_phones_begin_anew(rooms: Rooms, between: Report) -> None:
    code, epoch = opened(rooms)
    rooms.vote(code, epoch, "guess", "drip", "1" * 32, 40)
    rooms.report(between)
    rooms.report(replace(CLOSED, round=1))
    assert epoch_of(rooms) != epoch
    assert rooms.tally(code) == {}
    assert rooms.counted(code, epoch, "guess", "1" * 32) == {}
    rooms.report(replace(OPEN, round=1))
    assert rooms.tally(code) == {"guess": dict.fromkeys(ASKED, NONE)}
    assert rooms.vote(code, epoch, "guess", "drip", "2" * 32, 40) == "old"
    assert rooms.vote(code, epoch_of(rooms), "guess", "drip", "1" * 32, 40) == "counted"


def test_a_window_that_was_left_open_does_not_bring_an_older_round_back(rooms: Rooms) -> None:
    code, _ = opened(rooms)
    rooms.report(replace(OPEN, round=1))
    epoch = epoch_of(rooms)
    rooms.vote(code, epoch, "guess", "drip", "1" * 32, 40)
    rooms.report(replace(CLOSED, scene="again"))
    assert rooms.room(code) == {"open": "guess", "last": "guess", "epoch": epoch}
    followed = rooms.follow(speaker_code(KEY))
    assert followed is not None
    assert (followed["scene"], followed["round"]) == ("again", 1)
    assert rooms.tally(code)["guess"]["drip"] == one_vote(40)


def test_votes_of_a_round_that_is_over_are_not_kept(store: Store) -> None:
    rooms = Rooms(store, ASKED)
    code, epoch = opened(rooms)
    rooms.vote(code, epoch, "guess", "drip", "1" * 32, 40)
    rooms.report(replace(CLOSED, round=1))
    assert store.get(code, f"votes {epoch} guess") == {}


# --- codes and keys ----------------------------------------------------------------------------------------------


def test_a_code_of_the_audience_neither_follows_nor_steers(rooms: Rooms) -> None:
    opened(rooms)
    assert rooms.follow(vote_code(KEY)) is None
    assert rooms.room(speaker_code(KEY)) is None
    assert not rooms.steer(vote_code(KEY), "next")
    assert rooms.take_up(speaker_code(KEY), WINDOW) is None


def test_another_key_with_the_same_code_changes_nothing(rooms: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "room_of", lambda speaker: "AAAAAA")
    rooms.report(OPEN)
    before = rooms.room("AAAAAA"), rooms.take_up(KEY, WINDOW)
    rooms.report(replace(CLOSED, key=OTHER, round=7))
    assert rooms.room("AAAAAA") == before[0]
    assert before[0] is not None
    assert rooms.take_up(OTHER, WINDOW) is None
    assert not rooms.steer(speaker_code(OTHER), "next")


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("ABCDEFGHJKLMNPQR", "ABCDEFGHJKLMNPQR"),
        (" abcd-efgh-jklm-npqr ", "ABCDEFGHJKLMNPQR"),
        ("ABCD–EFGH‑JKLM NPQR", "ABCDEFGHJKLMNPQR"),
        ("ABCD-EFGH-JKLM-NPQ", None),
        ("ABCD-EFGH-JKLM-NPQ0", None),
        ("", None),
        ("-" * 1_000_000, None),
    ],
)
def test_a_key_is_taken_as_people_type_it(typed: str, key: str | None) -> None:
    assert clean_key(typed) == key


def test_a_code_is_taken_as_people_type_it() -> None:
    assert clean_code(" abc 234 ") == "ABC234"
    assert clean_code("abc-234") == "ABC234"
    assert clean_code("abc-2345") is None
    assert clean_code("a" * 9000) is None


def test_a_talk_is_taken_up_by_its_key_and_its_clock_goes_on(rooms: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1_000.0]
    monkeypatch.setattr(time, "time", lambda: now[0])
    assert rooms.take_up(KEY, WINDOW) is None
    rooms.report(Report(KEY, WINDOW, "full", "again", 2, 60.0, "again", 3, ("start", "again")))
    now[0] += 30
    there = {
        "talk": "full",
        "scene": "again",
        "step": 2,
        "elapsed": 90.0,
        "round": 3,
        "order": ["start", "again"],
        "silent": True,  # nothing was heard of its stage for half a minute
    }
    assert rooms.take_up(KEY, WINDOW) == rooms.follow(speaker_code(KEY)) == there
    rooms.report(Report(KEY, WINDOW, "full", "start", 0, 0.0, "", 3))
    now[0] += 30
    found = rooms.take_up(KEY, WINDOW)
    assert found is not None
    assert found["elapsed"] == 0  # it has not begun


def test_a_room_listens_to_the_window_that_took_it_up_and_to_no_other(rooms: Rooms) -> None:
    """Two laptops with one key would open and close each other's votes."""
    code, epoch = opened(rooms)
    assert rooms.listens_to(OPEN)
    there = replace(CLOSED, window=THERE)
    assert not rooms.report(there)  # nobody took it up yet
    assert rooms.take_up(KEY, THERE)
    assert rooms.report(there)
    assert not rooms.listens_to(OPEN)
    assert not rooms.report(OPEN)
    assert rooms.vote(code, epoch, "guess", "drip", "1" * 32, 40) == "closed"
    assert rooms.take_up(KEY, WINDOW)  # and back
    assert rooms.report(OPEN)
    assert not rooms.report(there)
    assert rooms.vote(code, epoch, "guess", "drip", "1" * 32, 40) == "counted"


def test_a_stage_that_is_not_heard_is_silent(rooms: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    """The speaker's phone would press Next, and nothing would say that nobody hears it."""
    now = [1_000.0]
    monkeypatch.setattr(time, "time", lambda: now[0])
    assert not rooms.mark_seen(KEY)
    opened(rooms)
    for passed, silent in ((1, False), (module.SILENT + 1, True)):
        now[0] += passed
        followed = rooms.follow(speaker_code(KEY))
        assert followed is not None
        assert followed["silent"] is silent
    assert rooms.mark_seen(KEY)
    followed = rooms.follow(speaker_code(KEY))
    assert followed is not None
    assert not followed["silent"]


def test_nobody_takes_up_a_room_without_a_number(rooms: Rooms) -> None:
    opened(rooms)
    for window in ("", None, "0" * 31, 7, {"window": THERE}):
        assert rooms.take_up(KEY, window) is None
    assert rooms.listens_to(OPEN)


# --- keys pressed in the speaker's other windows -----------------------------------------------------------------


def test_actions_arrive_once_each_by_rising_numbers_and_only_the_last_are_kept(rooms: Rooms) -> None:
    opened(rooms)
    assert rooms.asked(KEY) == []
    assert rooms.steer(speaker_code(KEY), "next")
    ((first, action),) = rooms.asked(KEY)
    assert action == "next"
    for action in ("back", "black", *["next"] * KEPT_ACTIONS):
        assert rooms.steer(speaker_code(KEY), action)
    last = first + 2 + KEPT_ACTIONS
    assert rooms.asked(KEY) == [(number, "next") for number in range(last - KEPT_ACTIONS + 1, last + 1)]
    assert rooms.asked(OTHER) == []
    assert not rooms.steer(speaker_code(OTHER), "next")  # there is no such talk
    assert not rooms.steer(speaker_code(KEY), "end")


def test_two_devices_that_press_at_once_have_a_number_each(rooms: Rooms) -> None:
    opened(rooms)
    with ThreadPoolExecutor(KEPT_ACTIONS) as devices:
        presses = [devices.submit(rooms.steer, speaker_code(KEY), "next") for _ in range(KEPT_ACTIONS)]
    assert all(press.result() for press in presses)
    numbers = [number for number, _ in rooms.asked(KEY)]
    assert len(set(numbers)) == KEPT_ACTIONS


def test_an_action_that_is_old_is_not_handed_out_and_numbers_rise_when_a_room_was_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [1_000.0]
    monkeypatch.setattr(time, "time", lambda: now[0])
    rooms = Rooms(Memory(), ASKED)
    opened(rooms)
    rooms.steer(speaker_code(KEY), "next")
    ((before, _),) = rooms.asked(KEY)
    now[0] += module.STALE + 0.1
    assert rooms.asked(KEY) == []
    again = Rooms(Memory(), ASKED)
    opened(again)
    again.steer(speaker_code(KEY), "back")
    ((after, _),) = again.asked(KEY)
    assert after > before


# --- what a browser reports --------------------------------------------------------------------------------------

GOOD = {
    "key": KEY,
    "window": WINDOW,
    "talk": "full",
    "scene": "guess",
    "step": 1,
    "elapsed": 3,
    "open": "guess",
    "round": 0,
    "order": ["guess"],
}
BAD: dict[str, Any] = {
    "no table": "report",
    "a field too many": {**GOOD, "name": "x"},
    "a field too few": {name: value for name, value in GOOD.items() if name != "step"},
    "a key of the old kind": {**GOOD, "key": "a" * 32},
    "a code for a key": {**GOOD, "key": "A" * 12},
    "a letter that no key has": {**GOOD, "key": "A" * 15 + "O"},
    "a long key": {**GOOD, "key": "A" * 1_000_000},
    "a window without a number": {**GOOD, "window": ""},
    "a long number of a window": {**GOOD, "window": "0" * 33},
    "a number for a key": {**GOOD, "key": 10**15},
    "an unknown talk": {**GOOD, "talk": "<script>"},
    "another talk's scene": {**GOOD, "talk": "short"},
    "a list for a scene": {**GOOD, "scene": ["guess"]},
    "a time before the start": {**GOOD, "elapsed": -1},
    "no number": {**GOOD, "elapsed": float("nan")},
    "a switch for a vote": {**GOOD, "open": True},
    "nothing for a vote": {**GOOD, "open": None},
    "a list for a vote": {**GOOD, "open": ["guess"]},
    "a scene that asks nothing": {**GOOD, "open": "start"},
    "a step before the first": {**GOOD, "step": -1},
    "a step too far": {**GOOD, "step": 41},
    "half a step": {**GOOD, "step": 1.0},
    "a switch for a step": {**GOOD, "step": True},
    "a round that is no number": {**GOOD, "round": "1"},
    "an order that is no list": {**GOOD, "order": "guess"},
    "an order with a scene that is not there": {**GOOD, "order": ["guess", "<script>"]},
    "an order without end": {**GOOD, "order": ["guess"] * 99},
    "a round without end": {**GOOD, "round": 10**9},
}


@pytest.mark.parametrize("case", BAD)
def test_a_hostile_report_is_no_report(case: str) -> None:
    assert checked(BAD[case], SCENES, BALLOTS) is None


def test_a_right_report_is_one() -> None:
    assert checked(GOOD, SCENES, BALLOTS) == Report(KEY, WINDOW, "full", "guess", 1, 3.0, "guess", 0, ("guess",))
    assert checked({**GOOD, "open": "", "step": 40}, SCENES, BALLOTS) == Report(
        KEY, WINDOW, "full", "guess", 40, 3.0, "", 0, ("guess",)
    )


# --- what is forgotten, and when ---------------------------------------------------------------------------------


def test_a_room_is_forgotten_when_nobody_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    rooms, now = Rooms(Memory(), ASKED), [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    code, epoch = opened(rooms)
    rooms.vote(code, epoch, "guess", "drip", "1" * 32, 40)
    now[0] = stores.LASTS - 1
    rooms.report(CLOSED)
    now[0] = stores.LASTS + 1  # of the vote: the talk has been heard of since, and the room is one
    assert rooms.tally(code)["guess"]["drip"] == one_vote(40)
    now[0] = 2 * stores.LASTS + 1
    assert rooms.room(code) is None
    assert rooms.take_up(KEY, WINDOW) is None
    assert rooms.tally(code) == {}


def test_a_room_in_redis_lives_and_ends_as_a_whole() -> None:
    client = fakeredis.FakeRedis(decode_responses=True)
    rooms = Rooms(Redis(client), ASKED)
    code, epoch = opened(rooms)
    rooms.vote(code, epoch, "guess", "drip", "1" * 32, 40)
    names = [name for name in client.scan_iter() if f":{code}" in name]
    assert len(names) == 3  # the talk, the votes, and the list of both
    for name in names:
        client.expire(name, 60)
    rooms.report(CLOSED)
    assert all(client.ttl(name) > 60 for name in names)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> int:
    """A store with room for a few rooms only."""
    monkeypatch.setattr(stores, "MOST_ROOMS", 20)
    return 20


def test_rooms_have_a_bound_and_the_newest_is_there(store: Store, few: int) -> None:
    rooms = Rooms(store, ASKED)
    keys = [numbered(number) for number in range(4 * few)]
    for key in keys:
        opened(rooms, key)
    there = [key for key in keys if rooms.take_up(key, WINDOW)]
    assert there == keys[-few:]


def test_a_closed_vote_outlives_a_flood_of_others(store: Store, few: int) -> None:
    rooms = Rooms(store, ASKED)
    code, epoch = opened(rooms)
    rooms.vote(code, epoch, "guess", "drip", "1" * 32, 40)
    rooms.report(CLOSED)
    for number in range(4 * few):
        opened(rooms, numbered(number))
    assert rooms.room(code) == {"open": "", "last": "guess", "epoch": epoch}
    assert rooms.tally(code)["guess"]["drip"] == one_vote(40)
    assert rooms.take_up(KEY, WINDOW) is not None


def test_among_rooms_with_votes_the_oldest_goes_and_a_new_room_still_comes(store: Store, few: int) -> None:
    rooms = Rooms(store, ASKED)
    keys = [numbered(number) for number in range(few + 3)]
    for key in keys:
        code, epoch = opened(rooms, key)
        assert rooms.vote(code, epoch, "guess", "drip", "1" * 32, 40) == "counted"
    assert [key for key in keys if rooms.take_up(key, WINDOW)] == keys[3:]


def test_a_room_that_somebody_watches_outlives_a_flood_of_others(store: Store, few: int) -> None:
    rooms = Rooms(store, ASKED)
    code, epoch = opened(rooms)
    for number in range(4 * few):
        opened(rooms, numbered(number))
        if number % 5 == 0:  # as phones and the speaker's window do every second or so
            assert rooms.room(code) is not None
    assert rooms.room(code) == {"open": "guess", "last": "guess", "epoch": epoch}


# --- a memory that does not answer -------------------------------------------------------------------------------


def every_call(rooms: Rooms) -> tuple[Callable[[], object], ...]:
    code = vote_code(KEY)
    return (
        lambda: rooms.report(OPEN),
        lambda: rooms.take_up(KEY, WINDOW),
        lambda: rooms.asked(KEY),
        lambda: rooms.follow(speaker_code(KEY)),
        lambda: rooms.steer(speaker_code(KEY), "next"),
        lambda: rooms.room(code),
        lambda: rooms.vote(code, "x", "guess", "drip", "1" * 32, 40),
        lambda: rooms.counted(code, "x", "guess", "1" * 32),
        lambda: rooms.voted(code, "x", "guess", "drip", "1" * 32),
        lambda: rooms.tally(code),
    )


def test_a_shared_memory_that_is_gone_is_said_as_such() -> None:
    server = fakeredis.FakeServer()
    rooms = Rooms(Redis(fakeredis.FakeRedis(server=server, decode_responses=True)), ASKED)
    opened(rooms)
    server.connected = False
    for ask in every_call(rooms):
        with pytest.raises(StoreGone):
            ask()


@pytest.fixture
def this_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str | None], Rooms]]:
    """The rooms of a server that was started with this REDIS_URL."""

    def start(url: str | None) -> Rooms:
        monkeypatch.delenv("REDIS_URL", raising=False)
        if url is not None:
            monkeypatch.setenv("REDIS_URL", url)
        module.of_this_server.cache_clear()
        return module.of_this_server()

    yield start
    module.of_this_server.cache_clear()


@pytest.mark.parametrize("url", ["redis:6379", "https://redis", "redis://redis:secret", "redis://localhost:1"])
def test_a_wrong_address_of_the_shared_memory_is_a_memory_that_is_gone(
    url: str, this_server: Callable[[str | None], Rooms]
) -> None:
    for ask in every_call(this_server(url)):
        with pytest.raises(StoreGone):
            ask()


@pytest.mark.parametrize("package", ["redis", "redis.client"])
def test_a_shared_memory_without_its_package_is_a_memory_that_is_gone(
    package: str, monkeypatch: pytest.MonkeyPatch, this_server: Callable[[str | None], Rooms]
) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "redis"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, package, None)
    for ask in every_call(this_server("redis://redis:6379")):
        with pytest.raises(StoreGone):
            ask()


@pytest.mark.parametrize("url", [None, "", "  "])
def test_without_an_address_rooms_live_in_this_server_and_know_the_questions(
    url: str | None, this_server: Callable[[str | None], Rooms]
) -> None:
    rooms = this_server(url)
    code, epoch = opened(rooms)
    asked = [one.id for one in ballot.questions(library())]
    assert [rooms.vote(code, epoch, "guess", one, "1" * 32, 40) for one in asked] == ["counted"] * 3
    assert rooms.tally(code) == {"guess": dict.fromkeys(asked, one_vote(40))}


def test_who_waits_for_a_mute_redis_waits_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A phone asks five things of it, and each would wait for two seconds."""
    client = fakeredis.FakeRedis(decode_responses=True)
    asked = []

    def mute(*_: object, **__: object) -> None:
        asked.append(1)
        raise redis.TimeoutError

    store = Redis(client)
    monkeypatch.setattr(client, "pipeline", mute)
    for _ in range(5):
        with pytest.raises(StoreGone):
            store.get("room", "part")
    assert len(asked) == 1
    monkeypatch.undo()
    monkeypatch.setattr(
        stores, "time", SimpleNamespace(monotonic=lambda: time.monotonic() + stores.MUTE, time=time.time)
    )
    assert store.get("room", "part") == {}
