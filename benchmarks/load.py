"""Cold loads side by side in one run: a bare page, a naive build, this app as `streamlit run` and as deploy/ serve it,
and the static copy.

    .venv/bin/python benchmarks/load.py [rounds]

For each page and each speed of the network, with an empty cache: milliseconds to the headline and to the figure, MB and
requests over the wire, layout shift (the browser's own measure, 0 to 1), and the same headline as a ratio to the bare
page's. The order of what is loaded changes from round to round. Prints Markdown tables of medians. Needs what
tests/run.sh installs.
"""

from __future__ import annotations

import functools
import http.server
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from conftest import QUIET, Server  # noqa: E402  # found by the line above
from playwright.sync_api import Browser, sync_playwright  # noqa: E402

from content import static_copy  # noqa: E402

SPEEDS = {"as fast as it goes": None, "10 Mbit/s": 10e6, "3 Mbit/s": 3e6}
SHIFT = """self.shift = 0; new PerformanceObserver(list => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) self.shift += one.value;
}).observe({ type: "layout-shift", buffered: true });"""
HEADLINE, CHART = "h1", ".stPlotlyChart .main-svg"


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def static(folder: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("localhost", 0), functools.partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()


def load(browser: Browser, url: str, figure: str | None, speed: float | None) -> dict[str, float]:
    """One visit with an empty cache: the figures of the tables, by their headings."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.add_init_script(SHIFT)
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    sizes: list[int] = []
    wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    if speed:
        limits = {"offline": False, "latency": 40, "downloadThroughput": speed / 8, "uploadThroughput": speed / 8}
        wire.send("Network.emulateNetworkConditions", limits)
    began = time.perf_counter()
    page.goto(url, wait_until="commit")
    page.locator(HEADLINE).first.wait_for(timeout=120_000)
    seen = {"headline, ms": 1000 * (time.perf_counter() - began)}
    if figure:
        page.locator(figure).locator("visible=true").first.wait_for(timeout=120_000)
        seen["figure, ms"] = 1000 * (time.perf_counter() - began)
    page.wait_for_timeout(2500)
    seen |= {"MB": sum(sizes) / 1e6, "requests": len(sizes), "layout shift": page.evaluate("self.shift")}
    context.close()
    return seen


def main(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright, ExitStack() as at_end:
        folder = Path(made)
        for name, text in (("bare", 'import streamlit as st; st.title("Bare")\n'), ("naive", "")):
            (folder / name).mkdir()
            (folder / name / "app.py").write_text(text)
        (folder / "naive" / "app.py").write_text((ROOT / "benchmarks" / "naive.py").read_text())
        shutil.copytree(ROOT / "content", folder / "naive" / "content")
        (folder / "index.html").write_text(static_copy.page(), encoding="utf-8")
        servers = {
            "bare": Server(folder / "bare.log", folder / "bare"),
            "naive": Server(folder / "naive.log", folder / "naive"),
            "streamlit run": Server(folder / "app.log"),
            "deploy/": Server(folder / "hosted.log", hosted=True),
        }
        for server in servers.values():
            at_end.callback(server.stop)
        copy = at_end.enter_context(static(folder))
        picture = ".st-key-picture-overview img"
        cases = {
            "bare page": (servers["bare"].url, None),
            "naive build, overview": (servers["naive"].url, CHART),
            "overview, streamlit run": (servers["streamlit run"].url, picture),
            "overview, deploy/": (servers["deploy/"].url, picture),
            "how fast, streamlit run": (f"{servers['streamlit run'].url}/onset", CHART),
            "how fast, deploy/": (f"{servers['deploy/'].url}/onset", CHART),
            "talk, streamlit run": (f"{servers['streamlit run'].url}/present?scene=hours-or-weeks", ".timeline-figure"),
            "static copy, everything": (copy, "img, svg"),
        }
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        for url, figure in cases.values():  # the servers are warm, the browser is not
            load(chromium, url, figure, None)
        for label, speed in SPEEDS.items():
            found: dict[str, list[dict[str, float]]] = {name: [] for name in cases}
            names = list(cases)
            for turn in range(rounds):
                for name in names[turn % len(names) :] + names[: turn % len(names)]:
                    found[name].append(load(chromium, *cases[name], speed))
            columns = ["headline, ms", "figure, ms", "MB", "requests", "layout shift"]
            print(f"\n| {label} | {' | '.join(columns)} | headline, ratio to bare |")
            print("|---" * (len(columns) + 2) + "|")
            base = median(one["headline, ms"] for one in found["bare page"])
            for name, seen in found.items():
                cells = [
                    f"{median(one[column] for one in seen):.{2 if column in ('MB', 'layout shift') else 0}f}"
                    if column in seen[0]
                    else ""
                    for column in columns
                ]
                print(f"| {name} | {' | '.join(cells)} | {median(one['headline, ms'] for one in seen) / base:.2f} |")
        chromium.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
