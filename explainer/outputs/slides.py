"""Scenes of a talk as HTML for a room: type that reads from the back row, and figures drawn anew for it.

Nothing here is a page's figure made larger. Each is text and boxes that scale with the screen. A part that comes with a
step is already there, with the step's number: the page's script only shows it. All lengths are in the em of the scene.
"""

from __future__ import annotations

import json
import mimetypes
import re
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import get_args

from markupsafe import Markup

from explainer import ballot, prose, talk
from explainer.caching import locked_cache
from explainer.chance import ENOUGH, Design, designs
from explainer.draw import chance, icon_array
from explainer.draw.dot_plot import NOTHING, place, span
from explainer.draw.figures import onset
from explainer.draw.timeline import PANELS, Scale, Timeline, describe
from explainer.draw.timeline_layout import WIDE, Layout
from explainer.draw.timeline_layout import place as layout
from explainer.draw.timeline_svg import axis_alone, bare
from explainer.library import Library
from explainer.loading.assets import CONTENT
from explainer.markup import join
from explainer.model import Appearance, Finding, Scene, SideEffect, Talk
from explainer.results import Line, capital

SCALES: tuple[Scale, ...] = get_args(Scale)


def of_talk(name: Talk, content: Library) -> tuple[Scene, ...]:
    """The scenes of a talk in their order."""
    return tuple(content.scenes[row.scene] for row in content.talks[name])


@locked_cache(maxsize=len(get_args(Talk)))
def slides(name: Talk, content: Library) -> Markup:
    """Every scene of a talk, in its order, as HTML sections that a page shows one at a time."""
    shown = of_talk(name, content)
    return join(_scene(scene, scene in (shown[0], shown[-1]), content) for scene in shown)


_SCENE = Markup(
    '<section class="scene {figure}" data-id="{id}" data-minutes="{minutes}" data-steps="{steps}"'
    ' aria-labelledby="scene-{id}"><h2 id="scene-{id}">{headline}</h2><div class="middle">{drawn}{lines}</div>{help}'
    '<p class="small">{small}</p><div class="notes">{cues}{notes}</div></section>'
)


def _scene(scene: Scene, with_help: bool, content: Library) -> Markup:
    say = content.interface["slides"]
    sources = content.short(_sources(scene, content))
    spoken = (Markup('<p data-step="{}">{}</p>').format(at, prose.plain(note)) for at, note in enumerate(scene.notes))
    last = (
        Markup('<p class="transition">{}</p>').format(prose.plain(scene.transition)) if scene.transition else Markup()
    )
    cues = _items(prose.plain(cue) for cue in scene.cues)
    return _SCENE.format(
        figure=scene.figure.split()[0],
        id=scene.id,
        minutes=scene.minutes,
        steps=_steps(scene, content),
        headline=prose.plain(scene.headline),
        drawn=_figure(scene, content),
        lines=_lines(scene, content),
        help=_help(content) if with_help else "",
        small=say("sources", sources=sources) if sources else "",
        cues=Markup('<ul class="cues">{}</ul>').format(cues) if cues else "",
        notes=join([*spoken, last] if scene.transition else spoken),
    )


def _steps(scene: Scene, content: Library) -> int:
    return talk.steps(scene, len(content.lanes))


def _lines(scene: Scene, content: Library) -> Markup:
    """The lines beneath a figure: one a step where they are all there is, else together in the last step."""
    if scene.figure == "words":
        return Markup("<ul>{}</ul>").format(
            join(
                Markup('<li data-step="{}">{}</li>').format(at, prose.plain(line))
                for at, line in enumerate(scene.lines, 1)
            )
        )
    lines = _items(prose.plain(line) for line in scene.lines)
    at = 0 if scene.figure in ("guess", "handout") else _steps(scene, content)
    return Markup('<ul data-step="{}">{}</ul>').format(at, lines) if lines else Markup()


def _items(texts: Iterable[str]) -> Markup:
    return join(Markup("<li>{}</li>").format(text) for text in texts)


def _sources(scene: Scene, content: Library) -> tuple[str, ...]:
    """Every source of a scene: of its words, of the rows that it draws, and of the timeline."""
    keys = [key for text in scene.texts for key in prose.keys_cited(text)]
    keys += [content.rates[name].source for name in scene.rows]
    if scene.figure.startswith("timeline"):
        keys += onset(content, compact=True).sources
    return tuple(sorted(set(keys), key=content.number))


