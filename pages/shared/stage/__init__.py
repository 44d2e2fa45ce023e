"""The talk on a screen, in the speaker's second window, and on the phones of the audience.

All scenes are sent at once and shown by the browser, so that a talk goes on when the network or the server does not.
The server only learns which scene is on, for the windows that follow.

What a component is given is flat, and a tuple where it is a list: anything else Streamlit holds against pandas, which
costs a server 73 MB.
"""

from __future__ import annotations

import json
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, get_args

import segno
import streamlit as st
from markupsafe import Markup

from explainer.library import Library
from explainer.model import Talk
from explainer.outputs import slides as scenes
from explainer.texts import Texts
from pages.shared import browser
from pages.shared.chrome import headline
from pages.shared.first_paint import until_styled
from pages.shared.raw_html import draw
from pages.shared.stage import rooms
from pages.shared.stage.address import address
from pages.shared.stage.rooms import CHOICES, SPEAKER, Report, StoreGone
from pages.shared.stage.sent import sent

HERE = Path(__file__).parent
LINKED = "topics?open=the-short-answer#the-short-answer"


@lru_cache(maxsize=64)
def qr(link: str) -> str:
    """A link as a QR code, black on white in both themes: an SVG picture in a data URI, made without a network."""
    return segno.make(link, error="m").svg_data_uri(scale=8, border=3, dark="#000", light="#fff")


def _scanned(link: str, about: str, say: Texts) -> Markup:
    shown = link.partition("#")[0].removeprefix("https://").removeprefix("http://")
    return Markup('<img class="qr" src="{}" alt="{}"><p>{}<br><strong>{}</strong></p>').format(
        qr(link), say("qr", about=about), about, shown
    )


def _words(*tables: Texts) -> str:
    """Texts for a script, for an attribute: its component would send them again with every run."""
    return json.dumps({name: text for texts in tables for name, text in texts.items()})


@cache
def _known(content: Library) -> dict[str, set[str]]:
    """The scenes of each talk."""
    return {talk: {row.scene for row in rows} for talk, rows in content.talks.items()}


@lru_cache(maxsize=32)
def _deck(name: Talk, where: str, content: Library) -> Markup:
    """The scenes with everything around them."""
    say, stage, notes = (content.interface[table] for table in ("talk", "stage", "notes"))
    handout = _scanned(f"{where}/{LINKED}", say["handout"], say)
    scan = Markup('<div class="scan">')
    link = Markup('<a href="present?talk={}" target="_blank" rel="noopener">{}</a>')
    chrome = Markup((HERE / "chrome.html").read_text(encoding="utf-8"))
    return Markup(
        '<div class="deck" data-talk="{name}" data-words="{words}"><h1 class="unseen">{title}</h1>'
        '<div class="scenes">{deck}</div>{chrome}</div>'
    ).format(
        name=name,
        words=_words(stage, notes),
        title=f"{content.site.title} {content.labels['talk'][name]}",
        deck=scenes.talk(name, content).replace(scan, scan + handout),
        chrome=chrome.format(
            talks=Markup(" ").join(link.format(talk, _link(talk, content)) for talk in get_args(Talk)), **say
        ),
    )


def _link(talk: Talk, content: Library) -> str:
    rows = content.talks[talk]
    minutes = f"{scenes.minutes(rows):f}"
    return content.interface["talk"]("link", talk=content.labels["talk"][talk], scenes=len(rows), minutes=minutes)


def talk(asked: str, content: Library) -> None:
    """A talk over the whole window. An unknown name shows the full one."""
    name: Talk = next((talk for talk in get_args(Talk) if talk == asked), "full")
    until_styled()
    st.html(HERE / "stage.css")
    draw(_deck(name, address(), content))
    leave = content.interface["talk"]["leave"]
    st.container(key="leave").page_link("pages/overview.py", label=leave)  # nobody sees it: see conductor/pointer.js
    _conduct(name, content)


@st.fragment
def _conduct(name: Talk, content: Library) -> None:
    """The part of the stage that the server hears from: which scene is on, and whether phones may vote."""
    report = rooms.checked(sent("conductor", "report"), _known(content))
    data: dict[str, Any] = {"where": address()}
    # One room a session: a flood of made-up keys would push the rooms of others out of the memory.
    if report and st.session_state.setdefault("room key", report.key) == report.key:
        code = rooms.speaker_code(report.key)
        data |= {"speaker": code, "scan": qr(f"{address()}/present?speaker={code}"), "elapsed": report.elapsed}
        try:
            rooms.of_this_server().report(report)
        except StoreGone:
            data["gone"] = True
        if report.open:
            st.fragment(_count, run_every=1.0)(report, content)
        else:
            _count(report, content)
    st.components.v2.component("conductor", js=browser.module(HERE / "conductor" / "main.js"))(
        key="conductor", data=data, height=1, on_report_change=lambda: None
    )


def _count(report: Report, content: Library) -> None:
    """The votes so far, drawn on the scene: once a second while phones may vote, and for good when the vote is over."""
    code, known = rooms.vote_code(report.key), rooms.of_this_server()
    try:
        room = known.room(code)
        if room is None and report.open:  # it was forgotten meanwhile
            known.report(report)
            room = known.room(code)
        counts = tuple(known.tally(code))
        drawn = room and {"counts": counts, "choices": CHOICES, "epoch": room["epoch"], "round": report.round}
        st.session_state["votes drawn"] = drawn
    except StoreGone:  # what the room has seen stays
        drawn = st.session_state.get("votes drawn")
    if drawn is None:
        return
    data: dict[str, Any] = dict(drawn)
    if report.open:
        link = f"{address()}/vote?code={code}"
        say = content.interface["talk"]
        data |= {"scan": _scanned(link, say["vote"], say)}
    st.components.v2.component("votes", js=browser.module(HERE / "votes.js"))(key="votes", data=data, height=1)


def speaker(code: str, content: Library) -> None:
    """The speaker's second window: notes, the next scene, the clock. It follows the talk and cannot steer it."""
    say = content.interface["speaker"]
    headline(say["title"])
    followed, gone = None, False
    try:
        followed = rooms.of_this_server().follow(code)
    except StoreGone:
        gone = True
    if gone:
        st.warning(say["gone"])
    elif followed is None:
        st.warning(say["unknown"])
    st.html(HERE / "stage.css")
    name: Talk = followed["talk"] if followed else "full"
    st.container(key="followed").html(f'<div class="scenes" hidden>{scenes.talk(name, content)}</div>')
    st.html(Markup('<div class="desk" id="desk" data-words="{}"></div>').format(_words(content.interface["notes"])))
    if rooms.is_code(code, SPEAKER):
        _follow(code, followed["talk"] if followed else None)


@st.fragment(run_every=1.0)
def _follow(code: str, shown: str | None) -> None:
    try:
        followed = rooms.of_this_server().follow(code)
    except StoreGone:  # what is shown stays, and the clock goes on by itself
        followed = None if shown is None else {"talk": shown}
    if (followed["talk"] if followed else None) != shown:
        st.rerun()
    st.components.v2.component("follower", js=browser.module(HERE / "follower.js"))(
        key="follower", data={"code": code, **(followed or {})}, height=1
    )
