"""Every topic in a section of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from explainer import fragments, markup, prose
from explainer.caching import locked_cache
from explainer.draw import day, figures, icon_array
from explainer.draw.figures import Figure
from explainer.library import Library
from explainer.model import KeyNumber, Topic, TopicPicture
from explainer.outline.blocks import Blocks, Columns, Details, Group, Heading, Markup, PageLink, Picture, Prose, Slot


def _drawing(figure: Figure, name: str) -> Blocks:
    return Prose(f"**{figure.words.title}**"), Picture(figure, name), Prose(figure.words.how)


def _people(one: KeyNumber, content: Library) -> Blocks:
    return Prose(f"**{one.title}**"), Markup(icon_array.pair(one, content))


# What a topic can begin with, by the name in its front matter.
PICTURES: Mapping[TopicPicture, Callable[[Library], Blocks]] = {
    "onset": lambda content: _drawing(figures.onset(content, compact=True), "overview"),
    "one-dose": lambda content: _drawing(figures.one_dose(content), "one-dose"),
    "treatment-day": lambda content: _drawing(day.figure(content), "day-drip"),
    "benefit": lambda content: _people(content.key_numbers[0], content),
    "harm": lambda content: _people(content.key_numbers[1], content),
}
_PART = re.compile(r"(?m)^#### (.+)$")


def topics(content: Library) -> Blocks:
    say = content.pages["topics"]
    people = (*PICTURES["benefit"](content), Prose(f"{content.key_numbers[0].note} {say['people']}"))
    return (
        Heading(say["title"], 1),
        Group((Columns(((Prose(say["lead"]),), people)),), "numbers"),
        Slot("topics", tuple(topic(one, content, opened=True) for one in content.topics)),
    )


def topic(one: Topic, content: Library, opened: bool, key: str = "", whole: bool = False) -> Group:
    """One topic: its name as a heading with a link, its takeaway as the label of a section that opens.

    ``whole``: what is one tap down in it is open too.
    """
    section = Details(prose.plain(one.takeaway), _inside(one, content, whole), opened, key)
    return Group((Heading(one.title, 2, one.id), section), f"topic-{one.id}")


@locked_cache(maxsize=64)  # each twice: with and without all that is one tap down in it
def _inside(one: Topic, content: Library, whole: bool) -> Blocks:
    say = content.pages["topics"]
    beside = [f"**{say['approval']}** {one.approval}"] if one.approval else []
    beside += [f"#### {say['unknown']}", markup.bullets(one.unknown), f"#### {say['do']}", markup.bullets(one.do)]
    aside = Group((Prose("\n\n".join(beside)), _next(one, say["to_questions"])), f"aside-{one.id}")
    body = Columns((_words(one, content, whole), (aside,)), (3, 2))
    support: Blocks = (Group((Prose(fragments.support(one, content)),), f"aside-call-{one.id}"),) if one.support else ()
    closing = f"{fragments.closing(one, content)} [{say['link']}](topics?open={one.id}#{one.id})"
    return *support, body, Prose(closing, explained=False)


def _next(one: Topic, questions: str) -> PageLink:
    """Where a reader does something with a topic; without a place of its own, the questions for the clinic."""
    if one.to_page and one.to_label:
        return PageLink(one.to_page, one.to_label, one.to_place or "")
    return PageLink("choose", questions, "questions")


def _words(one: Topic, content: Library, whole: bool) -> Blocks:
    """A picture or a few words in large type, and the passages, each beneath its heading."""
    first = (Prose(markup.bullets(one.first), f"first-{one.id}"),) if one.first else ()
    picture = PICTURES[one.picture](content) if one.picture else ()
    return (*picture, *first, *(block for title, text in one.passages for block in _passage(title, text, whole)))


def _passage(title: str, text: str, whole: bool) -> Blocks:
    """A passage beneath its heading; each part of it under a line that begins with ``####`` is one tap down."""
    shown, *parts = _PART.split(text)
    heading = (Heading(title, 3),) if title else ()
    words = (Prose(shown.strip()),) if shown.strip() else ()
    names = zip(parts[::2], parts[1::2], strict=True)
    return (*heading, *words, *(Details(name, (Prose(part.strip()),), whole) for name, part in names))
