"""Scenes of a talk as HTML for a room: type that reads from the back row, and figures drawn anew for it.

Nothing here is a page's figure made larger. Each is text and boxes that scale with the screen; what a key can play
is already there, and the page's script only shows or moves it. All lengths are in the em of the scene.
"""

from __future__ import annotations

import json
from decimal import Decimal
from html import escape
from typing import get_args

from explainer import prose
from explainer.caching import kept
from explainer.draw.figures import onset
from explainer.draw.timeline import PANELS, Scale, Timeline, describe
from explainer.draw.timeline_layout import WIDE, Layout, place
from explainer.draw.timeline_svg import COLOURS, axis_alone, bare
from explainer.fragments import PRODUCTS
from explainer.library import Library
from explainer.model import Finding, Scene, Talk, TalkRow
from explainer.results import MEDICINES, VERDICTS, Line, capital, crowd_address, crowds

NAMES: dict[Talk, str] = {"full": "Full talk", "short": "Short talk"}
SCALES: tuple[Scale, ...] = get_args(Scale)
KEY = "Each height is a share of that treatment’s own largest difference: compare when, never how much."


def minutes(rows: tuple[TalkRow, ...]) -> Decimal:
    """How long a talk is planned to take."""
    return sum((row.minutes for row in rows), Decimal(0)).normalize()


@kept(len(get_args(Talk)))
def talk(name: Talk, content: Library) -> str:
    """Every scene of a talk, in its order, as HTML sections that a page shows one at a time."""
    rows = content.talks[name]
    return "".join(
        _scene(content.scenes[row.scene], f"{at} of {len(rows)}", row.minutes, at in (1, len(rows)), content)
        for at, row in enumerate(rows, 1)
    )


def _scene(scene: Scene, place: str, planned: Decimal, with_help: bool, content: Library) -> str:
    lines = "".join(f"<li>{escape(prose.plain(line))}</li>" for line in scene.lines)
    notes = "".join(f"<p>{escape(prose.plain(note))}</p>" for note in scene.notes)
    sources = "; ".join(content.sources[key].short for key in _sources(scene, content))
    title = f"scene-{scene.id}"
    return (
        f'<section class="scene {scene.figure.split()[0]}" data-id="{scene.id}" data-minutes="{planned}"'
        f' aria-labelledby="{title}"><h2 id="{title}">{escape(prose.plain(scene.headline))}</h2>'
        f'<div class="middle">{_figure(scene, content)}{f"<ul>{lines}</ul>" if lines else ""}</div>'
        f"{_help(content) if with_help else ''}"
        f'<p class="small">{f"Sources: {escape(sources)}. " if sources else ""}{place}.</p>'
        f'<div class="notes">{notes}</div></section>'
    )


def _sources(scene: Scene, content: Library) -> tuple[str, ...]:
    """Every source of a scene: of its words, of the rows that it draws, and of the timeline."""
    keys = [key for text in scene.texts for key in prose.keys_cited(text)]
    keys += [content.rates[name].source for name in scene.rows]
    if scene.figure.startswith("timeline"):
        keys += onset(compact=True).sources
    return tuple(sorted(set(keys), key=content.number))


def _help(content: Library) -> str:
    """The disclaimer and the crisis line of each country, as the first and the last scene carry them."""
    lines = [
        f'<a href="tel:{line.tel}">{escape(country)} {line.number}</a>'
        for country, line in content.first_lines("crisis").items()
    ]
    return (
        f'<p class="help"><strong>{escape(content.site.disclaimer)}</strong> {escape(content.site.crisis)} '
        f"{' · '.join(lines)}</p>"
    )


def _figure(scene: Scene, content: Library) -> str:
    match scene.figure:
        case "words":
            return f'<p class="big">{escape(prose.plain(scene.big or ""))}</p>'
        case "timeline":
            return _timeline(content, true_scale=False)
        case "timeline on a true scale":
            return _timeline(content, true_scale=True)
        case "bars":
            return _bars(scene, content)
        case "crowds":
            return _crowds(scene, content)
        case "pairs":
            return _pairs(scene, content)
        case "guess":
            return (
                '<div class="hands"><p>Hands up:</p><ol><li>fewer than 20</li><li>20 to 39</li><li>40 to 59</li>'
                '<li>60 or more</li></ol></div><div class="vote"></div>'
            )
        case "handout":
            return '<div class="scan"></div>'


# --- the timeline ----------------------------------------------------------------------------------------------


def _places(hours: float) -> tuple[float, float]:
    """Where a time stands, in per cent of the width: on the stretched scale, and on the true one, its lens first."""
    panels = [next(panel for panel in PANELS[scale] if panel.holds(hours)) for scale in SCALES]
    stretched, true = (round(100 * panel.x(hours), 2) for panel in panels)
    return stretched, true


