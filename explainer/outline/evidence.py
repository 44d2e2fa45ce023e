"""Every result side by side: guess first, compare trials, see what lasts, and what nobody knows."""

from __future__ import annotations

from collections.abc import Sequence

import markupsafe

from explainer import fragments, markup, results
from explainer.asked import Name, known
from explainer.chance import ENOUGH, Design, Run, telling
from explainer.draw import chance, dot_plot, fact_box, figures, icon_array, trial_cards
from explainer.library import Library
from explainer.model import FactBox
from explainer.outline.blocks import (
    Blocks,
    Columns,
    Details,
    FigureNotes,
    Group,
    Heading,
    Markup,
    PageLink,
    Picture,
    Prose,
    Slot,
    TakeAlong,
)
from explainer.results import Card
from explainer.without import EVERY, Without

SEED = 1  # of the runs that are drawn where nothing can react


def evidence(content: Library) -> Blocks:
    say, lead = content.pages["evidence"], content.passages["lead"]
    one_dose, labels = figures.one_dose(content), content.interface["evidence"]
    every = results.cards(results.lines(content, *results.RATES), results.ORDERS[0])
    glance = content.passages["glance"].title
    drip, *other_boxes = content.fact_boxes
    return (
        Heading(lead.title, 1),
        Prose(lead.text, "lead"),
        Prose(say["jumps"]),
        # Nothing above this line names a number: whoever guesses must not have read the answer.
        *_passage("guess", "guess", content),
        Slot("guess", (Details(labels["show_answers"], answers(content)),)),
        *_passage("trials", "trials", content),
        Details(labels["how_cards"], (*notes("trials", content), *_passage("rule", "rule", content, 3))),
        Slot("trials", trials(every, content)),
        _more("chance", content, (Slot("chance", chance_twice(content)),)),
        Details(
            labels["more"],
            (
                *_passage("glance", "glance", content, 3),
                Markup(dot_plot.at_a_glance(results.glance(content), glance, content)),
                *(
                    block
                    for name in ("scores", "other", "alone")
                    for block in (*_passage(name, name, content, 3), *side(name, content))
                ),
            ),
        ),
        *_passage("lasting", "lasting", content),
        _more(
            "lasting_more",
            content,
            side("relapse", content),
            side("days", content),
            _passage("fading", "fading", content, 3),
            (Picture(one_dose, "one-dose"), FigureNotes(one_dose, "one-dose")),
        ),
        *_passage("against", "against", content),
        _more("against_more", content),
        Heading(content.passages["thoughts"].title, 2, "thoughts"),
        Group((Prose(fragments.calls(content)),), "aside-call"),
        Prose(content.passages["thoughts"].text, "words-thoughts"),
        _more(
            "thoughts_more",
            content,
            side("thoughts", content),
            _passage("thoughts_other", "thoughts-other", content, 3),
            side("thoughts_other", content),
        ),
        _more("deaths", content, (Group((Prose(fragments.calls(content)),), "aside-call-deaths"),)),
        *_passage("boxes", "boxes", content),
        *sheet(drip, content),
        *(Details(box.title, sheet(box, content)) for box in other_boxes),
        Heading(content.passages["unknown"].title, 2, "unknown"),
        *_unknowns(content),
        Prose(content.pages["evidence"]["ask"]),
        PageLink("choose", content.pages["topics"]["to_questions"], "questions"),
        Details(labels["why_unknown"], (Prose(content.passages["unknown"].text), Prose(fragments.unknowns(content)))),
        Group((_more("recall", content, (Slot("recall", recall(content)),)),), "screen-recall"),
    )


def _unknowns(content: Library) -> Blocks:
    """What nobody knows, by what it is about: a longer list is not read to its end."""
    names = content.labels["unknown_about"]
    asked = {about: [row.question for row in content.unknowns if row.about == about] for about in names}
    return tuple(
        Prose(f"### {names[about]}\n\n{markup.bullets(questions)}", f"rules-unknown-{about}")
        for about, questions in asked.items()
    )


def _passage(name: str, anchor: str, content: Library, level: int = 2) -> Blocks:
    """The heading and the words of one part of the page; a part within a part has level 3."""
    one = content.passages[name]
    return Heading(one.title, level, anchor), Prose(one.text, f"words-{name}")


def _more(name: str, content: Library, *blocks: Blocks) -> Details:
    """A passage behind its title, with what belongs to it."""
    one = content.passages[name]
    return Details(one.title, (Prose(one.text, f"words-{name}"), *(block for several in blocks for block in several)))


def answers(content: Library, guesses: Sequence[int] = ()) -> Blocks:
    """The three crowds of 100 people, why the answer moves, and where it comes from; with a reader's three guesses."""
    crowds = icon_array.crowds(content, content.crowd_rows)
    return (
        Markup(icon_array.beside_each_other(crowds, content, guesses), "crowds"),
        Prose(f"**{content.passages['answer'].title}.** {content.passages['answer'].text}", "words-answer"),
        _more(
            "answer_more",
            content,
            (Prose(crowds_source(content)), TakeAlong("crowds", content.interface["take_along"]["open"])),
        ),
    )


