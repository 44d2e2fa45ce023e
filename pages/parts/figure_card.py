"""A figure as a card: the finding as its title, the chart, how to read it, its limits, its numbers, its sources."""

from html import escape

import streamlit as st

from content import Library, citations
from content.figures import Figure
from content.pictures import PICTURES, address, for_slides, picture
from pages.parts.table import table


def _pictures(name: str, alt: str, height: int) -> None:
    """A wide picture, and a narrow one that a phone shows; their size is known before they are there.

    As HTML they come with the headline. A picture of Streamlit's waits for one more part of its own script.
    """
    drawn = "".join(
        f'<img class="{kind}" src="{address(picture(shape))}" width="{PICTURES[shape][1]}" height="{height}" '
        f'alt="{escape(alt)}">'
        for shape, kind in ((name, "wide"), (f"{name}-narrow", "narrow"))
    )
    st.html(f'<div class="pictures">{drawn}</div>')


def chart(figure: Figure, name: str, whole: Figure, drawn: str) -> None:
    """The chart alone, with the one button that saves it as a picture, in the browser itself.

    ``drawn`` is the picture of the ``whole`` of it. It is printed, whatever was chosen on the screen; and where all
    was chosen, it stands in the chart's place until the chart library has come, which takes seconds on a phone.
    """
    early = "early" if figure.table == whole.table else "paper"
    with st.container(key=f"chart-{name}", gap=None):
        with st.container(key=f"{early}-{name}"):
            _pictures(drawn, whole.alt, whole.height)
        st.plotly_chart(
            figure.plot,
            height=figure.height,
            key=f"plot-{name}",
            alt=figure.alt,
            config={
                "displayModeBar": True,
                "modeBarButtons": [["toImage"]],
                "displaylogo": False,
                "toImageButtonOptions": {
                    "format": "png",
                    "filename": f"ketamine-{name}",
                    "width": 1100,  # whatever the screen's width, so that no label is cut
                    "height": figure.height,
                    "scale": 2,
                },
            },
        )
    st.container(key=f"key-{name}").markdown(figure.words.key)
    st.container(key=f"screen-{name}").markdown("To save the chart as a picture (PNG), press the camera beneath it.")


def still(figure: Figure, name: str) -> None:
    """The chart as a picture, which needs no chart library."""
    _pictures(name, figure.alt, figure.height)
    citations().update(figure.sources)  # for the page's list on paper, also where the figure was built for another page
    st.container(key=f"key-{name}").markdown(figure.words.key)


def below(figure: Figure, name: str, content: Library, drawn: str = "") -> None:
    """What stands beneath a chart: how to read it, what it does not show, its table, downloads and sources.

    ``drawn`` is the picture that can be saved, where the chart itself has no camera.
    """
    how, limits = st.columns(2, gap="large")
    how.markdown(f"**How to read this.** {content.cited(figure.words.how)}")
    limits.markdown(f"**What it does not show.** {content.cited(figure.words.limits)}")
    with st.expander(f"The numbers as a table ({len(figure.table)} rows)"):
        table(figure.table, f"Numbers: {figure.words.title}")
    with st.container(horizontal=True):
        st.download_button(
            "Download the numbers (CSV)",
            lambda: figure.rows().to_csv(index=False).encode("utf-8-sig"),  # its mark tells a spreadsheet the encoding
            file_name=f"ketamine-{name}.csv",
            mime="text/csv",
            key=f"csv-{name}",
            on_click="ignore",
        )
        if drawn:
            st.download_button(
                "Download the chart (SVG)",
                lambda: for_slides(drawn),
                file_name=f"ketamine-{name}.svg",
                mime="image/svg+xml",
                key=f"svg-{name}",
                on_click="ignore",
            )
    st.markdown(
        f"Sources: {', '.join(content.sources[k].short for k in figure.sources)} {content.citation(figure.sources)}"
    )
