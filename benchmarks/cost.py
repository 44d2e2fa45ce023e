"""What a visit and a click cost the server, beside a one-line Streamlit app, interleaved in one run.

    .venv/bin/python benchmarks/cost.py [rounds]

Prints the median CPU milliseconds of the server process and the ratio to the one-line app. A visit is a new session
in a browser that has the static files already; a click is one change of one control. Last, the milliseconds from a
press to the frame that shows its result: a rerun of the one-line app, and the next scene of a talk. Needs what
tests/run.sh installs.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from conftest import QUIET
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parent.parent
BARE = 'import time, streamlit as st; st.button("again"); st.text(time.time_ns())\n'
# From the press in the browser to the first frame after the page has changed.
PAINTED = """([press, watched]) => new Promise(done => {
  const began = performance.now();
  new MutationObserver((_, watch) => {
    watch.disconnect();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
  }).observe(document.querySelector(watched), { subtree: true, childList: true, characterData: true });
  if (press.length > 1) dispatchEvent(new KeyboardEvent("keydown", { key: press }));
  else document.querySelector(".stButton button").click();
})"""
PRESSES = 20
READY = "[data-testid=stApp][data-test-script-state=notRunning]"


def serve(folder: Path, port: int) -> subprocess.Popen[bytes]:
    """Start the app in ``folder`` and wait until it answers."""
    command = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}", "--server.headless=true"]
    process = subprocess.Popen(
        [*command, "--browser.gatherUsageStats=false"], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    for _ in range(300):
        try:
            urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=1)
            return process
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"the app in {folder} did not start")


def cpu(process: subprocess.Popen[bytes]) -> float:
    """CPU milliseconds that the process has used so far, all threads (Linux, /proc)."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def settle(page: Page) -> None:
    page.wait_for_selector(READY)
    page.wait_for_timeout(900)


def main(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright, ExitStack() as at_end:
        Path(folder, "app.py").write_text(BARE)
        servers = {"one-line app": (serve(Path(folder), 8791), 8791), "explainer": (serve(ROOT, 8792), 8792)}
        for process, _ in servers.values():
            at_end.callback(process.terminate)
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        context = chromium.new_context()

        def click(label: str) -> Callable[[Page], None]:
            return lambda page: page.get_by_role("button", name=label).click()

        def tick(label: str) -> Callable[[Page], None]:
            def act(page: Page) -> None:
                page.eval_on_selector_all("summary", "all => all.forEach(summary => summary.click())")  # costs no run
                page.locator("label", has_text=label).first.click()

            return act

        def choose(control: str, option: str) -> Callable[[Page], None]:
            def act(page: Page) -> None:
                box = page.get_by_role("combobox", name=control)
                box.evaluate("e => e.scrollIntoView({ block: 'center' })")  # a list closes when the page scrolls
                page.wait_for_timeout(300)
                box.click()
                page.get_by_role("option", name=option, exact=True).click()

            return act

        cases: list[tuple[str, str, str, Callable[[Page], None]]] = [
            ("one-line app", "", "click", click("again")),
            ("explainer", "", "-", lambda page: None),
            ("explainer", "topics", "open all", click("Open all sections")),
            ("explainer", "onset", "change the scale", tick("true")),
            ("explainer", "evidence", "choose an outcome", choose("Counted", "Remission")),
            ("explainer", "safety", "tick a box", tick("Dizziness")),
            ("explainer", "sources", "-", lambda page: None),
            ("explainer", "present", "next scene", lambda page: page.keyboard.press("PageDown")),
        ]
        visits: dict[tuple[str, str], list[float]] = {}
        clicks: dict[tuple[str, str], list[float]] = {}
        for turn in range(rounds + 1):
            for app, path, action, act in cases:
                process, port = servers[app]
                page = context.new_page()
                before = cpu(process)
                page.goto(f"http://localhost:{port}/{path}")
                settle(page)
                visit = cpu(process) - before
                before = cpu(process)
                act(page)
                page.wait_for_timeout(150)
                settle(page)
                cost = cpu(process) - before
                page.close()
                if turn:  # the first round warms both servers and the browser's cache
                    visits.setdefault((app, path), []).append(visit)
                    if action != "-":
                        clicks.setdefault((app, f"{path}: {action}"), []).append(cost)
        painted: dict[tuple[str, str], list[float]] = {}
        bare, talk = context.new_page(), context.new_page()
        bare.goto("http://localhost:8791")
        talk.goto("http://localhost:8792/present")
        settle(bare)
        settle(talk)
        for press in range(PRESSES):
            bare.bring_to_front()
            milliseconds = bare.evaluate(PAINTED, ["b", "[data-testid=stText]"])
            painted.setdefault(("one-line app", "a rerun"), []).append(milliseconds)
            talk.bring_to_front()
            key = "PageDown" if press % 20 < 10 else "PageUp"
            milliseconds = talk.evaluate(PAINTED, [key, "#scene-shown"])
            painted.setdefault(("explainer", "present: next scene"), []).append(milliseconds)
            talk.wait_for_timeout(300)
        chromium.close()

    print(f"\nPainted after a press, median of {PRESSES}")
    for (app, what), values in painted.items():
        ratio = median(values) / median(painted["one-line app", "a rerun"])
        print(f"  {app + ' /' + what:40} {median(values):7.0f} ms   {ratio:5.2f} x")
    for title, measured in (("A visit", visits), ("A click", clicks)):
        base = median(next(iter(measured.values())))
        print(f"\n{title}: CPU of the server, median of {rounds}")
        for (app, what), values in measured.items():
            print(f"  {app + ' /' + what:40} {median(values):7.0f} ms   {median(values) / base:5.2f} x")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
