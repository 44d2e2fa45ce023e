"""Every topic in a section of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from explainer import fragments, prose
from explainer.draw import figures, icon_array
from explainer.library import Library
from explainer.model import Topic
from explainer.outline.blocks import Block, Blocks, Columns, Details, Group, Heading, Markup, Picture, Prose, Slot

# The topics that begin with a picture, and whose it is: the overview's own.
PICTURES: Mapping[str, Callable[[Library], Block]] = {
    "the-short-answer": lambda content: Picture(figures.onset(content, compact=True), "overview"),
    "how-well-it-works": lambda content: Markup(icon_array.pair(content.key_numbers[0], content)),
    "side-effects-and-safety": lambda content: Markup(icon_array.pair(content.key_numbers[1], content)),
}


def topics(content: Library) -> Blocks:
    say = content.pages["topics"]
    return (
        Heading(say["title"], 1),
        Prose(say["lead"]),
        Slot("topics", tuple(topic(one, content, opened=True) for one in content.topics)),
    )


def topic(one: Topic, content: Library, opened: bool, key: str = "") -> Group:
    """One topic: its name as a heading with a link, its takeaway as the label of a section that opens."""
    say = content.pages["topics"]
    beside = [f"**{say['approval']}** {one.approval}"] if one.approval else []
    beside += [f"**{say['unknown']}**", fragments.bullets(one.unknown), f"**{say['do']}**", fragments.bullets(one.do)]
    body = Columns(
        (_words(one, content), (Group((Prose("\n\n".join(beside)),), f"aside-{one.id}"),)),
        (3, 2),
    )
    support: Blocks = (Group((Prose(fragments.support(one, content)),), f"aside-call-{one.id}"),) if one.support else ()
    closing = f"{fragments.closing(one, content)} [{say['link']}](topics?open={one.id}#{one.id})"
    section = Details(
        prose.plain(one.takeaway),
        (*support, body, Prose(closing, explained=False)),
        opened,
        key,
    )
    return Group((Heading(one.title, 2, one.id), section), f"topic-{one.id}")


def _words(one: Topic, content: Library) -> Blocks:
    """The picture, if it has one, and the passages, each beneath its heading."""
    picture = (PICTURES[one.id](content),) if one.id in PICTURES else ()
    lead, *rest = one.passages
    under = tuple(block for title, text in rest for block in (Heading(title, 3), Prose(text)))
    return (*picture, Prose(lead[1]), *under)
