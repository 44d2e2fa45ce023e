"""The timeline: when each treatment's effect shows, is greatest, and fades."""

from __future__ import annotations

from collections.abc import Container

from markupsafe import Markup

from explainer import markup
from explainer.caching import locked_cache
from explainer.draw import figures
from explainer.library import Library
from explainer.model import Lane
from explainer.outline.blocks import Blocks, FigureNotes, Heading, PageLink, Picture, Prose, Slot, Table
from explainer.terms import explained


def at_moment(stop: str, lanes: Container[str], content: Library) -> str:
    """What is known of each of ``lanes`` at one stop of the time, as Markdown."""
    say, names = content.interface["onset"], content.labels["treatment"]
    return "\n\n".join(
        f"**{say('after', lane=names[one.lane], stop=stop)}** {one.words}"
        for one in content.moments
        if one.stop == stop and one.lane in lanes
    )


@locked_cache(maxsize=64)  # seven stops, eight choices of lanes: all of them fit
def moments(stop: str, lanes: tuple[Lane, ...], content: Library) -> Markup:
    """What is known at each stop; that of ``stop`` alone is seen."""
    one_stop = Markup("<div{}>{}</div>")
    words = (
        one_stop.format(
            "" if one == stop else Markup(" hidden"),
            markup.block(content.cited(explained(at_moment(one, lanes, content), content))),
        )
        for one in figures.stops(content)
    )
    return Markup('<div class="moments" role="status">{}</div>').format(markup.join(words))


def onset(content: Library) -> Blocks:
    say, column = content.pages["onset"], content.interface["columns"]
    chart, one_dose = figures.onset(content), figures.one_dose(content)
    known = tuple(
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
        Table(known, say["moments"]),
    )
    return (
        Heading(say["title"], 1),
        Prose(say["lead"], "lead"),
        Prose(f"**{chart.words.title}**", "measure-chart"),
        Slot("timeline", still),
        Heading(say["do"], 2, "do"),
        Prose(say["do_steps"]),
        PageLink("choose", content.pages["topics"]["to_questions"], "questions"),
        Heading(one_dose.words.title, 2, "one-dose"),
        Picture(one_dose, "one-dose"),
        FigureNotes(one_dose, "one-dose"),
    )
