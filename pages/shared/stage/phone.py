"""The vote on a phone: a code, three questions, one tap each.

What the phone says was counted is what the server counted, never what was tapped: a tap may come late, or not at all.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from explainer import ballot
from explainer.library import Library
from explainer.texts import Texts
from pages.shared import browser
from pages.shared.chrome import headline
from pages.shared.stage import rooms
from pages.shared.stage.rooms import CHOICES, VOTE, StoreGone
from pages.shared.stage.sent import sent

HERE = Path(__file__).parent
NOT_YET = -1  # of a question: this phone has no guess counted
LOOK = 3.0  # seconds between two looks whether a vote has opened or closed
_SAID = (
    "means",
    "group",
    "choice",
    "not_sent",
    "promise",
    "place",
    "thanks",
    "counted",
    "thanks_next",
    "closed_counted",
)


def phone(typed: str, content: Library) -> None:
    """The page of a phone. ``typed`` is the code in its address, if there is one."""
    say = content.interface["vote"]
    headline(say["title"])
    code = rooms.clean_code(typed)
    if code is None:
        _ask_for_code(typed, say, say["refused_code"] if typed else "")
    else:
        _ballot(code, content)


def _ask_for_code(before: str, say: Texts, why: str) -> None:
    """A field for the code, with the reason why the one before was none."""
    typed = st.text_input(say["room"], max_chars=4 * VOTE, placeholder=say["room_like"])
    code = rooms.clean_code(typed)
    if code and code != rooms.clean_code(before):
        st.query_params["code"] = code
        st.rerun()
    if typed and not code:
        why = say["refused_code"]
    if why:
        st.warning(why)


@st.fragment
def _ballot(code: str, content: Library) -> None:
    say, key = content.interface["vote"], f"ballot-{code}"
    event = sent(key, "vote")
    result = _cast(code, event)
    room, why = _room(code)
    if why == "room":
        _ask_for_code(code, say, say["refused_room"])
    else:
        asked, opened = ballot.questions(content), room["open"] if room else ""
        token = sent(key, "token")
        counted = _counted(code, room, token)
        script, look = browser.module(HERE / "ballot.js"), (HERE / "ballot.css").read_text(encoding="utf-8")
        st.components.v2.component("ballot", html='<div class="ballot"></div>', js=script, css=look)(
            key=key,
            data={
                "code": code,
                "token": token if isinstance(token, str) else "",
                "epoch": room and room["epoch"],
                "open": opened,
                "why": say[f"refused_{why}"] if why else "",
                "ids": tuple(one.id for one in asked),
                "texts": tuple(one.text for one in asked),
                "labels": tuple(content.interface["crowds"][f"after_{one.id}"] for one in asked),
                "values": tuple(counted.get(one.id, NOT_YET) for one in asked),
                "choices": CHOICES,
                "turn": st.session_state.get(f"turn {code}", 0),
                "said": result,
                "refused": _refused(result, code, event, say),
                **{name: say[name] for name in _SAID},
            },
            on_vote_change=lambda: None,
            on_token_change=lambda: None,
        )
    st.fragment(_look, run_every=LOOK)(code, _state(room, why))


def _cast(code: str, event: Any) -> str:
    """Count what the phone sent, if it did; says what came of it."""
    if not isinstance(event, dict):
        return ""
    # The phone's script is told of each answer, also of one that is the same as the last.
    st.session_state[f"turn {code}"] = st.session_state.get(f"turn {code}", 0) + 1
    epoch, token = event.get("epoch"), _token(code, event.get("epoch"), event.get("token"))
    try:
        result = rooms.of_this_server().vote(
            code, epoch, event.get("ballot"), event.get("question"), token, event.get("value")
        )
    except StoreGone:
        return "gone"
    if result in ("counted", "twice"):
        st.session_state[_held(code, epoch)] = token
    return result


def _token(code: str, epoch: Any, token: Any) -> Any:
    """The number that a session votes by: its first one. A browser may make up a new one for each vote."""
    return st.session_state.get(_held(code, epoch), token)


def _held(code: str, epoch: Any) -> str:
    return f"token {code} {epoch}"


def _counted(code: str, room: dict[str, Any] | None, token: Any) -> dict[str, int]:
    """What was counted of this phone in the vote that is open, or in the last one."""
    if not room:
        return {}
    asks = room["open"] or room["last"]
    try:
        return rooms.of_this_server().counted(code, room["epoch"], asks, _token(code, room["epoch"], token))
    except StoreGone:
        return {}


def _refused(result: str, code: str, event: Any, say: Texts) -> str:
    """Why the last tap was not counted; of a second tap on one question, which number was."""
    if result in ("", "counted"):
        return ""
    if result != "twice":
        return say[f"refused_{result}"]
    asked = code, event["epoch"], event["ballot"], event["question"]
    try:
        value = rooms.of_this_server().voted(*asked, _token(code, event["epoch"], None))
    except StoreGone:
        return say["refused_gone"]
    return say("refused_twice", value=value)


def _room(code: str) -> tuple[dict[str, Any] | None, str]:
    """A room, and why nobody can vote in it when nobody can."""
    try:
        room = rooms.of_this_server().room(code)
    except StoreGone:
        return None, "gone"
    if room is None:
        return None, "room"
    return room, "" if room["open"] else "closed"


def _state(room: dict[str, Any] | None, why: str) -> tuple[object, ...]:
    """What the phone draws anew for when it changes."""
    return (room["open"], room["epoch"], why) if room else (why,)


def _look(code: str, seen: tuple[object, ...]) -> None:
    """Look every few seconds whether a vote has opened, closed or begun anew. Nothing is drawn."""
    if _state(*_room(code)) != seen:
        st.rerun()
