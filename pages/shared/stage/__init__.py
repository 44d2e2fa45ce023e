"""The talk on a screen and in the speaker's second window. ``phone`` has the vote of the audience.

All scenes are sent at once and shown by the browser, so that a talk goes on when the network or the server does not.
The server only learns which scene is on, for the windows that follow.

What a component is given is flat, and a tuple where it is a list: anything else Streamlit holds against pandas, which
costs a server 73 MB. What is not flat goes as JSON.
"""

from __future__ import annotations

import json
import time
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, get_args

import segno
import streamlit as st
from markupsafe import Markup

from explainer.draw import heading_font
from explainer.library import Library
from explainer.model import Talk
from explainer.outputs import slides
from explainer.talk import minutes
from explainer.texts import Texts
from pages.shared import browser
from pages.shared.chrome import headline
from pages.shared.first_paint import until_styled
from pages.shared.raw_html import draw
from pages.shared.stage import rooms
from pages.shared.stage.address import address, wrong_public_url
from pages.shared.stage.rooms import CHOICES, KEY, LETTERS, SPEAKER, Report, StoreGone
from pages.shared.stage.sent import sent

HERE = Path(__file__).parent
LINKED = "topics?open=the-short-answer#the-short-answer"
EVERY = 0.5  # seconds in which a window learns what another one asks for


@lru_cache(maxsize=64)
def qr(link: str) -> str:
    """A link as a QR code, black on white in both themes: an SVG picture in a data URI, made without a network."""
    return segno.make(link, error="m").svg_data_uri(scale=8, border=3, dark="#000", light="#fff")


def _picture_of(link: str, about: str, say: Texts) -> Markup:
    return Markup('<img class="qr" src="{}" alt="{}">').format(qr(link), say("qr", about=about))


def _shown(link: str) -> str:
    """A link as somebody types it."""
    return link.partition("#")[0].removeprefix("https://").removeprefix("http://")


def _words(*tables: Texts) -> str:
    """Texts for a script, for an attribute: its component would send them again with every run."""
    return json.dumps({name: text for texts in tables for name, text in texts.items()})


@lru_cache(maxsize=1)
def _known(content: Library) -> dict[str, set[str]]:
    """The scenes of each talk."""
    return {talk: {row.scene for row in rows} for talk, rows in content.talks.items()}


@lru_cache(maxsize=1)
def _ballots(content: Library) -> set[str]:
    """The scenes that ask."""
    return {scene.id for scene in content.scenes.values() if scene.figure == "guess"}


@cache
def _style() -> Markup:
    """With the headings' font: the page that brings it may go."""
    css = (HERE / "stage.css").read_text(encoding="utf-8")
    return Markup("<style>{}{}</style>").format(Markup(heading_font.face()), Markup(css))


@lru_cache(maxsize=32)
def _deck(name: Talk, where: str, content: Library) -> Markup:
    """The scenes with everything around them, their style included: the page's script takes it out of the page."""
    say, stage, notes = (content.interface[table] for table in ("talk", "stage", "notes"))
    about = say["handout"]
    handout = Markup("{}<p>{}<br><strong>{}</strong></p>").format(
        _picture_of(f"{where}/{LINKED}", about, say), about, _shown(f"{where}/{LINKED}")
    )
    scan = Markup('<div class="scan">')
    link = Markup('<a href="present?talk={}" target="_blank" rel="noopener">{}</a>')
    chrome = Markup((HERE / "chrome.html").read_text(encoding="utf-8"))
    talks = Markup(" ").join(link.format(talk, _link(talk, content)) for talk in get_args(Talk))
    return Markup(
        '<div class="deck" role="region" aria-label="{title}" data-talk="{name}" data-words="{words}"'
        ' data-letters="{letters}" data-long="{long}"><h1 class="unseen">{title}</h1>{style}'
        '<div class="frame">{scenes}</div>{chrome}</div>'
    ).format(
        name=name,
        words=_words(stage, notes),
        letters=LETTERS,
        long=KEY,
        title=f"{content.site.title} {content.labels['talk'][name]}",
        style=_style(),
        scenes=slides.slides(name, content).replace(scan, scan + handout),
        chrome=chrome.format(talks=talks, **say),
    )