def crowds_source(content: Library) -> str:
    """Where the crowds come from: how many people, studied how, and by whom."""
    row = content.findings[content.crowd_rows[0]]
    return content.interface["evidence"](
        "guess_source",
        people=content.numbers.people(row.n),
        design=row.design,
        population=row.population,
        source=f"[@{row.source}]",
    )


def trials(cards: Sequence[Card], content: Library, without: Without = EVERY) -> Blocks:
    """The finding of the trials, its key, and their cards."""
    words, say = content.figure_words["trials"], content.interface["figure"]
    return (
        Prose(f"**{words.title}**", "finding"),
        Prose(f"{words.key} · [{say['skip']}](#after-trials)", "words-key"),
        *bands(cards, content, without),
        Markup(markupsafe.Markup('<span id="after-trials"></span>')),
    )


def bands(cards: Sequence[Card], content: Library, without: Without = EVERY, level: int = 3) -> Blocks:
    """One card a trial, band after band, those that ``cards`` has something for, beneath headings of a ``level``.

    Where a reader leaves some out, each band says what is left of it.
    """
    found = [(name, [card for card in cards if card.band == name]) for name in results.BANDS]
    filled = [(name, chosen) for name, chosen in found if chosen]
    titles = content.interface["bands"]
    return tuple(
        Group(
            (
                Heading(titles[name], level),
                *((Prose(without.left(chosen, content), f"left-{name}"),) if without else ()),
                Markup(trial_cards.band(chosen, titles[name], content, at == 0, without)),
            ),
            f"band-{name}",
        )
        for at, (name, chosen) in enumerate(filled)
    )


def chance_twice(content: Library) -> Blocks:
    """A small trial and a large one, each run by chance as often as it takes to see what size does."""
    drawn = ((design, design.runs(SEED, ENOUGH)) for design in telling(content))
    return tuple(block for design, runs in drawn for block in ran(design, runs, content))


def ran(design: Design, runs: Sequence[Run], content: Library) -> Blocks:
    """What the runs of one trial found, in words and as a pile."""
    say, line = content.interface["chance"], design.line
    title = say("trial", trial=line.trial.trial, number=content.numbers.count(sum(design.sizes)))
    if design.same:
        title += f" {say['as_if']}"
    counted = say("counted", outcome=content.labels["outcome"][line.outcome], time=line.finding.time_label or "")
    return (
        Prose(f"**{title}** {chance.in_words(design, runs, content)}", explained=False),
        Prose(f"{counted} {results.judged(line)}.", explained=False),
        Markup(chance.strip(design, runs, content)),
    )


def notes(name: str, content: Library) -> Blocks:
    """How to read a figure, and what it does not show."""
    words, say = content.figure_words[name], content.interface["figure"]
    how, limits = f"**{say['how']}** {words.how}", f"**{say['limits']}** {words.limits}"
    return (Columns(((Prose(how),), (Prose(limits),))),)


def _card(name: Name, drawn: markupsafe.Markup, content: Library) -> Blocks:
    """A list of results as a card: its finding, its key, the list, how to read it and what it does not show."""
    words, say = content.figure_words[name], content.interface["figure"]
    end = Markup(markupsafe.Markup('<span id="after-{}"></span>').format(name))
    return (
        Prose(f"**{words.title}**"),
        Prose(f"{words.key} · [{say['skip']}](#after-{name})"),
        Markup(drawn),
        Group((end, *notes(name, content)), f"after-{name}"),
        TakeAlong(name, content.interface["take_along"]["open"]),
    )


def side(name: str, content: Library) -> Blocks:
    """One list of results and its numbers as a table: a card where it has words of its own, else a section to open."""
    drawn, numbers = dot_plot.as_list(name, content), Slot("numbers", (), name)
    if figure := known(name):
        return (*_card(figure, drawn, content), numbers)
    count = len(dot_plot.side(name, content))
    return Details(content.interface["evidence"]("results", count=count), (Markup(drawn),)), numbers


def sheet(box: FactBox, content: Library) -> Blocks:
    """One medicine's benefits and harms as one sheet, and the button that prints it alone."""
    site, key, say = content.site, f"box-{box.id}", content.interface["facts"]
    sources = say("sources", names=content.named(fact_box.sources(box, content)))
    named = known(key)
    blocks: Blocks = tuple(Markup(fact_box.block(block, content)) for block in fact_box.blocks(box.id, content))
    whole: Blocks = (
        Heading(box.title, 3, key),
        Prose(box.summary),
        *blocks,
        Prose(f"{content.pages['evidence']['serious']}\n\n{box.serious}", f"serious-{box.id}"),
        Details(
            say["about"],
            (
                *((Prose(box.detail),) if box.detail else ()),
                Prose(
                    f"{sources} {site.disclaimer} {content.dated} "
                    f"{site.crisis} {fragments.phone_links(content, 'crisis')}",
                    explained=False,
                ),
                *((TakeAlong(named, content.interface["take_along"]["open"]),) if named else ()),
            ),
        ),
    )
    return Group(whole, key, bordered=True), Slot("print", (), box.id)


def recall(content: Library) -> Blocks:
    """Each question with its choices; opened, it gives the answer and teaches why."""
    return tuple(
        Details(" · ".join([one.question, one.a, one.b, one.c]), (Prose(f"**{getattr(one, one.answer)}.** {one.why}"),))
        for one in content.recall
    )
