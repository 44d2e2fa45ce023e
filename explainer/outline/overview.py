"""The overview: the message, the chart, the three numbers that matter, and where to go next."""

from __future__ import annotations

from explainer import prose
from explainer.draw import figures
from explainer.library import Library
from explainer.outline.blocks import Blocks, Columns, Group, Heading, PageLink, Picture, Prose


def overview(content: Library) -> Blocks:
    site, say = content.site, content.pages["overview"]
    chart = figures.onset(content, compact=True)
    message = (
        Heading(site.title, 1),
        Prose(site.lead, "lead"),
        Prose(site.message, "message"),
        Prose(site.risk, "risk"),
    )
    picture = (
        Heading(chart.words.title, 2, "hours-or-weeks"),
        Picture(chart, "overview"),
        PageLink("onset", say["to_onset"]),
    )
    numbers = tuple(
        (Prose(f"### {prose.plain(one.figure)}\n\n{one.label}\n\n{one.caution}"),) for one in content.key_numbers
    )
    steps = (
        Prose("\n".join(f"{at}. {step}" for at, step in enumerate(site.steps, 1))),
        PageLink("safety", say["to_safety"]),
    )
    more = (
        Prose(say["read_on"]),
        PageLink("topics", say["to_topics"]),
        PageLink("onset", say["to_timeline"]),
        PageLink("evidence", say["to_evidence"]),
        PageLink("sources", say["to_sources"]),
    )
    return (
        Columns((message, picture), (5, 7)),
        Heading(say["numbers"], 2, "numbers"),
        Group((Columns(numbers),), "numbers"),
        Heading(say["next"], 2, "next"),
        Columns((steps, more), (7, 5)),
    )
