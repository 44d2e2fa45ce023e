"""The timeline: when each treatment's effect shows, is greatest, and fades."""

from __future__ import annotations

from explainer.draw import figures
from explainer.library import Library
from explainer.outline.blocks import Blocks, FigureNotes, Heading, Picture, Prose, Slot, Table


def onset(content: Library) -> Blocks:
    say, column = content.pages["onset"], content.interface["columns"]
    chart, one_dose = figures.onset(content), figures.one_dose(content)
    moments = tuple(
        {
            column["after"]: one.stop,
            column["treatment"]: content.labels["treatment"][one.lane],
            column["known"]: one.words,
        }
        for one in content.moments
    )
    still = (
        Picture(chart, "timeline"),
        Picture(figures.onset(content, "true"), "timeline-true"),
        FigureNotes(chart, "timeline"),
        Heading(say["moments"], 2, "moments"),
        Table(moments, say["moments"]),
    )
    return (
        Heading(say["title"], 1),
        Prose(f"{chart.words.title}.", "lead"),
        Slot("timeline", still),
        Heading(say["do"], 2, "do"),
        Prose(say["do_steps"]),
        Heading(one_dose.words.title, 2, "one-dose"),
        Picture(one_dose, "one-dose"),
        FigureNotes(one_dose, "one-dose", "one-dose"),
    )
