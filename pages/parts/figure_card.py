"""A figure as a card: the finding as its title, the chart, how to read it, its limits, its numbers, its sources."""

import streamlit as st

from content import Library, citations, sections
from content.figures import Figure
from content.pictures import picture


def chart(figure: Figure, name: str, paper: str) -> None:
    """The chart alone, with the one button that saves it as a picture, in the browser itself.

    ``paper`` is the picture of it that is printed; it shows everything, whatever was chosen on the screen.
    """
    st.plotly_chart(
        figure.plot,
        height=figure.height,
        key=f"chart-{name}",
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
    with st.container(key=f"paper-{name}"):
        st.image(picture(paper), width="stretch", alt=figure.alt)
    st.container(key=f"key-{name}").markdown(figure.words.key)


def still(figure: Figure, name: str) -> None:
    """The chart as a picture, which needs no chart library: a wide one, and a narrow one that a phone shows."""
    for shape in (name, f"{name}-narrow"):
        with st.container(key=f"picture-{shape}"):
            st.image(picture(shape), width="stretch", alt=figure.alt)
    citations().update(figure.sources)  # for the page's list on paper, also where the figure was built for another page
    st.container(key=f"key-{name}").markdown(figure.words.key)


def below(figure: Figure, name: str, content: Library) -> None:
    """What stands beneath a chart: how to read it, what it does not show, its table, downloads and sources."""
    how, limits = st.columns(2, gap="large")
    how.markdown(f"**How to read this.** {content.cited(figure.words.how)}")
    limits.markdown(f"**What it does not show.** {content.cited(figure.words.limits)}")
    with st.expander(f"The numbers as a table ({len(figure.table)} rows)"):
        st.markdown(sections.table(figure.table))
    st.download_button(
        "Download the numbers (CSV)",
        lambda: figure.rows().to_csv(index=False).encode("utf-8-sig"),  # its mark tells a spreadsheet the encoding
        file_name=f"ketamine-{name}.csv",
        mime="text/csv",
        key=f"csv-{name}",
        on_click="ignore",
    )
    st.container(key=f"screen-{name}").markdown("To save the chart as a picture (PNG), press the camera beneath it.")
    st.markdown(
        f"Sources: {', '.join(content.sources[k].short for k in figure.sources)} {content.citation(figure.sources)}"
    )
