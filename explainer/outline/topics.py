"""Every topic in a section of its own."""

from __future__ import annotations

from explainer import fragments, prose
from explainer.library import Library
from explainer.model import Topic
from explainer.outline.blocks import Blocks, Columns, Details, Group, Heading, Prose, Slot


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
        ((Prose(one.body),), (Group((Prose("\n\n".join(beside)),), f"aside-{one.id}"),)),
        (3, 2),
    )
    support: Blocks = (Group((Prose(fragments.support(one, content)),), f"aside-call-{one.id}"),) if one.support else ()
    closing = f"{fragments.closing(one, content)} [{say['link']}](topics?open={one.id}#{one.id})"
    section = Details(
        prose.plain(one.takeaway),
        (*support, body, Prose(closing)),
        opened,
        key,
    )
    return Group((Heading(one.title, 2, one.id), section), f"topic-{one.id}")
