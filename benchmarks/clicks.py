"""What one press of a control costs: the reader's wait, in a real browser, and the server's CPU.

    .venv/bin/python -m benchmarks.clicks [rounds]

A wait runs from the event of the press to the end of the frame that shows its result. Every app has its pages open
from the start; in each round each control is pressed three times. Last, the tick with each server held to 0.1 core.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Error, Page

from benchmarks.apps import BARE, DASH, NAIVE, OURS, App, chromium, held, say, started
from benchmarks.report import Results, alone

PRESSES = 3  # in a round
# Resolves to the milliseconds between the last press and the frame in which the sign differs.
ARMED = """(() => {
  const sign = () => String(SIGN), was = sign();
  let pressed = performance.now();
  for (const kind of ["click", "keydown"])
    addEventListener(kind, event => pressed = Math.max(pressed, event.timeStamp), { capture: true });
  self.shown = new Promise((done, fail) => {
    setTimeout(fail, 60000, "nothing changed within a minute");
    const look = () =>
      sign() === was ? requestAnimationFrame(look) : setTimeout(() => done(performance.now() - pressed));
    requestAnimationFrame(look);
  });
})()"""


@dataclass(frozen=True)
class Control:
    """One control of one app: its page, how the nth press is made, and what the browser shows that depends on it."""

    name: str
    app: str
    path: str
    press: Callable[[Page, int], None]
    sign: str


def _key(selector: str, there: str, back: str, every: int) -> Callable[[Page, int], None]:
    """Press one key a few times, then the other as often."""

    def press(page: Page, at: int) -> None:
        if selector:
            page.locator(selector).first.focus()
        page.keyboard.press(there if at % (2 * every) < every else back)

    return press


def _box(selector: str) -> Callable[[Page, int], None]:
    """Tick one box after the other."""
    return lambda page, at: page.locator(selector).nth(at % 8).click()


def _turn(selector: str, there: int, back: int) -> Callable[[Page, int], None]:
    """Press one of the controls that ``selector`` finds, then the other."""
    return lambda page, at: page.locator(selector).nth(back if at % 2 else there).click()


def _button(name: str) -> Callable[[Page, int], None]:
    return lambda page, at: page.get_by_role("button", name=name, exact=True).click()


def _option(page: Page, at: int) -> None:
    """Choose what was counted; only the press on the option counts."""
    box = page.get_by_role("combobox", name="Counted")
    box.evaluate("e => e.scrollIntoView({ block: 'center' })")  # a list closes when the page scrolls
    page.wait_for_timeout(300)
    box.click()
    page.get_by_role("option").nth(1 + at % 2).click()  # the first is all of them


TICK, FILTER, SCRUBBER, SCENE = "tick on the checklist", "filter", "scrubber", "next scene"
SCALE, LANES = "scale", "lanes"  # of the timeline
_COUNT = "[...document.querySelectorAll('.stMarkdown p')].find(p => p.textContent.includes('ticked of'))?.textContent"
_STATUS = (
    "[...document.querySelectorAll('.st-key-checklist [data-testid=stBidiComponentIsolated]')]"
    ".map(e => e.shadowRoot.querySelector('[role=status]')?.textContent)"
)
_LINES = (
    "[...document.querySelectorAll('.js-plotly-plot .shapelayer path')]"
    ".map(line => line.getAttribute('d') + getComputedStyle(line).opacity).join()"
)
_POINTS = "document.querySelectorAll('.js-plotly-plot .scatterlayer .point').length"
_CHART = "[...document.querySelectorAll('.js-plotly-plot .trace, .js-plotly-plot .shapelayer path')]"
_DRAWN = f"{_CHART}.map(one => one.getAttribute('d') ?? one.innerHTML.length).join()"
_CARDS = "document.querySelectorAll('.cards > li').length"
_SHOWN = "[...document.querySelectorAll('.st-key-said')].map(one => one.textContent).join()"
_SCENE = (
    "[...document.querySelectorAll('.deck .on')].map(one => one.dataset.id + one.querySelectorAll('.later').length)"
)
_slide = _key("input[type=range]", "ArrowRight", "ArrowLeft", 5)
CONTROLS = [
    Control("rerun of a bare page", BARE, "", _button("Again"), "document.querySelector('.stText').textContent"),
    Control(TICK, NAIVE, "?page=Safety", _box(".stCheckbox label"), _COUNT),
    Control(TICK, DASH, "safety", _box("#items label"), "document.querySelector('#count').textContent"),
    Control(FILTER, NAIVE, "?page=Evidence", _option, _POINTS),
    Control(SCRUBBER, NAIVE, "?page=How+fast", _slide, _LINES),
    Control(SCRUBBER, DASH, "onset", _key("[role=slider]", "ArrowRight", "ArrowLeft", 5), _LINES),
    Control(FILTER, DASH, "evidence", _turn("#counted label", 1, 2), _CARDS),
    Control(SCALE, DASH, "onset", _turn("#scale label", 1, 0), _DRAWN),
    Control(LANES, DASH, "onset", _turn("#lanes label", 1, 1), _DRAWN),
    Control(SCENE, NAIVE, "?page=Talk", _button("Next"), "document.querySelector('h2').textContent"),
]
for _ours in OURS:
    CONTROLS += [
        Control(TICK, _ours, "safety", _box(".st-key-checklist .stCheckbox label >> visible=true"), _STATUS),
        Control(FILTER, _ours, "evidence", _option, _SHOWN),
        Control(SCRUBBER, _ours, "onset", _slide, _LINES),
        Control(SCALE, _ours, "onset", _turn(".st-key-scale label:has(input)", 1, 0), _DRAWN),
        Control(LANES, _ours, "onset", _turn(".st-key-lanes .stCheckbox label", 1, 1), _DRAWN),
        Control(
            SCENE,
            _ours,
            "present",
            _key("", "PageDown", "PageUp", 10),
            _SCENE,
        ),
    ]


def _press(page: Page, control: Control, at: int, settle: int) -> float:
    """Press once; returns the milliseconds until it is seen, and leaves the app quiet."""
    page.bring_to_front()
    page.evaluate(ARMED.replace("SIGN", control.sign))
    control.press(page, at)
    try:
        took = page.evaluate("self.shown")
    except Error as error:
        raise SystemExit(f"{control.name} of {control.app}, press {at}: {error}") from error
    page.wait_for_timeout(settle)
    return float(took)


def _ready(page: Page, app: App, control: Control) -> None:
    page.set_viewport_size({"width": 1280, "height": 1000})
    page.goto(f"{app.url}/{control.path}")
    page.locator("h1").first.wait_for(state="attached", timeout=60_000)
    page.wait_for_timeout(3000)
    if control.name == TICK and control.app in OURS:  # groups that open cost no run
        page.locator(".st-key-checklist summary").last.wait_for(timeout=60_000)
        page.evaluate("document.querySelectorAll('.st-key-checklist summary').forEach(one => one.click())")
        page.wait_for_timeout(500)
    if control.name == FILTER and control.app in OURS:
        page.locator("details:has(.st-key-filters) > summary").click()
        page.wait_for_timeout(500)


def _turns(rounds: int, results: Results, pages: Iterable[tuple[Control, App, Page]]) -> None:
    for turn in range(rounds + 1):
        for control, app, page in pages:
            before = app.cpu()
            waits = [_press(page, control, PRESSES * turn + at, 700) for at in range(PRESSES)]
            if turn:  # the first round warms servers and browser
                results.add(f"{control.name}: latency, ms", control.app, median(waits))
                # The system counts in hundredths of a second: the mean of some presses is finer than one.
                results.add(f"{control.name}: server CPU, ms", control.app, (app.cpu() - before) / PRESSES)
        say(f"presses: round {turn} of {rounds}")


def measure(rounds: int, made: Path, results: Results) -> None:
    """Every control in every round, then the tick on servers that are held."""
    names = list(dict.fromkeys(control.app for control in CONTROLS))
    with started(names, made) as apps, chromium() as browser:
        context = browser.new_context()
        pages = [(control, apps[control.app], context.new_page()) for control in CONTROLS]
        for control, app, page in pages:
            page.bring_to_front()
            _ready(page, app, control)
        _turns(rounds, results, pages)
        for control, app, page in pages:
            if control.name == TICK and control.app != DASH:
                with held(app):
                    for at in range(max(2, rounds // 3)):
                        took = _press(page, control, at, 3000)
                        results.add(f"{TICK}, held to 0.1 core: latency, ms", control.app, took)
        say("presses held to 0.1 core")


if __name__ == "__main__":
    alone(measure)
