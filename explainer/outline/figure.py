"""A figure alone: what it is as a page of its own, for another site's frame, and as a file to take along."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

import markupsafe

from explainer import fragments, prose
from explainer.asked import FIGURE, NAME, NAMES, Asked, Name, known, query
from explainer.draw import day, dot_plot, dot_plot_svg, fact_box, figures, forest, icon_array, pictures
from explainer.draw.figures import Figure
from explainer.draw.paper import Drawing
from explainer.draw.pictures import Lanes
from explainer.draw.timeline import LANES
from explainer.library import Library
from explainer.markup import bullets
from explainer.model import FigureWords, Product
from explainer.outline import FIRST
from explainer.outline.blocks import Blocks, Details, Group, Heading, Markup, Picture, Prose
from explainer.outline.evidence import bands, crowds_source


@dataclass(frozen=True)
class Alone:
    """A figure without its page: ``blocks`` draw it on a screen, ``drawing`` on a sheet.

    ``about`` stands beneath it on a screen, ``limits`` behind a label, and ``caveat``, what nobody may miss, beneath it
    on a sheet, line by line; these are Markdown, as the lines of its ``key`` are. ``title`` and ``alt`` are plain text;
    ``sources`` are keys; ``page`` and ``place`` say where it stands among the others.
    """

    title: str
    alt: str
    key: str
    about: str
    limits: str
    caveat: str
    sources: tuple[str, ...]
    blocks: Blocks
    drawing: Callable[[], Drawing]
    page: str
    place: str = ""


def _how(words: FigureWords, content: Library) -> str:
    return f"**{content.interface['figure']['how']}** {words.how}"


def _pictured(figure: Figure, name: str, content: Library, page: str, place: str, lanes: Lanes = LANES) -> Alone:
    """A figure that has a still picture."""
    words = figure.words
    return Alone(
        title=prose.plain(words.title),
        alt=figure.alt,
        key=words.key,
        about=_how(words, content),
        limits=words.limits,
        caveat=words.how,
        sources=figure.sources,
        blocks=(Picture(figure, name, lanes),),
        drawing=partial(pictures.on_paper, content, name, lanes),
        page=page,
        place=place,
    )


def _overview(_: Asked, content: Library) -> Alone:
    return _pictured(figures.onset(content, compact=True), "overview", content, "overview", "hours-or-weeks")


def _timeline(here: Asked, content: Library) -> Alone:
    """With the scale and the lanes that are chosen; all of them where none is."""
    lanes = here.lanes or LANES
    name = "timeline-true" if here.scale == "true" else "timeline"
    return _pictured(figures.onset(content, here.scale, lanes), name, content, "onset", "", lanes)


def _one_dose(_: Asked, content: Library) -> Alone:
    return _pictured(figures.one_dose(content), "one-dose", content, "onset", "one-dose")


def _day(name: str, product: Product, _: Asked, content: Library) -> Alone:
    alone = _pictured(day.figure(content), name, content, "safety", "treatment-day")
    return replace(alone, title=f"{content.labels['product'][product]}: {alone.title}")


def _people(at: int, _: Asked, content: Library) -> Alone:
    """One of the numbers of the overview."""
    one = content.key_numbers[at]
    crowds = icon_array.two(one, content)
    return Alone(
        title=prose.plain(one.title),
        alt=" ".join(icon_array.said(crowd, content, "pair") for crowd in crowds),
        key="",
        about=one.note,
        limits=one.more,
        caveat=one.note,
        sources=(content.rates[one.row].source,),
        blocks=(Markup(icon_array.pair(one, content)),),
        drawing=partial(icon_array.on_paper, crowds, content),
        page="overview",
        place=f"of-100-{at + 1}",
    )


def _crowds(_: Asked, content: Library) -> Alone:
    crowds = icon_array.crowds(content, content.crowd_rows)
    why, say = content.passages["answer"].text, content.interface["take_along"]
    told = f"{why} {crowds_source(content)} {say['crowds_certainty']}"
    return Alone(
        title=say["crowds"],
        alt=" ".join(icon_array.said(crowd, content) for crowd in crowds),
        key="",
        about=told,
        limits=content.passages["answer_more"].text,
        caveat=told,
        sources=content.keys_of((*(f"[@{content.findings[row].source}]" for row in content.crowd_rows), told)),
        blocks=(Markup(icon_array.beside_each_other(crowds, content), "crowds"),),
        drawing=partial(icon_array.on_paper, crowds, content),
        page="evidence",
        place="guess",
    )


def _trials(here: Asked, content: Library) -> Alone:
    """The trials that are chosen, and which of them are left out; all of them where no trial fits."""
    every = Asked(here.page).cards(content)
    cards, without = here.cards(content) or every, here.without
    words, say = content.figure_words["trials"], content.interface["alone"]
    kept = sum(not without.why(card, content) for card in cards)
    title = words.title if kept == len(every) else say("trials", count=kept, whole=len(every))
    return Alone(
        title=prose.plain(title),
        alt=" ".join(forest.in_words(card, content) for card in cards),
        key=f"{words.key}\n- {say['pale']}" if without else words.key,
        about=_how(words, content),
        limits=words.limits,
        caveat=words.limits,
        sources=content.keys_of(f"[@{line.finding.source}]" for card in cards for line in card.lines),
        blocks=(Prose(words.key, "words-key"), *bands(cards, content, without, level=2)),
        drawing=lambda: forest.on_paper(cards, content, without),
        page="evidence",
        place="trials",
    )


def _list(name: str, place: str, _: Asked, content: Library) -> Alone:
    """A list of results of the evidence page."""
    words = content.figure_words[name]
    return Alone(
        title=prose.plain(words.title),
        alt=dot_plot_svg.in_words(name, content),
        key=words.key,
        about=_how(words, content),
        limits=words.limits,
        caveat=f"{words.how} {words.limits}",
        sources=content.keys_of(f"[@{line.finding.source}]" for line, _ in dot_plot.side(name, content)),
        blocks=(Prose(words.key, "words-key"), Markup(dot_plot.as_list(name, content))),
        drawing=partial(dot_plot_svg.on_paper, name, content),
        page="evidence",
        place=place,
    )


def _thoughts(here: Asked, content: Library) -> Alone:
    """Whom to call stands beside it wherever it goes."""
    alone = _list("thoughts", "thoughts", here, content)
    calls = Group((Prose(fragments.calls(content)),), "aside-call")
    caveat = f"{alone.caveat} {fragments.calls_on_paper(content)}"
    return replace(alone, caveat=caveat, blocks=(calls, *alone.blocks))


def _box(name: str, _: Asked, content: Library) -> Alone:
    """A fact box. What no table can count stands beneath it wherever it goes."""
    box = next(one for one in content.fact_boxes if f"box-{one.id}" == name)
    serious, facts = content.pages["evidence"]["serious"], fact_box.blocks(box.id, content)
    uncounted = "\n".join(line.removeprefix("- ") for line in box.serious.splitlines() if line)
    return Alone(
        title=prose.plain(box.title),
        alt=fact_box.in_words(box.id, content),
        key="",
        about=f"{serious}\n\n{box.serious}",
        limits="\n\n".join(one for one in (box.summary, box.detail) if one),
        caveat=f"{box.summary}\n{serious}\n{uncounted}\n{fragments.calls_on_paper(content)}",
        sources=content.keys_of(f"[@{key}]" for key in fact_box.sources(box, content)),
        blocks=(Prose(fragments.calls(content)), *(Markup(fact_box.block(one, content)) for one in facts)),
        drawing=partial(fact_box.on_paper, box.id, content),
        page="evidence",
        place=name,
    )


FIGURES: Mapping[Name, Callable[[Asked, Library], Alone]] = {
    "overview": _overview,
    "timeline": _timeline,
    "one-dose": _one_dose,
    "day-spray": partial(_day, "day-spray", "esketamine_nasal"),
    "day-drip": partial(_day, "day-drip", "ketamine_iv"),
    "benefit": partial(_people, 0),
    "harm": partial(_people, 1),
    "crowds": _crowds,
    "trials": _trials,
    "scores": partial(_list, "scores", "scores"),
    "alone": partial(_list, "alone", "alone"),
    "relapse": partial(_list, "relapse", "lasting"),
    "days": partial(_list, "days", "lasting"),
    "thoughts": _thoughts,
    **{name: partial(_box, name) for name in NAMES if name.startswith("box-")},
}


def figure(here: Asked, content: Library) -> Alone | None:
    """The figure that an address names, as its state says; None where it names none."""
    named = known(here.get(NAME))
    return FIGURES[named](here, content) if named else None


def alone(here: Asked, content: Library) -> Blocks:
    """The page of one figure alone, or of what there is where an address names none."""
    say, one = content.interface["alone"], figure(here, content)
    if one is None:
        named = ((name, FIGURES[name](Asked(here.page), content).title) for name in NAMES)
        links = bullets(f"[{title}]({FIGURE}?{NAME}={name})" for name, title in named)
        return Heading(say["none"], 1), Prose(f"{say['these']}\n\n{links}")
    whole = markupsafe.Markup('<p class="way"><a href="{}" target="_blank" rel="noopener">{}</a></p>')
    beneath: Blocks = (
        Prose(one.about),
        Details(say["limits"], (Prose(one.limits),)),
        Prose(fragments.figure_sources(one.sources, content)),
        Markup(whole.format(link(one, here, content), say["whole"])),
    )
    return Heading(one.title, 1), Group((*one.blocks, *beneath), "alone")


def link(one: Alone, here: Asked, content: Library) -> str:
    """Where a figure stands on its page, with the state that it is shown in."""
    state = query(here, content)
    return ("./" if one.page == FIRST else one.page) + (f"?{state}" if state else "") + f"#{one.place}"