def _link(talk: Talk, content: Library) -> str:
    scenes = slides.of_talk(talk, content)
    say = content.interface["talk"]
    return say("link", talk=content.labels["talk"][talk], scenes=len(scenes), minutes=f"{minutes(scenes):f}")


def whole_file(name: Talk, where: str, content: Library) -> str:
    """A talk as one HTML file that asks for nothing: its scenes, its script, and a place for what a presenter typed."""
    page = Markup(
        '<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><title>{title}</title>'
        "<style>html {{ color-scheme: light dark; font: 16px/1.5 sans-serif }} body {{ margin: 0 }}</style></head>"
        '<body>{deck}<script type="application/json" id="mine">{{}}</script><script type="module">{script}</script>'
        "</body></html>"
    )
    return page.format(
        language=content.language,
        title=content.site.title,
        deck=_deck(name, where, content),
        script=Markup(browser.module(HERE / "conductor" / "alone.js")),
    )


def talk(asked: str, content: Library) -> None:
    """A talk over the whole window. An unknown name shows the full one."""
    name: Talk = next((talk for talk in get_args(Talk) if talk == asked), "full")
    until_styled()
    draw(_deck(name, address(), content))
    leave = content.interface["talk"]["leave"]
    st.container(key="leave").page_link("pages/overview.py", label=leave)  # nobody sees it: see conductor/pointer.js
    _conduct(name, content)


@st.fragment
def _conduct(name: Talk, content: Library) -> None:
    """The part of the stage that the server hears from: which scene is on, and what the presenter asks for."""
    said = sent("conductor", "report")
    report = rooms.checked(said, _known(content), _ballots(content))
    data: dict[str, Any] = {
        "where": address(),
        "wrong_address": wrong_public_url(),
        "gone": False,
        "taken": False,
        "choices": CHOICES,
    }
    typed, wanted = sent("conductor", "find"), sent("conductor", "file")
    if typed or wanted:  # asked for again, the answer is the same: the script hears of it by the number
        data["answer"] = st.session_state["answers"] = st.session_state.get("answers", 0) + 1
    if typed:
        data["found"] = _found(typed, content)
    if wanted == name:
        data |= {"file": whole_file(name, address(), content), "file_name": f"ketamine-talk-{name}.html"}
    # One room a session: a flood of made-up keys would push the rooms of others out of the memory.
    if report and st.session_state.setdefault("room key", report.key) == report.key:
        data |= _ways(report.key, content) | {"elapsed": report.elapsed}
        try:
            data["taken"] = not rooms.of_this_server().report(report)
        except StoreGone:
            data["gone"] = True
        st.fragment(_room, run_every=EVERY)(report)
    elif said == {"taken": True}:
        data["taken"] = True
        st.fragment(_room, run_every=EVERY)(None)
    st.components.v2.component("conductor", js=browser.module(HERE / "conductor" / "main.js"))(
        key="conductor",
        data=data,
        height=1,
        on_report_change=lambda: None,
        on_find_change=lambda: None,
        on_file_change=lambda: None,
    )


def _ways(key: str, content: Library) -> dict[str, str]:
    """The ways to a room: the speaker's, and the audience's as the scene shows it."""
    where, speaker, code = address(), rooms.speaker_code(key), rooms.vote_code(key)
    return {
        "speaker": speaker,
        "scan": qr(f"{where}/present?speaker={speaker}"),
        "scan_vote": _way_to_vote(code, content),
    }


def _way_to_vote(code: str, content: Library) -> Markup:
    """A QR code, and beside it the short address and the code that say the same."""
    say, link = content.interface["talk"], f"{address()}/vote"
    return Markup('{}<p>{}<br><strong class="address">{}</strong><br><strong class="code">{}</strong></p>').format(
        _picture_of(f"{link}?code={code}", say["vote"], say), say["vote"], _shown(link), code
    )


