"""A figure as a card: the finding as its title, the chart, how to read it, its limits, its numbers, its sources."""

from collections.abc import Mapping

import streamlit as st

from explainer import fragments
from explainer.asked import Name
from explainer.caching import locked_cache
from explainer.draw.figures import Figure, live_key
from explainer.draw.pictures import both
from explainer.draw.timeline import LANES
from explainer.library import Library
from explainer.model import Lane
from pages.shared import table
from pages.shared.raw_html import draw, draw_svg
from pages.shared.take_along import NOTHING_CHOSEN, take_along

# A rerun takes longer with every element that it draws, so there are few, and their HTML is cached.


@locked_cache(maxsize=128)
def _numbers(figure: Figure, content: Library) -> str:
    return table.html(figure.table, content.interface["figure"]("numbers_label", title=figure.words.title))


def chart(figure: Figure, name: str, whole: Figure, picture: str, content: Library) -> None:
    """The chart alone.

    ``whole`` is the figure with nothing left out, and ``picture`` its drawing. Printing always uses the picture.
    On screen it takes the chart's place until the chart library has loaded, seconds on a phone, unless a choice left
    something out. The style sheet decides that by the container's key, so that a choice does not send the picture,
    which is larger than the chart, again.
    """
    with st.container(key=f"chart-{name}", gap=None):
        draw_svg(picture)
        st.plotly_chart(
            figure.plot,
            height=figure.height,
            key=f"plot-{name}",
            alt=figure.alt,
            config={"displayModeBar": False},
        )
    part = "" if figure.table == whole.table else "-part"
    st.container(key=f"key-{name}{part}").markdown(live_key(content))


def still(figure: Figure, name: str, place: str, content: Library, lanes: tuple[Lane, ...] = LANES) -> None:
    """The chart as a picture, which needs no chart library. ``place`` tells it from the same picture elsewhere."""
    with st.container(key=f"key-{place}"):
        draw_svg(both(content, name, lanes))
        st.markdown(figure.words.key)


def how_to_read(figure: Figure, content: Library) -> None:
    """How to read it, alone, where ``below`` leaves it out."""
    st.markdown(f"**{content.interface['figure']['how']}** {content.cited(figure.words.how)}")


def below(
    figure: Figure, name: Name, content: Library, how: bool = True, state: Mapping[str, str] = NOTHING_CHOSEN
) -> None:
    """What stands beneath a chart: how to read it, and behind one line its limits, table, sources and what to take.

    ``state`` is what is chosen of it, as ``take_along`` has it.
    """
    say = content.interface["figure"]
    if how:
        how_to_read(figure, content)
    with st.expander(say("notes", count=len(figure.table))):
        st.container(key=f"beside-{name}").markdown(f"**{say['limits']}** {content.cited(figure.words.limits)}")
        draw(_numbers(figure, content))
        st.download_button(
            say["csv"],
            figure.csv,
            file_name=f"ketamine-{name}.csv",
            mime="text/csv",
            key=f"csv-{name}",
            on_click="ignore",
        )
        st.markdown(fragments.figure_sources(figure.sources, content))
        take_along(name, content.interface["take_along"]["open"], content, state)