def _help(content: Library) -> Markup:
    """The disclaimer and the crisis line of each country, as the first and the last scene carry them."""
    call = Markup('<a href="tel:{}">{} {}</a>')
    calls = (call.format(line.tel, country, line.number) for country, line in content.first_lines("crisis").items())
    return Markup('<p class="help"><strong>{}</strong> {} {}</p>').format(
        content.site.disclaimer, content.site.crisis, Markup(" · ").join(calls)
    )


def _figure(scene: Scene, content: Library) -> Markup:
    match scene.figure:
        case "title":
            return _title(content)
        case "words":
            return _big(prose.plain(scene.big or ""))
        case "timeline":
            return _timeline(content, true_scale=False)
        case "timeline on a true scale":
            return _timeline(content, true_scale=True)
        case "bars":
            return _bars(scene, content)
        case "differences":
            return _differences(scene, content)
        case "crowds":
            return _crowds(scene, content)
        case "pairs":
            return _pairs(scene, content)
        case "chance":
            return _chance(scene, content)
        case "guess":
            return _guess(content)
        case "handout":
            return Markup('<div class="scan"></div>')


def _big(text: str) -> Markup:
    """A few words as a figure; a line breaks between sentences only."""
    sentences = re.split(r"(?<=[.?!]) ", text)
    return Markup('<p class="big">{}</p>').format(
        Markup(" ").join(Markup("<span>{}</span>").format(one) for one in sentences)
    )


def _title(content: Library) -> Markup:
    """Who speaks: as the content says it, until somebody fills it in on the stage."""
    who = content.speaker
    picture = _picture(CONTENT / "assets" / who.logo) if who.logo else ""
    told = content.interface["slides"]
    parts = [
        Markup('<p class="{0}" data-mine="{0}" data-told="{1}">{2}</p>').format(
            name, told[f"mine_{name}"], told(f"mine_{name}", value=value) if value else ""
        )
        for name, value in (("name", who.name), ("role", who.role), ("date", who.date), ("conflicts", who.conflicts))
    ]
    return Markup('<div class="who"><img data-mine="logo" alt="" src="{}">{}</div>').format(picture, join(parts))


def _picture(file: Path) -> str:
    """A picture as an address that holds all of it, so that the talk needs no server for it."""
    kind, _ = mimetypes.guess_type(file.name)
    return f"data:{kind or 'image/png'};base64,{b64encode(file.read_bytes()).decode()}"


def _guess(content: Library) -> Markup:
    """Three questions, answered by hands or by phones; what the room guessed is drawn by the page's script."""
    say = content.interface["slides"]
    asked = join(
        Markup('<li data-question="{}" data-low="{}" data-high="{}"><p>{}</p><div class="guesses"></div></li>').format(
            one.id, one.low, one.high, one.text
        )
        for one in ballot.questions(content)
    )
    hands = _items(say[f"hands_{at}"] for at in range(1, 5))
    return Markup(
        '<ol class="asked">{}</ol><div class="hands"><p>{}</p><ol>{}</ol></div><div class="phones"></div>'
    ).format(asked, say["hands"], hands)


# --- the timeline ----------------------------------------------------------------------------------------------


def _places(hours: float) -> tuple[float, float]:
    """Where a time stands, in per cent of the width: on the stretched scale, and on the true one, its lens first."""
    panels = [next(panel for panel in PANELS[scale] if panel.holds(hours)) for scale in SCALES]
    stretched, true = (round(100 * panel.x(hours), 2) for panel in panels)
    return stretched, true


def _room(timeline: Timeline, scale: Scale, content: Library) -> Layout:
    """Lanes whose words stand above them, as a room has only so much height."""
    return layout(timeline, content.interface["drawing"], scale, WIDE, headed=False, spoken=False, share=1.6)


def _timeline(content: Library, true_scale: bool) -> Markup:
    """The timeline on both scales, a lane's words above its drawing; the page's script shows one of the two scales.

    The drawings are handed over as text, because Streamlit takes SVG out of HTML; the script puts them in their places.
    """
    stops = {moment.stop: float(moment.hours) for moment in content.moments}
    state = content.labels["state"]
    line = Markup(
        '<div class="lane" data-step="{step}" data-states="{states}"><p><strong>{name}</strong>, {taken}: '
        '<span class="when">{summary}</span></p>'
        '<div class="track" aria-hidden="true" data-svg="{drawn}"><b class="cursor"></b></div></div>'
    )
    lanes = [
        line.format(
            step=0 if true_scale else at,
            states=json.dumps([lane.state(hours, state) for hours in stops.values()]),
            name=lane.name,
            taken=lane.taken,
            summary=prose.plain(content.lanes[lane.lane].summary),
            drawn="".join(bare(_room(Timeline((lane,)), scale, content), scale) for scale in SCALES),
        )
        for at, lane in enumerate(describe(content, compact=True).lanes, 1)
    ]
    return Markup(
        '<div class="timeline-figure"{grows} data-stops="{places}">{lanes}'
        '<div class="times" aria-hidden="true" data-svg="{ticks}"></div><p class="key">{key}</p></div>'
    ).format(
        grows=Markup(' data-grows="1"') if true_scale else "",
        places=json.dumps([[stop, *_places(hours)] for stop, hours in stops.items()]),
        lanes=join(lanes),
        ticks="".join(axis_alone(scale, content.interface["drawing"]) for scale in SCALES),
        key=content.interface["slides"]["key"],
    )


