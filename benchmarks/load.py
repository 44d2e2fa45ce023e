"""Loads of a page in a real browser: with an empty cache and with a full one, on three speeds of network, on a phone.

    .venv/bin/python -m benchmarks.load [rounds]

A visit notes, on the page's own clock, when anything was painted, when the headline stood there, when the figure was
drawn (it may be its picture), when it followed its scrubber, and when the chart library had drawn it; what went over
the wire, in files and through the websocket; how far the page jumped (the browser's layout shift, 0 to 1); and for how
long the browser could not answer (what each task took beyond 50 ms).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Error

from benchmarks.apps import BARE, COPY, DASH, HOSTED, NAIVE, OURS, PLAIN, App, chromium, say, started
from benchmarks.report import Results, alone
from tests.support.site_map import URLS


@dataclass(frozen=True)
class Device:
    """How a reader comes: ``speed`` in bits a second, the processor ``slowed`` that many times; and the apps tried."""

    apps: tuple[str, ...]
    speed: float | None = None
    slowed: int = 1
    size: tuple[int, int] = (1280, 800)


# By how the table calls it. What is slow takes minutes, so only the apps that a bar names are tried.
DEVICES = {
    "": Device((BARE, NAIVE, PLAIN, HOSTED, DASH, COPY)),
    ", 10 Mbit/s": Device((NAIVE, PLAIN, HOSTED, DASH, COPY), 10e6),
    ", 3 Mbit/s": Device((PLAIN, HOSTED, DASH, COPY), 3e6),
    ", phone, 3 Mbit/s": Device((PLAIN, HOSTED, COPY), 3e6, 4, (360, 740)),
}
PLOT, PICTURE = ".js-plotly-plot .scatterlayer .trace", ".drawn"
# Looks once a frame, so that a time is that of a frame which a person could see.
NOTES = """
self.notes = { shift: 0, blocked: 0 };
const each = (type, act) =>
  new PerformanceObserver(list => list.getEntries().forEach(act)).observe({ type, buffered: true });
each("layout-shift", one => notes.shift += one.hadRecentInput ? 0 : one.value);
each("longtask", one => notes.blocked += one.duration - 50);
const seen = { visibilityProperty: true };
const shown = one => one.getClientRects().length && one.checkVisibility(seen) &&
  (one.tagName !== "IMG" || (one.complete && one.naturalWidth));
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
FIGURE, REACTS, LIBRARY = "figure", "figure that reacts", "figure of the chart library"
OVERVIEW = {
    BARE: ("", {}),
    NAIVE: ("", {FIGURE: PLOT}),
    PLAIN: ("", {FIGURE: PICTURE}),
    HOSTED: ("", {FIGURE: PICTURE}),
    DASH: ("", {FIGURE: PLOT}),
    COPY: ("", {FIGURE: "img, svg"}),
}
_AT_ONCE = {FIGURE: PLOT, REACTS: PLOT, LIBRARY: PLOT}
# The script that shows the line at the scrubber's place has run; the mouse learns a point's numbers from the library.
_EARLY = {FIGURE: f"{PICTURE}, {PLOT}", REACTS: f"{PICTURE} [visibility=visible], {PLOT}", LIBRARY: PLOT}
TIMELINE = {
    BARE: ("?chart", _AT_ONCE),
    NAIVE: ("?page=How+fast", _AT_ONCE),
    PLAIN: ("onset", _EARLY),
    HOSTED: ("onset", _EARLY),
    DASH: ("onset", _AT_ONCE),
    COPY: ("#onset", {FIGURE: "svg"}),
}


def load(context: BrowserContext, url: str, drawn: Mapping[str, str], device: Device) -> dict[str, float]:
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
    if device.speed:
        bytes_a_second = device.speed / 8
        limits = {"offline": False, "latency": 40, "downloadThroughput": bytes_a_second}
        wire.send("Network.emulateNetworkConditions", {**limits, "uploadThroughput": bytes_a_second})
    wire.send("Emulation.setCPUThrottlingRate", {"rate": device.slowed})
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


def _opened(browser: Browser, device: Device) -> BrowserContext:
    width, height = device.size
    return browser.new_context(viewport={"width": width, "height": height})


def _visits(browser: Browser, url: str, drawn: Mapping[str, str], device: Device) -> dict[str, dict[str, float]]:
    """A visit with an empty cache; on a quick line also one more by the same reader."""
    context = _opened(browser, device)
    kinds = ("cold",) if device.speed else ("cold", "warm")
    try:
        return {kind: load(context, url, drawn, device) for kind in kinds}
    except Error as error:  # said, and tried once more: one visit that stalls may not cost the whole measurement
        say(f"{url}: {error.message}")
        return {kind: load(context, url, drawn, device) for kind in kinds}
    finally:
        context.close()


def _pages(browser: Browser, app: App, name: str, results: Results) -> None:
    """When each page's headline and first picture stand there, and how far the page jumps, on a desktop and a phone."""
    for ending, size in (("", (1280, 800)), (", phone", (360, 740))):
        device = Device((name,), size=size)
        for path in URLS:
            context = _opened(browser, device)
            noted = load(context, app.url + path, {}, device)
            for what in ("headline, ms", "layout shift"):
                results.add(f"{path}{ending}: {what}", name, noted[what])
            context.close()


def measure(rounds: int, made: Path, results: Results) -> None:
    """Every case on every device."""
    pages = {"overview": OVERVIEW, "how fast": TIMELINE}
    with started(list(OVERVIEW), made) as apps, chromium() as browser:
        for ending, device in DEVICES.items():
            cases = [(page, name, *of[name]) for page, of in pages.items() for name in device.apps if name in of]
            for turn in range(rounds + (not ending)):  # at first the servers are cold, too, and nothing counts
                at = turn % len(cases)  # another one goes first each time
                for page, name, path, drawn in cases[at:] + cases[:at]:
                    for kind, seen in _visits(browser, f"{apps[name].url}/{path}", drawn, device).items():
                        for what, value in seen.items() if ending or turn else ():
                            results.add(f"{page}, {kind}{ending}: {what}", name, value)
                say(f"loads{ending}: round {turn + 1}")
        for turn in range(rounds):
            for name in OURS:
                _pages(browser, apps[name], name, results)
            say(f"every page: round {turn + 1}")


if __name__ == "__main__":
    alone(measure)
