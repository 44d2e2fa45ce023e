"""What tests in a browser wait for, and the rules of accessibility that every page is held to."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from tests.support.site_map import STAGE

Stranger = Callable[..., Page]  # conftest's fixture: an empty tab of someone who was never here
Visit = Callable[..., Page]  # conftest's fixtures: a page in a tab of its own, or one that others look at, too
Scheme = Literal["light", "dark"]  # of the system's colours
# Colours change with the scheme and places with the width, so two of the four pairs show both.
READERS: list[tuple[int, Scheme]] = [(320, "light"), (1280, "dark")]

# How far the page has jumped, as the browser counts it, is in ``jumped``.
JUMPED = """self.jumped = 0;
  new PerformanceObserver(list => list.getEntries().forEach(one => { jumped += one.value; }))
    .observe({ type: "layout-shift", buffered: true });"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]  # what another theme can break

# What a reader has opened, ticked and filled in.
STATE = """[location.href, ...[...document.querySelectorAll("details, dialog, input, textarea")]
  .map(one => [one.open, one.value, one.checked].join())]"""


def settled(page: Page) -> None:
    """Wait until the app has finished its run and the browser has drawn it."""
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=30_000)
    page.wait_for_selector("footer.closing", state="attached", timeout=30_000)  # a talk covers it
    page.wait_for_timeout(300)


def seen(page: Page, width: int = 1280, height: int = 800, scheme: Scheme = "light") -> None:
    """The page that is open as it looks in another window and in the other theme of the system."""
    page.bring_to_front()  # a tab behind another is drawn once a second
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(media="null", color_scheme=scheme, forced_colors="none")  # as the device has it: paper is paper
    page.wait_for_function(
        """scheme => {
            const chosen = new URLSearchParams(location.search).get("embed_options");  // against the system's
            const [red] = getComputedStyle(document.querySelector(".stApp")).backgroundColor.match(/\\d+/g).map(Number);
            return chosen || (red < 128) === (scheme === "dark");
        }""",
        arg=scheme,
    )
    page.evaluate("document.querySelector('.stMain').scrollTo(0, 0)")
    settled(page)


def asked(page: Page) -> set[str]:
    """The hosts that the page asks for anything, from now on."""
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.update({urlsplit(request.url).netloc} - {""}))  # "" is data: or blob:
    page.on("websocket", lambda socket: hosts.add(urlsplit(socket.url).netloc))
    return hosts


def at_once(page: Page, selector: str, act: str) -> None:
    """Do ``act``, a script about ``it``, as soon as the next document holds ``selector``, before our scripts come."""
    page.add_init_script(
        f"""new MutationObserver((_, observer) => {{
            const it = document.querySelector("{selector}");
            if (!it) return;
            observer.disconnect();
            {act}
        }}).observe(document, {{ childList: true, subtree: true }})"""
    )


@contextmanager
def flowing(page: Page) -> Iterator[None]:
    """Let the page itself scroll instead of Streamlit's box in it: axe compares no colours that a box has cut off."""
    boxes = "html, body, #root, .stApp, .stApp > *, .stAppViewContainer, .stMain"
    style = page.add_style_tag(
        content=f"{boxes} {{ position: static !important; height: auto !important; overflow: visible !important }}"
    )
    page.wait_for_timeout(300)
    yield
    style.evaluate("style => style.remove()")


def open_everything(page: Page) -> None:
    """Open every section that is closed."""
    page.eval_on_selector_all("details:not([open]) > summary", "all => all.forEach(summary => summary.click())")
    page.wait_for_timeout(700)