# --- numbers of people -----------------------------------------------------------------------------------------


def _bar(label: str, value: Decimal, look: Appearance, content: Library, kind: str = "") -> Markup:
    """One rate per 100 as a bar with its number; the treated group is filled, its comparison hollow."""
    return Markup('<div class="bar {}" style="--c:{};--w:{}"><span>{}</span><i></i><b>{}</b></div>').format(
        kind, look.colour, value, label, content.numbers.number(value)
    )


def _step(at: int, part: Markup) -> Markup:
    """What one press of *Next* shows."""
    return Markup('<div class="step" data-step="{}">{}</div>').format(at, part)


def _rows(head: str, parts: Iterable[Markup], kind: str = "", foot: Markup = NOTHING) -> Markup:
    steps = join(_step(at, part) for at, part in enumerate(parts, 1))
    return Markup('<div class="rows{}"><p class="head">{}</p>{}{}</div>').format(kind, head, steps, foot)


def _bars(scene: Scene, content: Library) -> Markup:
    """One bar a time point, of one group that had no comparison printed."""
    rows = [content.findings[name] for name in scene.rows]
    first = rows[0]
    bars = [_bar(capital(row.time_label or ""), row.value, content.treatments[row.treatment], content) for row in rows]
    head = content.interface["slides"](
        "bars",
        outcome=first.outcome,
        people=content.numbers.people(first.n),
        design=first.design,
        certainty=content.labels["certainty"][first.certainty],
    )
    return _rows(head, bars)


def _pairs(scene: Scene, content: Library) -> Markup:
    """One pair of bars a row: the treated group and its comparison, with what the trial found where it tested."""
    rows = [content.rates[name] for name in scene.rows]
    pairs = [_tested(row, content) if isinstance(row, Finding) else _harm(row, content) for row in rows]
    first, say = rows[0], content.interface["slides"]
    if isinstance(first, Finding):
        head = say("rates", certainty=content.labels["certainty"][first.certainty])
    else:
        head = say(f"harms_{first.product}", time=first.time_label, comparator=first.comparator)
    return _rows(head, pairs, " many" if len(pairs) > 3 else " three" if len(pairs) == 3 else "")


def _differences(scene: Scene, content: Library) -> Markup:
    """Each trial's difference in points with its interval, all on one scale, left of zero better on the treatment."""
    rows, say = [content.findings[name] for name in scene.rows], content.interface["slides"]
    lows, highs = [float(row.low or 0) for row in rows], [float(row.high or 0) for row in rows]
    low, high = min(*lows, 0) - 1, max(*highs, 0) + 1
    zero, medicine = place(0, low, high), content.labels["medicine"][rows[0].treatment]
    line = Markup(
        '<p>{title}</p><div class="difference" style="--c:{colour};--zero:{zero}"><i class="nil"></i>{interval}'
        '<i class="point" style="left:{at}"></i></div><p class="result">{result}</p>'
    )
    drawn = [
        line.format(
            title=_result(row, content, "difference"),
            colour=content.treatments[row.treatment].colour,
            zero=zero,
            interval=span(row.low or row.value, row.high or row.value, low, high, "interval"),
            at=place(row.value, low, high),
            result=content.numbers.with_interval(row.value, row.low, row.high),
        )
        for row in rows
    ]
    head = say("differences", unit=content.labels["unit"][rows[0].unit], medicine=medicine)
    ends = Markup('<p class="ends" style="--zero:{}"><span>{}</span><b>{}</b><span>{}</span></p>').format(
        zero, say("better", medicine=medicine), say["nil"], say["worse"]
    )
    return _rows(head, drawn, " differences", ends)


def _pair(title: Markup, row: Finding | SideEffect, names: tuple[str, str], code: str, content: Library) -> Markup:
    looks = content.treatments
    treated = next(look for look in looks.values() if look.id == code)
    control = _bar(names[1], row.control or Decimal(0), looks["control"], content, "hollow")
    return join([Markup("<p>{}</p>").format(title), _bar(names[0], row.value, treated, content), control])


