"""The overview: the message, the chart, a benefit and a harm as people, and three things to do."""

from __future__ import annotations

from explainer import prose
from explainer.asked import Name
from explainer.draw import figures, icon_array
from explainer.library import Library
from explainer.outline.blocks import (
    Blocks,
    Columns,
    Details,
    Group,
    Heading,
    Markup,
    PageLink,
    Picture,
    Prose,
    TakeAlong,
)


def overview(content: Library) -> Blocks:
    site, say, take = content.site, content.pages["overview"], content.interface["take_along"]
    figures_here: tuple[Name, ...] = ("overview", "benefit", "harm")
    chart = figures.onset(content, compact=True)
    message = (
        Heading(site.title, 1),
        Prose(site.lead, "lead"),
        Prose(site.message, "message"),
        Prose(site.warmth, "warmth"),
    )
    picture = (
        Heading(chart.words.title, 2, "hours-or-weeks"),
        Picture(chart, "overview"),
        PageLink("onset", say["to_onset"]),
    )
    benefit, harm = (
        (
            Heading(prose.plain(one.title), 2, f"of-100-{at}"),
            Markup(icon_array.pair(one, content)),
            Prose(one.note),
        )
        for at, one in enumerate(content.key_numbers, 1)
    )
    ways = (
        PageLink("safety", say["to_safety"], "before"),
        PageLink("choose", say["to_choose"]),
        PageLink("choose", say["to_relatives"], "relatives"),
        PageLink("choose", say["to_sheet"], "sheet"),
        PageLink("topics", say["to_topics"]),
    )
    return (
        Columns((message, picture), (5, 7)),
        Group((Columns((benefit, harm)),), "numbers"),
        Details(
            say["more"],
            (
                *(Prose(one.more) for one in content.key_numbers),
                *(TakeAlong(name, take[name]) for name in figures_here),
            ),
        ),
        Heading(say["next"], 2, "next"),
        Group(ways, "next"),
    )