def _found(typed: Any, content: Library) -> str:
    """A room that a presenter takes up with its key, as JSON: where its talk is, and what to say of it."""
    say = content.interface["talk"]
    said = typed if isinstance(typed, dict) else {}
    key = rooms.clean_key(said["key"]) if isinstance(said.get("key"), str) else None
    try:
        room = rooms.of_this_server().take_up(key, said.get("window")) if key else None
    except StoreGone:
        return json.dumps({"said": say["room_gone"]})
    if room is None:
        return json.dumps({"said": say["room_unknown"]})
    st.session_state["room key"] = key
    return json.dumps({**room, "key": key, "said": say["room_found"]})


def _room(report: Report | None) -> None:
    """What the stage has to know twice a second: the votes, what the speaker asks for, and that the server is there.

    ``report`` is None where another window has the room.
    """
    told: dict[str, Any] = {"taken": True}
    try:
        if report and rooms.of_this_server().listens_to(report):
            told = _heard(report)
    except StoreGone:  # what the room has seen stays
        told = {"gone": True}
    st.components.v2.component("room", js=browser.module(HERE / "room.js"))(
        key="room", data={"room": json.dumps(told), "at": time.time()}, height=1
    )


def _heard(report: Report) -> dict[str, Any]:
    """What a room has heard from others than its stage."""
    known, code = rooms.of_this_server(), rooms.vote_code(report.key)
    if not known.mark_seen(report.key):  # it was forgotten meanwhile
        known.report(report)
    room, told = known.room(code), {"asked": known.asked(report.key)}
    return told | {"counts": known.tally(code), "epoch": room["epoch"], "round": report.round} if room else told


_DESK = Markup(
    '<div class="desk" id="desk" data-words="{words}" data-scan="{scan}"><div class="told"></div>'
    '<div class="pictures"><figure><div class="picture frame is-on"></div><figcaption>{is_on}</figcaption></figure>'
    '<figure><div class="picture frame comes"></div><figcaption>{comes}</figcaption></figure></div>'
    '<p class="silent" role="status" hidden>{silent}</p>'
    '<p class="step-said"></p><p class="type"><button type="button" data-type="-1" aria-label="{smaller}">A−</button> '
    '<button type="button" data-type="1" aria-label="{larger}">A+</button></p>'
    '<p class="steer"><button type="button" data-do="back">{back}</button>'
    '<button type="button" data-do="black">{black}</button><button type="button" data-do="next">{next}</button></p>'
    "</div>"
)


def speaker(code: str, content: Library) -> None:
    """The speaker's second window: notes, pictures, the clock, and the buttons that turn the talk's pages."""
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
    draw(_style())
    name: Talk = followed["talk"] if followed else "full"
    st.container(key="followed").html(f"<div hidden>{slides.slides(name, content)}</div>")
    words = _words(content.interface["stage"], content.interface["notes"])
    parts = ("is_on", "comes", "silent", "smaller", "larger", "back", "black", "next")
    draw(
        _DESK.format(
            words=words, scan=str(_way_to_vote(rooms.room_of(code), content)), **{name: say[name] for name in parts}
        )
    )
    if rooms.is_code(code, SPEAKER):
        _follow(code, followed["talk"] if followed else None)


@st.fragment(run_every=EVERY)
def _follow(code: str, shown: str | None) -> None:
    asked, told = sent("follower", "steer"), ""
    try:
        known = rooms.of_this_server()
        if asked:
            known.steer(code, asked)
        followed = known.follow(code)
        if followed:
            told = json.dumps({**followed, "counts": known.tally(rooms.room_of(code))})
    except StoreGone:  # what is shown stays, and the clock goes on by itself
        followed = None if shown is None else {"talk": shown}
    if (followed["talk"] if followed else None) != shown:
        st.rerun()
    st.components.v2.component("follower", js=browser.module(HERE / "follower.js"))(
        key="follower", data={"code": code, "choices": CHOICES, "told": told}, height=1, on_steer_change=lambda: None
    )