def _tested(row: Finding, content: Library) -> Markup:
    names = content.labels["treatment"][row.treatment], capital(row.comparator)
    return _pair(_result(row, content), row, names, row.treatment, content)


def _result(row: Finding, content: Library, told: str = "result") -> Markup:
    """A finding of trials.csv in a line; its verdict names the treatment, for two of them may stand on one scene."""
    trial = next(trial for trial in content.trials if trial.finding == row.id)
    labels, line = content.labels, Line(trial, row, content)
    about = content.interface["slides"](
        told,
        source=content.sources[row.source].short,
        people=content.numbers.people(row.n),
        outcome=row.outcome,
        time=row.time_label,
        comparator=row.comparator,
    )
    verdict = labels["verdict_named"](line.verdict, medicine=labels["medicine"][row.treatment])
    return Markup("{} <em>{}</em>").format(about, verdict)


def _harm(row: SideEffect, content: Library) -> Markup:
    """A side effect beside its dummy, or beside what else it was compared with."""
    item = next(item for item in content.checklist if item.id == row.item)
    dummy = content.labels["dummy"][row.product]
    names = (
        content.labels["product"][row.product],
        dummy if row.comparator_kind == "placebo" else capital(row.comparator),
    )
    return _pair(Markup("{}").format(item.name), row, names, row.product, content)


MOST_RUNS = 40  # of each trial in a room
SEED = 1  # of all of them, so that what is said of them is true in every room


def _chance(scene: Scene, content: Library) -> Markup:
    """Trials that are run again: a dot a run, and what the runs found so far. The page's script shows run after run.

    Each dot has a second place, and each number of runs a second text: as if both groups did equally well.
    """
    say, every = content.interface["slides"], designs(content)
    dot = Markup('<i class="one{}" style="--x:{};--y:{};--same-x:{};--same-y:{}"></i>')
    trial = Markup(
        '<div class="trial" data-said="{said}"><p>{title}</p><div class="heap" aria-hidden="true"'
        ' style="--c:{colour};--real:{real};--zero:{zero};--most:{most}">'
        '<i class="nil"></i><i class="real"></i>{dots}</div>'
        '<p class="scale" aria-hidden="true">{scale}</p><p class="said">{now}</p></div>'
    )

    def drawn(design: Design) -> Markup:
        runs = {one: one.runs(SEED, MOST_RUNS) for one in (design, replace(design, same=True))}
        said = [[chance.so_far(one, runs[one][:at], content) for at in range(MOST_RUNS + 1)] for one in runs]
        found, same = (chance.heaped(one, runs[one]) for one in runs)
        places = [(*one, *other) for one, other in zip(found, same, strict=True)]
        return trial.format(
            said=json.dumps(said, ensure_ascii=False),
            title=_result(design.line.finding, content, "ran"),
            colour=content.treatments[design.line.medicine].colour,
            real=chance.real(design),
            zero=place(0, chance.LOW, chance.HIGH),
            most=1 + max(level for _, level in (*found, *same)),
            dots=join(dot.format(" unrun" if at >= ENOUGH else "", *where) for at, where in enumerate(places)),
            scale=chance.scale(content),
            now=said[0][ENOUGH],
        )

    return Markup(
        '<p class="head">{} <strong class="as-if">{}</strong></p><div class="trials" data-shown="{}">{}</div>'
    ).format(
        say("chance", seed=SEED),
        content.interface["chance"]["as_if"],
        json.dumps([0, 1, ENOUGH]),
        join(drawn(every[name]) for name in scene.rows),
    )


def _crowds(scene: Scene, content: Library) -> Markup:
    """Crowds of 100: the treated group by each kind of trial, and what stood beside it."""
    source = content.findings[scene.rows[0]]
    column = Markup(
        '<div class="step" data-step="{}" data-question="{}" data-low="{}" data-high="{}"><p class="label">{}</p>'
        '<p class="count">{}</p><img alt="" src="{}"><div class="guesses"></div></div>'
    )
    questions = {one.id: one for one in ballot.questions(content)}
    asked = (questions[name] for name in (source.treatment, *scene.rows))
    columns = join(
        column.format(
            at,
            guess.id,
            guess.low,
            guess.high,
            one.label,
            content.numbers.of_100(one.number),
            icon_array.address(one, content),
        )
        for at, (one, guess) in enumerate(zip(icon_array.crowds(content, scene.rows), asked, strict=True), 1)
    )
    head = content.interface["slides"]("crowds", people=content.numbers.people(source.n), design=source.design)
    return Markup('<p class="head">{}</p><div class="crowds-figure">{}</div>').format(head, columns)