def _room(timeline: Timeline, scale: Scale) -> Layout:
    """Lanes whose words stand above them, as a room has only so much height."""
    return place(timeline, scale, WIDE, headed=False, spoken=False, share=1.7)


def _timeline(content: Library, true_scale: bool) -> str:
    """The timeline on both scales, a lane's words above its drawing; the page's script shows one of the two scales.

    The drawings are handed over as text, because Streamlit takes SVG out of HTML; the script puts them in their places.
    """
    stops = {moment.stop: float(moment.hours) for moment in content.moments}
    timeline = describe(content, compact=True)
    lanes = []
    for lane in timeline.lanes:
        drawn = "".join(bare(_room(Timeline((lane,)), scale), scale) for scale in SCALES)
        states = escape(json.dumps([lane.state(hours) for hours in stops.values()]))
        lanes.append(
            f'<div class="lane" data-states="{states}"><p><strong>{lane.name}</strong>, {lane.taken}: '
            f'<span class="when">{escape(prose.plain(content.lanes[lane.lane].summary))}</span></p>'
            f'<div class="track" aria-hidden="true" data-svg="{escape(drawn)}"><b class="cursor"></b></div></div>'
        )
    ticks = "".join(axis_alone(scale) for scale in SCALES)
    places = escape(json.dumps([[stop, *_places(hours)] for stop, hours in stops.items()]))
    return (
        f'<div class="play timeline-figure{" to-scale" if true_scale else ""}" data-stops="{places}">{"".join(lanes)}'
        f'<div class="times" aria-hidden="true" data-svg="{escape(ticks)}"></div><p class="key">{KEY}</p></div>'
    )


# --- numbers of people -----------------------------------------------------------------------------------------


def _bar(label: str, value: Decimal, colour: str, kind: str = "") -> str:
    """One rate per 100 as a bar with its number; the treated group is filled, its comparison hollow."""
    return (
        f'<div class="bar {kind}" style="--c:{colour};--w:{value}"><span>{escape(label)}</span>'
        f"<i></i><b>{value}</b></div>"
    )


def _bars(scene: Scene, content: Library) -> str:
    """One bar a time point, of one group that had no comparison printed."""
    rows = [content.findings[name] for name in scene.rows]
    first = rows[0]
    bars = "".join(
        f'<div class="step">{_bar(capital(row.time_label or ""), row.value, COLOURS["ketamine_iv"])}</div>'
        for row in rows
    )
    return (
        f'<div class="play rows"><p class="head">Of 100 people: {escape(first.outcome)}. '
        f"{first.people} people, {escape(first.design)}. Certainty {first.certainty}.</p>{bars}</div>"
    )


def _pairs(scene: Scene, content: Library) -> str:
    """One pair of bars a row: the treated group and its comparison, with what the trial found where it tested."""
    tested = {trial.finding: Line(trial, content.findings[trial.finding]) for trial in content.trials}
    items = {item.id: item.name for item in content.checklist}
    pairs, head = [], ""
    for name in scene.rows:
        row = content.rates[name]
        if isinstance(row, Finding):
            line = tested[name]
            treated, against = MEDICINES[row.treatment], capital(row.comparator)
            title = (
                f"{content.sources[row.source].short}, {row.people} people, {row.outcome}, {row.time_label}: "
                f"<em>{VERDICTS[line.verdict].replace('▲', 'ketamine ▲').replace('▼', 'ketamine ▼')}</em>"
            )
            head, colour = f"Of 100 people. Certainty: {row.certainty}.", COLOURS["ketamine_iv"]
        else:
            treated, against, colour = PRODUCTS[row.product], "Dummy spray", COLOURS["esketamine_nasal"]
            title = escape(items[row.item])
            head = f"Of 100 people, {row.time_label}. Beside the spray: {row.comparator}."
        pairs.append(
            f'<div class="step"><p>{title}</p>{_bar(treated, row.value, colour)}'
            f"{_bar(against, row.control or Decimal(0), COLOURS['control'], 'hollow')}</div>"
        )
    return f'<div class="play rows {"many" if len(pairs) > 2 else ""}"><p class="head">{head}</p>{"".join(pairs)}</div>'


def _crowds(scene: Scene, content: Library) -> str:
    """Three crowds of 100: the treated group by both kinds of trial, and what stood beside it."""
    source = content.findings[scene.rows[0]]
    columns = "".join(
        f'<div class="step"><p class="count">{one.number} of 100</p><img alt="" src="{crowd_address(one)}">'
        f"<p>{one.label}</p></div>"
        for one in crowds()
    )
    return (
        f'<div class="play crowds-figure">{columns}</div>'
        f'<p class="head">Respond the next day. {source.people} people, {source.design}.</p>'
        f'<div class="vote" data-answer="{crowds()[0].value}" data-shown="{crowds()[0].number}"></div>'
    )
