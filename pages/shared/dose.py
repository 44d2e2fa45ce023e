"""A booked dose on the safety page: its real times, its picture, and a file for a calendar.

Its values live in the controls of this visit alone: in no address, no log and no file.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import get_args
from zoneinfo import ZoneInfo, available_timezones

import streamlit as st
from markupsafe import Markup

from explainer import dose
from explainer.draw import day
from explainer.model import Product
from explainer.outline.safety import booked
from pages.shared.paper import save_button
from pages.shared.raw_html import draw_svg
from pages.shared.renderer import Renderer

SHAPES = ("wide", "narrow")  # the style sheet knows which one has room
PRODUCTS: tuple[Product, ...] = get_args(Product)


@st.fragment
def from_my_dose(renderer: Renderer) -> None:
    """What a reader types in, and what comes of it. Only this part runs when something is typed."""
    content = renderer.content
    say = content.interface["dose"]
    # A list on paper has to hold what a dose brings.
    renderer.references.add(dose.sources(content))
    st.markdown(say["lead"])
    product = st.radio(
        say["product"],
        PRODUCTS,
        format_func=content.labels["product"].__getitem__,
        horizontal=True,
        key="dose-product",
        persist_state="session",
    )
    with st.container(horizontal=True, key="dose-when"):
        on = st.date_input(say["date"], None, date(2019, 1, 1), date(2100, 1, 1), key="dose-date", format="DD/MM/YYYY")
        at = st.time_input(say["time"], None, key="dose-time", step=300)
    first = st.checkbox(say["first"], key="dose-first")
    said = st.container(key="said-dose")  # there from the start, so that a screen reader says what changes in it
    if not isinstance(on, date) or not isinstance(at, time):
        said.markdown(say["missing"])
        return
    zone = _zone()
    start, now = datetime.combine(on, at, zone), datetime.now(zone)
    if start - now > dose.AHEAD or not dose.exists(start):
        said.warning(say["far" if start - now > dose.AHEAD else "skipped"])
        return
    listed = dose.entries(product, start, first, content)
    with said:
        if start < now:
            st.markdown(say["past"])
        renderer.draw(booked(product, listed, content))
    drawn = Markup("").join(day.booked(content, product, dose.ticks(start, content), shape) for shape in SHAPES)
    draw_svg(Markup('<div class="pictures notranslate" translate="no">{}</div>').format(drawn))
    st.markdown(say("zone", zone=zone.key) if zone else say["no_zone"])
    remind = st.checkbox(say["remind"], key="dose-remind")

    from explainer.outputs import calendar  # loaded when somebody wants it: most visitors never do

    save_button(say["calendar"], calendar.as_ics(product, start, listed, content, remind), "dose.ics", "text/calendar")
    st.markdown(say["seen_by"])


def _zone() -> ZoneInfo | None:
    """The zone of the reader's clock, where the browser tells one."""
    told = st.context.timezone
    return ZoneInfo(told) if told in available_timezones() else None
