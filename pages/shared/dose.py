"""A booked dose on the safety page: its real times, its picture, and a file for a calendar.

Its values live in the controls of this visit alone: in no address, no log and no file.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import get_args
from zoneinfo import ZoneInfo, available_timezones

import streamlit as st

from explainer import dose
from explainer.draw import day
from explainer.draw.pictures import WIDTHS, placed
from explainer.library import Library
from explainer.model import Product
from explainer.outline.safety import booked
from pages.shared import browser
from pages.shared.paper import save_button
from pages.shared.raw_html import draw_svg
from pages.shared.renderer import Renderer

PRODUCTS: tuple[Product, ...] = get_args(Product)


@st.fragment
def from_my_dose(renderer: Renderer) -> None:
    """What a reader types in, and what comes of it. Only this part runs when something is typed."""
    content = renderer.content
    say = content.interface["dose"]
    # A list on paper has to hold what a dose brings.
    renderer.references.add(dose.sources(content))
    st.markdown(say["lead"])
    st.radio(
        say["product"],
        PRODUCTS,
        format_func=content.labels["product"].__getitem__,
        horizontal=True,
        key="dose-product",
        persist_state="session",
    )
    with st.container(horizontal=True, key="dose-when"):
        # Any year can be typed: one that the control itself refuses would leave the date before it in force.
        st.date_input(
            say["date"],
            None,
            date(1900, 1, 1),
            date.max,
            key="dose-date",
            format="MM/DD/YYYY" if st.context.locale == "en-US" else "DD/MM/YYYY",
            persist_state="session",
        )
        st.time_input(say["time"], None, key="dose-time", step=300, format="localized", persist_state="session")
        st.components.v2.component("typed_dose", js=browser.module(browser.HERE / "dose.js"))(
            key="typed-dose", height=1
        )
    st.checkbox(say["first"], key="dose-first", persist_state="session")
    said = st.container(key="said-dose")  # there from the start, so that a screen reader says what changes in it
    typed = typed_dose()
    if typed is None:
        said.markdown(say["missing"])
        return
    product, start, first = typed
    if doubt := _doubted(start):
        said.warning(say[doubt])
        return
    listed = dose.entries(product, start, first, content)
    said.container(key="dose-in-part").markdown(say["missing"])
    # The style sheet hides these two while the date or the time stands there in part. Only the words are said aloud.
    with said.container(key="dose-found"):
        st.markdown(f"**{dose.booked(product, start, content)}**")
        if start < datetime.now(start.tzinfo):
            st.markdown(say["past"])
        renderer.draw(booked(product, listed, content))
    with st.container(key="dose-drawn"):
        draw_svg(placed(day.booked(content, product, dose.ticks(start, content), shape) for shape in WIDTHS))
        st.markdown(say("zone", zone=start.tzinfo) if start.tzinfo else say["no_zone"])
        remind = st.checkbox(say["remind"], key="dose-remind")

        from explainer.outputs import calendar  # loaded when somebody wants it: most visitors never do

        file = calendar.as_ics(product, start, listed, content, remind)
        save_button(say["calendar"], file, "dose.ics", "text/calendar")
        st.markdown(say["seen_by"])


def typed_dose() -> tuple[Product, datetime, bool] | None:
    """The dose that is typed in on the safety page, and whether it is a first one; None where there is none yet."""
    state = st.session_state
    on, at = state.get("dose-date"), state.get("dose-time")
    if not isinstance(on, date) or not isinstance(at, time):
        return None
    product = next((one for one in PRODUCTS if one == state.get("dose-product")), PRODUCTS[0])
    return product, datetime.combine(on, at, _zone()), bool(state.get("dose-first"))


def on_sheet(content: Library) -> tuple[str, ...]:
    """The lines of a booked dose for the visit sheet; none where nobody typed one in, it is over, or hardly meant."""
    typed = typed_dose()
    if typed is None or _doubted(typed[1]) or typed[1] < datetime.now(typed[1].tzinfo):
        return ()
    return dose.on_paper(*typed, content)


def _doubted(start: datetime) -> str:
    """The text of [dose] that says why a time can hardly be meant, "" where it can."""
    if start - datetime.now(start.tzinfo) > dose.AHEAD:
        return "far"
    return "" if dose.exists(start) else "skipped"


def _zone() -> ZoneInfo | None:
    """The zone of the reader's clock, where the browser tells one."""
    told = st.context.timezone
    return ZoneInfo(told) if told in available_timezones() else None
