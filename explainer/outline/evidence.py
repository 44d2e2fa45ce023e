"""Every result side by side: guess first, compare trials, see what lasts, and what nobody knows."""

from __future__ import annotations

from collections.abc import Sequence

import markupsafe

from explainer import fragments, results
from explainer.draw import dot_plot, figures, icon_array
from explainer.library import Library
from explainer.model import FactBox
from explainer.outline.blocks import Blocks, Columns, Details, FigureNotes, Group, Heading, Markup, Picture, Prose, Slot


def evidence(content: Library) -> Blocks:
    say, lead = content.pages["evidence"], content.passages["lead"]
    one_dose = figures.one_dose(content)
    glance = results.glance(content)
    every_rate = results.sort(results.lines(content, *results.RATES), results.ORDERS[0])
    trials = dot_plot.rates(every_rate, content.figure_words["trials"].title, content)
    return (
        Heading(lead.title, 1),
        Prose(lead.text, "lead"),
        Prose(say["jumps"]),
        *_passage("glance", "glance", content),
        Prose(f"**{results.found(glance, content)}**"),
        Markup(dot_plot.at_a_glance(glance, content.passages["glance"].title, content)),
        *_passage("guess", "guess", content),
        Slot("guess", answers(content)),
        *_passage("trials", "trials", content),
        *_passage("rule", "rule", content, 3),
        Slot("trials", card("trials", trials, content)),
        *_passage("scores", "scores", content, 3),
        *side("scores", content),
        *_passage("other", "other", content, 3),
        *side("other", content),
        *_passage("alone", "alone", content, 3),
        *side("alone", content),
        *_passage("lasting", "lasting", content),
        *side("relapse", content),
        *side("days", content),
        *_passage("fading", "fading", content, 3),
        Picture(one_dose, "one-dose"),
        FigureNotes(one_dose, "one-dose", "one-dose"),
        *_passage("against", "against", content),
        *side("against", content),
        Heading(content.passages["thoughts"].title, 2, "thoughts"),
        Group((Prose(fragments.calls(content)),), "aside-call"),
        Prose(content.passages["thoughts"].text),
        *side("thoughts", content),
        *_passage("thoughts_other", "thoughts-other", content, 3),
        *side("thoughts_other", content),
        *_passage("deaths", "deaths", content, 3),
        Group((Prose(fragments.calls(content)),), "aside-call-deaths"),
        *_passage("boxes", "boxes", content),
        *(block for box in content.fact_boxes for block in fact_box(box, content)),
        *_passage("unknown", "unknown", content),
        Prose(fragments.unknowns(content)),
        Group((*_passage("recall", "recall", content), Slot("recall", recall(content))), "screen-recall"),
    )


def _passage(name: str, anchor: str, content: Library, level: int = 2) -> Blocks:
    """The heading and the words of one part of the page; a part within a part has level 3."""
    one = content.passages[name]
    return Heading(one.title, level, anchor), Prose(one.text)


def answers(content: Library, guesses: Sequence[int] = ()) -> Blocks:
    """The three crowds of 100 people, why the answer moves, and where it comes from; with a reader's three guesses."""
    why, say = content.passages["answer"], content.interface["evidence"]
    columns: tuple[Blocks, ...] = tuple(
        (Markup(icon_array.figure(one, content)),) for one in icon_array.crowds(content, content.crowd_rows)
    )
    if guesses:
        columns = tuple(
            (*crowd, Prose(say("your_guess", guess=guess))) for crowd, guess in zip(columns, guesses, strict=True)
        )
    return Group((Columns(columns),), "crowds"), Prose(f"**{why.title}.** {why.text}"), Prose(_source(content))


def _source(content: Library) -> str:
    row = content.findings[content.crowd_rows[0]]
    return content.interface["evidence"](
        "guess_source",
        people=content.numbers.people(row.n),
        design=row.design,
        population=row.population,
        source=f"[@{row.source}]",
    )


def card(name: str, drawn: markupsafe.Markup, content: Library) -> Blocks:
    """A list of results as a card: its finding, its key, the list, how to read it and what it does not show."""
    words, say = content.figure_words[name], content.interface["figure"]
    notes = ((Prose(f"**{say['how']}** {words.how}"),), (Prose(f"**{say['limits']}** {words.limits}"),))
    return (
        Prose(f"**{words.title}**"),
        Prose(f"{words.key} · [{say['skip']}](#after-{name})"),
        Markup(drawn),
        Group((Markup(markupsafe.Markup('<span id="after-{}"></span>').format(name)), Columns(notes)), f"after-{name}"),
    )


def side(name: str, content: Library) -> Blocks:
    """One list of results and its numbers as a table: a card where it has words of its own, else a section to open."""
    lines, drawn = dot_plot.side(name, content)
    numbers = Slot("numbers", (), name)
    if name in content.figure_words:
        return (*card(name, drawn, content), numbers)
    label = content.interface["evidence"]("results", count=len(lines), found=results.found(lines, content))
    return Details(label, (Markup(drawn),)), numbers


def fact_box(box: FactBox, content: Library) -> Blocks:
    """One medicine's benefits and harms as one sheet, and the button that prints it alone."""
    site, key = content.site, f"box-{box.id}"
    blocks: Blocks = tuple(
        Markup(fragments.fact_block(block, content)) for block in content.fact_blocks if block.box == box.id
    )
    sheet: Blocks = (
        Heading(box.title, 3, key),
        Prose(box.summary),
        *blocks,
        Prose(f"{content.pages['evidence']['serious']} {box.serious}"),
        Prose(
            f"{fragments.fact_sources(box.id, content)} {site.disclaimer} {content.dated} "
            f"{site.crisis} {fragments.phone_links(content, 'crisis')}"
        ),
    )
    return Group(sheet, key, bordered=True), Slot("print", (), box.id)


def recall(content: Library) -> Blocks:
    """Each question with its choices; opened, it gives the answer and teaches why."""
    return tuple(
        Details(" · ".join([one.question, one.a, one.b, one.c]), (Prose(f"**{getattr(one, one.answer)}.** {one.why}"),))
        for one in content.recall
    )
