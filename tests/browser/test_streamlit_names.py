"""Every name of Streamlit's insides that our styles and scripts rely on is listed, and is still there."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.browser import Stranger, settled
from tests.support.server import ROOT, Server
from tests.support.site_map import URLS

NAMES = tomllib.loads((ROOT / "pages" / "shared" / "streamlit_names.toml").read_text(encoding="utf-8"))
FILES = [path for path in (ROOT / "pages").rglob("*") if path.suffix in {".css", ".js", ".html", ".py"}]
USED = {
    "class": r"\.(st[A-Z]\w+)",
    "data-testid": r"data-testid[~^$*|]?=\\?[\"']?(\w+)",
    "attribute": r"(data-test-[a-z-]+)",
    "plotly": r"\.(main-svg|hovertext|js-plotly-plot|plot-container|svg-container|nsewdrag)",
}
# Notes each name from the moment that it is on the page, so also of what only stands there while something loads.
WATCH = """
self.seen = new Set();
const note = one => {
  for (const name of one.classList) seen.add("class " + name).add("plotly " + name);
  for (const { name, value } of one.attributes) {
    if (name === "data-testid") seen.add("data-testid " + value);
    seen.add("attribute " + name);
  }
};
new MutationObserver(changes => {
  for (const { target, addedNodes } of changes) {
    if (target.nodeType === 1) note(target);
    for (const node of addedNodes) if (node.nodeType === 1) [node, ...node.querySelectorAll("*")].forEach(note);
  }
}).observe(document, { childList: true, subtree: true, attributes: true });
"""


@pytest.mark.parametrize("kind", USED)
def test_every_name_that_a_style_or_script_relies_on_is_listed_and_no_other(kind: str) -> None:
    used: dict[str, Path] = {}
    for path in FILES:
        for name in re.findall(USED[kind], path.read_text(encoding="utf-8")):
            used.setdefault(name, path)
    assert used.keys() - NAMES[kind].keys() == set(), f"list them in streamlit_names.toml: {used}"
    assert NAMES[kind].keys() - used.keys() == set(), "nothing relies on these any more: take them out"


@pytest.mark.nightly
def test_every_listed_name_still_matches_something_on_some_page(
    server: Server, fresh_server: Callable[..., Server], stranger: Stranger
) -> None:
    seen: set[str] = set()
    # On a phone, for its menu; and with a sheet made, a point looked at, and the connection lost.
    context = stranger(viewport={"width": 390, "height": 800}).context
    context.add_init_script(WATCH)
    for url in [*URLS, "/present?talk=full"]:
        page, end = context.new_page(), url == URLS[-1]
        asked = fresh_server() if end else server
        if url == "/evidence":  # a part that does not come has names of its own
            page.route(re.compile(r"/Slider\.[^/]*js"), lambda route: route.fulfill(status=503))
        page.goto(asked.url + url)
        settled(page)
        if url == "/onset":
            page.locator(".main-svg").first.wait_for(timeout=30_000)
            page.locator(".nsewdrag").first.hover()
            page.wait_for_timeout(500)
        if url == "/":
            page.get_by_test_id("stExpandSidebarButton").click()
            page.wait_for_timeout(1000)
        if url == "/choose":
            page.get_by_role("button", name="Make my visit sheet").first.click()
            page.get_by_role("button", name="Download as text").wait_for(timeout=30_000)
            page.wait_for_timeout(3000)
        if end:
            asked.process.kill()
            asked.process.wait()
            page.get_by_text("The connection is lost.").wait_for(timeout=30_000)
            page.wait_for_timeout(3000)
        seen |= set(page.evaluate("[...seen]"))
        page.close()
    gone = [f"{name} ({kind}): {loss}" for kind, names in NAMES.items() for name, loss in names.items()]
    gone = [one for one in gone if f"{one.partition(' (')[2].partition(')')[0]} {one.partition(' ')[0]}" not in seen]
    assert gone == [], "these match nothing any more:\n" + "\n".join(gone)
