"""The page of a phone, without a browser: which question it is asked, and what it is told was counted."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from explainer import ballot
from explainer.loading.loader import library
from pages.shared.stage import phone as module
from pages.shared.stage import rooms
from pages.shared.stage.rooms import Report, StoreGone, vote_code
from tests.support.server import ROOT

CONTENT = library()
SAY = CONTENT.interface["vote"]
IDS = [one.id for one in ballot.questions(CONTENT)]
KEY, TOKEN = "D" * 16, "1" * 32
CODE = vote_code(KEY)
OPEN = Report(KEY, "a" * 32, "full", "guess", 1, 1.0, "guess")
CLOSED = replace(OPEN, step=2, open="")


@pytest.fixture(autouse=True)
def known() -> Iterator[rooms.Rooms]:
    """The rooms of a server that has just been started."""
    rooms.of_this_server.cache_clear()
    yield rooms.of_this_server()
    rooms.of_this_server.cache_clear()


class Phone:
    """A phone's session; what its script would send is put in ``says``."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, code: str = CODE, token: str = TOKEN) -> None:
        self.says: dict[str, Any] = {"token": token}
        monkeypatch.setattr(module, "sent", lambda key, name: self.says.get(name))
        self.app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
        if code:
            self.app.query_params["code"] = code
        self.app.run().switch_page("pages/vote.py")
        self.look()

    def look(self) -> dict[str, Any]:
        """What the page gives the phone's script now."""
        self.app.run()
        assert not self.app.exception, self.app.exception
        parts = [json.loads(one.proto.json) for one in self.app.get("bidi_component")]
        self.data: dict[str, Any] = next((part for part in parts if "ids" in part), {})
        return self.data

    def tap(self, question: str, value: Any, **changes: Any) -> dict[str, Any]:
        vote = {"ballot": self.data["open"], "question": question, "value": value, "token": self.says["token"]}
        self.says["vote"] = {**vote, "epoch": self.data["epoch"], **changes}
        data = self.look()
        del self.says["vote"]
        return data

    @property
    def warnings(self) -> list[str]:
        return [one.value for one in self.app.warning]


def test_three_questions_one_tap_each_and_what_was_counted(known: rooms.Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    known.report(OPEN)
    phone = Phone(monkeypatch)
    assert phone.data["texts"] == [one.text for one in ballot.questions(CONTENT)]
    assert phone.data["values"] == [module.NOT_YET] * 3
    for at, (question, value) in enumerate(zip(IDS, (40, 20, 0), strict=True)):
        data = phone.tap(question, value)
        assert data["said"] == "counted"
        assert data["values"][: at + 1] == [40, 20, 0][: at + 1]
    assert known.counted(CODE, phone.data["epoch"], "guess", TOKEN) == dict(zip(IDS, (40, 20, 0), strict=True))
    assert Phone(monkeypatch).data["values"] == [40, 20, 0]  # after a reload


def test_a_second_tap_is_told_what_the_first_counted(known: rooms.Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    known.report(OPEN)
    phone = Phone(monkeypatch)
    phone.tap(IDS[0], 30)
    data = phone.tap(IDS[0], 80)
    assert data["values"][0] == 30
    assert data["refused"] == SAY("refused_twice", value=30)


def test_a_session_has_one_vote_also_with_a_new_number(known: rooms.Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    known.report(OPEN)
    phone = Phone(monkeypatch)
    phone.tap(IDS[0], 30)
    phone.says["token"] = "2" * 32
    data = phone.tap(IDS[0], 80)
    assert (data["said"], data["values"][0]) == ("twice", 30)
    assert phone.tap(IDS[1], 80)["said"] == "counted"
    assert known.counted(CODE, data["epoch"], "guess", "2" * 32) == {}


@pytest.mark.parametrize("vote", ["x", 3, [], {}, {"epoch": []}, {"token": {}, "epoch": None, "question": [1]}])
def test_what_no_script_of_ours_sends_is_refused_in_words(
    vote: Any, known: rooms.Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    known.report(OPEN)
    phone = Phone(monkeypatch)
    phone.says |= {"vote": vote, "token": vote}
    data = phone.look()
    assert data["said"] in ("", *rooms.REFUSED)
    assert data["values"] == [module.NOT_YET] * 3


def test_a_vote_that_closes_opens_again_or_begins_anew_is_followed(
    known: rooms.Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    known.report(replace(CLOSED, scene="start"))
    phone = Phone(monkeypatch)
    assert (phone.data["open"], phone.data["why"]) == ("", SAY["refused_closed"])
    known.report(OPEN)
    assert (phone.look()["open"], phone.data["why"]) == ("guess", "")
    phone.tap(IDS[0], 30)
    known.report(CLOSED)
    data = phone.tap(IDS[1], 30, ballot="guess")
    assert (data["said"], data["why"]) == ("closed", SAY["refused_closed"])
    assert data["values"] == [30, module.NOT_YET, module.NOT_YET]  # while the room looks at the answer
    known.report(replace(OPEN, open="again"))
    assert phone.look()["values"] == [module.NOT_YET] * 3
    assert phone.tap(IDS[0], 50)["values"][0] == 50
    before = phone.data["epoch"]
    known.report(replace(OPEN, round=1))
    assert phone.look()["values"] == [module.NOT_YET] * 3
    assert phone.tap(IDS[0], 60, epoch=before)["refused"] == SAY["refused_old"]
    assert phone.tap(IDS[0], 60)["values"][0] == 60


def test_a_wrong_code_brings_the_field_back_with_the_reason(
    known: rooms.Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    known.report(OPEN)
    phone = Phone(monkeypatch, "")
    assert phone.warnings == []
    for typed, why in (("abc", "refused_code"), ("aaa aaa", "refused_room"), ("<b>", "refused_code")):
        phone.app.text_input[0].set_value(typed)
        phone.look()
        assert phone.warnings == [SAY[why]]
    phone.app.text_input[0].set_value(f"{CODE[:3].lower()} {CODE[3:]}")
    assert phone.look()["open"] == "guess"
    assert phone.warnings == []
    assert phone.app.query_params["code"] == CODE


@pytest.mark.parametrize("code", [f" {CODE.lower()} ", f"{CODE[:3]}-{CODE[3:]}"])
def test_a_code_in_the_address_is_taken_as_people_type_it(
    code: str, known: rooms.Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    known.report(OPEN)
    assert Phone(monkeypatch, code).data["open"] == "guess"


@pytest.mark.parametrize("code", ["AAAAAA", "?", "<script>alert(1)</script>", "a" * 9000])
def test_a_code_of_no_room_in_the_address_shows_the_field(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    phone = Phone(monkeypatch, code)
    assert phone.warnings == [SAY["refused_room" if code == "AAAAAA" else "refused_code"]]
    assert [field.label for field in phone.app.text_input] == [SAY["room"]]


def test_a_memory_that_does_not_answer_is_said_and_a_tap_is_not_lost_in_silence(
    known: rooms.Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    known.report(OPEN)
    phone = Phone(monkeypatch)

    def gone(*_: object) -> None:
        raise StoreGone

    with monkeypatch.context() as patch:
        patch.setattr(rooms.Rooms, "vote", gone)
        assert phone.tap(IDS[0], 30)["refused"] == SAY["refused_gone"]
        patch.setattr(rooms.Rooms, "room", gone)
        assert (phone.look()["why"], phone.data["open"]) == (SAY["refused_gone"], "")
    assert phone.look()["values"] == [module.NOT_YET] * 3
    assert phone.tap(IDS[0], 30)["values"][0] == 30
