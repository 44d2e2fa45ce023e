"""By keyboard alone: what has the focus is in sight, and what lies beyond the window can be reached."""

from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import Visit
from tests.support.nightly import nightly
from tests.support.site_map import URLS

# Whether nothing of what has the focus can be seen: each of five points of it lies under something else, or outside.
HIDDEN = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect();
  if (one === document.body || !box.width || !box.height) return "";
  const points = [[.5, .5], [.1, .2], [.9, .2], [.1, .8], [.9, .8]]
    .map(([x, y]) => document.elementFromPoint(box.x + box.width * x, box.y + box.height * y));
  const isSeen = points.some(point => point && (one.contains(point) || point.contains(one) && !point.matches(".stMain")
    || one.closest("label")?.contains(point)));
  return isSeen ? "" : `${one.tagName} ${one.textContent.slice(0, 40)} at ${Math.round(box.top)}`;
}"""
SIZES = [(360, 740), *nightly((1280, 800), (320, 256))]


def walked(page: Page, key: str, presses: int) -> list[str]:
    found = []
    for _ in range(presses):
        page.keyboard.press(key)
        found.append(page.evaluate(HIDDEN))
    return [one for one in found if one]


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize(
    "path", ["/evidence", *nightly(*(path for path in URLS if path not in ("/evidence", "/present")))]
)
def test_what_has_the_focus_on_the_way_back_is_not_under_the_header(
    path: str, width: int, height: int, visit: Visit
) -> None:
    page = visit(path, width=width, height=height)
    page.locator("footer.closing").scroll_into_view_if_needed()
    page.mouse.click(5, height - 5)
    page.evaluate("document.querySelector('.stMain').scrollTo(0, 1e6)")
    page.locator("a:visible").last.focus()
    assert walked(page, "Shift+Tab", 45) == []


def test_words_beneath_the_mouse_on_the_chart_go_with_escape(visit: Visit) -> None:
    page = visit("/onset")
    point = page.locator(".stPlotlyChart .point").first
    point.wait_for()
    box = point.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    words = page.locator(".hoverlayer .hovertext")
    expect(words).not_to_have_count(0)
    page.keyboard.press("Escape")
    expect(words).to_have_count(0)


def test_keys_scroll_a_scene_that_is_longer_than_the_window_before_they_turn_it(visit: Visit) -> None:
    """At 400 %, or on the smallest phone, a scene is read from its top to its end."""
    page = visit("/present?scene=harms", width=320, height=256)
    page.locator(".scene.on").wait_for()
    deck = "document.querySelector('.deck')"
    whole = page.evaluate(f"{deck}.scrollHeight - {deck}.clientHeight")
    assert whole > 100
    seen = [0]
    for key in ["PageDown", "ArrowDown", "Space"] * 10:
        page.keyboard.press(key)
        seen.append(page.evaluate(f"{deck}.scrollTop"))
        if seen[-1] >= whole - 24:
            break
    assert all(0 < there - here < 256 for here, there in pairwise(seen)), seen
    expect(page.locator(".scene.on")).to_have_attribute("data-id", "harms")
    page.keyboard.press("PageUp")
    assert page.evaluate(f"{deck}.scrollTop") < seen[-1]