# Marks one text of each kind for axe's rules of colours, which take longer than all others together. Of one kind are
# texts whose elements look alike up to the page itself, in all that a contrast is made of; each over or beneath which
# something else is painted is a kind of its own.
ONE_OF_EACH_KIND = """() => {
  const up = one => one.assignedSlot ?? one.parentElement ?? one.getRootNode().host;
  const under = root => [...root.querySelectorAll("*")]
    .flatMap(one => [one, ...one.shadowRoot ? under(one.shadowRoot) : []]);
  const every = under(document), looks = new Map(), numbers = new Map(), painted = [], made = "data-one-of-its-kind";
  const number = kind => numbers.get(kind) ?? numbers.set(kind, numbers.size).get(kind);
  const look = one => {
    if (!one) return -1;
    if (!looks.has(one)) {
      const now = getComputedStyle(one);
      const bare = now.backgroundImage === "none" && /^rgba\\(.*, 0\\)$/.test(now.backgroundColor);
      if (!bare || /^(img|svg|canvas)$/i.test(one.tagName))
        painted.push([one, one.getBoundingClientRect()]);
      looks.set(one, number([look(up(one)), now.color, now.backgroundColor, now.backgroundImage, now.backgroundClip,
        now.opacity, now.filter, now.mixBlendMode, now.fontSize, now.fontWeight, now.fontFamily, now.textShadow,
        now.webkitTextFillColor, now.webkitTextStroke, now.display, now.visibility, now.position, now.zIndex,
        now.overflow, now.clipPath, now.clip,
        one.matches(":disabled, [aria-disabled=true], [aria-hidden=true], [inert]"),
        one.matches("label") && one.control?.disabled].join()));
    }
    return looks.get(one);
  };
  const holds = (outer, one) => { while (one && one !== outer) one = up(one); return Boolean(one); };
  const long = texts => texts.reduce((sum, one) => sum + one.textContent.trim().length, 0);
  const block = link => {  // whether words stand around it, which it must be told from
    let box = up(link);
    while (box && getComputedStyle(box).display === "inline") box = up(box);
    const links = box ? [...box.querySelectorAll("a")] : [];
    return box ? Math.sign(long([box]) - 2 * long(links)) : 0;
  };
  for (const one of every) { look(one); one.removeAttribute(made); }
  const kinds = new Set();
  for (const one of every) {
    const said = [...one.childNodes].filter(node => node.nodeType === 3).map(node => node.data.trim()).join("");
    const field = one.matches("input, select, textarea"), link = one.matches("a[href], [role=link]");
    const box = one.getBoundingClientRect();
    if (!said && !field && !link) continue;
    const over = painted.some(([other, at]) => at.left < box.right && box.left < at.right && at.top < box.bottom
      && box.top < at.bottom && !holds(other, one) && !holds(one, other));
    const kind = [look(one), one.tagName, said.length > 1, /[\\p{L}\\p{N}]/u.test(said),
      box.width > 1 && box.height > 1, box.right > 0 && box.bottom > 0, link && block(one)].join();
    if (field || over || !kinds.has(kind)) one.setAttribute(made, "");
    kinds.add(kind);
  }
  const rules = { "color-contrast": `[${made}]`, "link-in-text-block": `a[href][${made}], [role=link][${made}]` };
  axe.configure({ rules: Object.entries(rules).map(([id, selector]) => ({ id, selector })) });
}"""


def accessible(page: Page, part: str | None = None, at: str = "", rules: list[str] = RULES) -> None:
    """No violation in the page or in a part of it; a component's own tree included."""
    options = {"runOnly": rules, "resultTypes": ["violations"], "preload": False}  # no rule of these needs the styles
    page.evaluate(AXE_SCRIPT)
    page.evaluate(ONE_OF_EACH_KIND)
    found = page.evaluate("([part, options]) => axe.run(part ?? document, options)", [part, options])
    nodes = [(one["id"], node["html"], node["failureSummary"]) for one in found["violations"] for node in one["nodes"]]
    assert nodes == [], f"{at}: {nodes}"


def tick(page: Page, item: str) -> None:
    """Tick an item of the checklist, whose group may be closed."""
    group = page.locator("details", has=page.locator(f".st-key-item-{item}"))
    group.wait_for()
    if group.get_attribute("open") is None:
        group.locator("summary").click()
    page.locator(f".st-key-item-{item} label").click()


# Follows every link in one breath, before the page can change, and says of each whether the app took it over. What a
# browser would do itself is written down instead of done: a document in this tab would lose what the reader did.
FOLLOW = """all => {
  const left = new Set();
  const note = event => {
    const link = event.composedPath().find(one => one.href), to = new URL(link.href);
    const elsewhere = to.protocol.startsWith("http") && !link.getAttribute("href").startsWith("#");
    if (!event.defaultPrevented && elsewhere && link.target !== "_blank") left.add(link.outerHTML);
    event.preventDefault();
  };
  addEventListener("click", note);
  for (const link of all) link.click();
  removeEventListener("click", note);
  return [...left];
}"""


def stays_with_every_link(page: Page, url: str) -> None:
    """What is ticked lives in the tab: a link opens beside it, or changes the page without loading it anew."""
    if url == STAGE:
        expect(page.get_by_role("link", name="Leave")).to_be_visible()  # nobody can press it before
    beside = "all => all.filter(link => !/noopener/.test(link.rel)).map(link => link.href)"
    assert page.eval_on_selector_all("a[target=_blank]", beside) == [], url
    if page.locator("a[data-shows]").count():
        expect(page.locator(".st-key-ways-page a").first).to_be_attached()  # what such a link goes through
    page.evaluate("window.here = true")
    assert page.locator("a[href]").count(), url  # the menu, or the way out of the talk
    assert page.eval_on_selector_all("a[href]", FOLLOW) == [], url
    page.wait_for_timeout(500)  # what leaves has left
    assert page.evaluate("window.here === true"), url
