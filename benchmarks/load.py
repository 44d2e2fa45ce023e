"""Loads of a page in a real browser: with an empty cache and with a full one, on three speeds of network.

    .venv/bin/python -m benchmarks.load [rounds]

A visit notes, on the page's own clock, when anything was painted, when the headline stood there, when the figure was
drawn (it may be its picture) and when the one was that reacts; what went over the wire, in files and through the
websocket; how far the page jumped (the browser's layout shift, 0 to 1); and for how long the browser could not answer
(what each task took beyond 50 ms).
"""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext

from benchmarks.apps import BARE, COPY, DASH, HOSTED, NAIVE, OURS, PLAIN, App, chromium, say, started
from benchmarks.report import Results, alone
from tests.support.site_map import URLS

# Each speed: bits a second, and in one of how many rounds; what is slow takes minutes.
SPEEDS = {"": (None, 1), ", 10 Mbit/s": (10e6, 3), ", 3 Mbit/s": (3e6, 7)}
PLOT, PICTURE = ".js-plotly-plot .scatterlayer .trace", ".pictures .drawn"
# Looks once a frame, so that a time is that of a frame which a person could see.
NOTES = """
self.notes = { shift: 0, blocked: 0 };
const each = (type, act) =>
  new PerformanceObserver(list => list.getEntries().forEach(act)).observe({ type, buffered: true });
each("layout-shift", one => notes.shift += one.hadRecentInput ? 0 : one.value);
each("longtask", one => notes.blocked += one.duration - 50);
const shown = one => one.getClientRects().length && (one.tagName !== "IMG" || (one.complete && one.naturalWidth));
self.noted = new Promise((done, fail) => {
  setTimeout(fail, 120000, "not drawn within two minutes");
  const look = () => {
    const left = Object.entries(WATCHED).filter(([name, selector]) => !(name in notes) &&
      ![...document.querySelectorAll(selector)].some(one => shown(one) && (notes[name] = performance.now())));
    left.length ? requestAnimationFrame(look) : done();
  };
  requestAnimationFrame(look);
});
"""
# The figure of each page: the page, and what is there when it has been drawn.
FIGURE, REACTS = "figure", "figure that reacts"
OVERVIEW = {
    BARE: ("", {}),
    NAIVE: ("", {FIGURE: PLOT}),
    PLAIN: ("", {FIGURE: PICTURE}),
    HOSTED: ("", {FIGURE: PICTURE}),
    DASH: ("", {FIGURE: PLOT}),
    COPY: ("", {FIGURE: "img, svg"}),
}
_AT_ONCE = {FIGURE: PLOT, REACTS: PLOT}
_EARLY = {FIGURE: f".st-key-chart-timeline .drawn, {PLOT}", REACTS: PLOT}
TIMELINE = {
    BARE: ("?chart", _AT_ONCE),
    NAIVE: ("?page=How+fast", _AT_ONCE),
    PLAIN: ("onset", _EARLY),
    HOSTED: ("onset", _EARLY),
    DASH: ("onset", _AT_ONCE),
}


def load(context: BrowserContext, url: str, drawn: dict[str, str], speed: float | None) -> dict[str, float]:
    """One visit in a new tab: what was noted, by the names of the table."""
    page = context.new_page()
    watched = {"headline": "h1", **drawn}
    page.add_init_script(NOTES.replace("WATCHED", f"({json.dumps(watched)})"))
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    files: list[float] = []
    frames: list[float] = []
    wire.on("Network.loadingFinished", lambda event: files.append(event["encodedDataLength"]))
    # A binary frame is reported in base64: four characters for three bytes.
    wire.on("Network.webSocketFrameReceived", lambda event: frames.append(0.75 * len(event["response"]["payloadData"])))
    if speed:
        limits = {"offline": False, "latency": 40, "downloadThroughput": speed / 8, "uploadThroughput": speed / 8}
        wire.send("Network.emulateNetworkConditions", limits)
    page.goto(url, wait_until="commit")
    page.evaluate("self.noted")
    page.wait_for_timeout(1500)  # what comes late may still move the page
    notes = page.evaluate("self.notes")
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN")
    page.close()
    return {
        "first paint, ms": paint,
        **{f"{name}, ms": notes[name] for name in watched},
        "sent, MB": (sum(files) + sum(frames)) / 1e6,
        "of it through the websocket, MB": sum(frames) / 1e6,
        "requests": len(files),
        "blocked, ms": notes["blocked"],
        "layout shift": notes["shift"],
    }


def _both(browser: Browser, url: str, drawn: dict[str, str], speed: float | None) -> dict[str, dict[str, float]]:
    """A visit with an empty cache, and one more by the same reader."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    seen = {kind: load(context, url, drawn, speed) for kind in ("cold", "warm")}
    context.close()
    return seen


def _pages(browser: Browser, app: App, name: str, results: Results) -> None:
    """How far each page of this app jumps."""
    for path in URLS:
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        results.add(f"layout shift of {path}", name, load(context, app.url + path, {}, None)["layout shift"])
        context.close()


def measure(rounds: int, made: Path, results: Results) -> None:
    """Every case at every speed."""
    cases = [("overview", name, *case) for name, case in OVERVIEW.items()]
    cases += [("how fast", name, *case) for name, case in TIMELINE.items()]
    with started(list(OVERVIEW), made) as apps, chromium() as browser:
        for _, name, path, drawn in cases:  # the servers are warm, the browser is not
            _both(browser, f"{apps[name].url}/{path}", drawn, None)
        for ending, (speed, part) in SPEEDS.items():
            for turn in range(max(1, rounds // part)):
                at = turn % len(cases)  # another one goes first each time
                for page, name, path, drawn in cases[at:] + cases[:at]:
                    for kind, seen in _both(browser, f"{apps[name].url}/{path}", drawn, speed).items():
                        for what, value in seen.items():
                            results.add(f"{page}, {kind}{ending}: {what}", name, value)
                say(f"loads{ending}: round {turn + 1}")
        for _ in range(max(1, rounds // 3)):
            for name in OURS:
                _pages(browser, apps[name], name, results)
        say("layout shift of every page")


if __name__ == "__main__":
    alone(measure)
