"""A figure to take along: as a picture, as a link to the same view, and alone in another site's frame."""

import html
import re
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Locator, Page, expect

from explainer.asked import FIGURE, NAME, NAMES, Name, asked
from explainer.loading.loader import library
from explainer.outline.figure import Alone, figure
from explainer.outputs.saved_figure import MARGIN, as_svg
from tests.support.browser import Stranger, accessible, settled
from tests.support.nightly import nightly
from tests.support.server import Server

CONTENT = library()
SAY, ALONE = CONTENT.interface["take_along"], CONTENT.interface["alone"]
# Where each figure can be taken along, and the state of its page.
PLACES: dict[str, str] = {
    "overview": "/",
    "benefit": "/",
    "harm": "/",
    "timeline": "/onset?scale=true&ssri=false",
    "one-dose": "/onset",
    "day-spray": "/safety",
    "day-drip": "/safety",
    "crowds": "/evidence",
    "trials": "/evidence?without_maker=true",
    **dict.fromkeys(("scores", "alone", "relapse", "days", "thoughts"), "/evidence"),
    **{name: "/evidence" for name in NAMES if name.startswith("box-")},
}


def taken(name: Name) -> Alone:
    one = figure(asked(FIGURE, {"name": name}, CONTENT), CONTENT)
    assert one is not None
    return one


Panel = Callable[..., tuple[Page, Locator]]


@pytest.fixture
def opened(server: Server, stranger: Stranger) -> Panel:
    """A page and the panel of one of its figures, opened: opened("timeline", width=360)."""

    def panel(name: str, width: int = 1280, **options: object) -> tuple[Page, Locator]:
        page = stranger(viewport={"width": width, "height": 900}, **options)
        page.goto(server.url + PLACES[name])
        settled(page)
        if name == "crowds":
            page.get_by_role("button", name=CONTENT.interface["evidence"]["skip_guess"]).click()
            page.locator(".st-key-crowds").wait_for()
        part = page.locator(f".st-key-screen-take-{name}")
        part.wait_for(state="attached")
        around = page.locator("details:not([open])", has=part).locator("> summary")
        while around.count():
            around.first.click()
            page.wait_for_timeout(500)  # while it opens, nothing in it can be pressed
        part.locator("summary").click()
        part.locator("input.link").wait_for(timeout=20_000)
        return page, part

    return panel


@pytest.fixture
def elsewhere() -> Iterator[Callable[[str], str]]:
    """Another site, of one page: its address, once it is told what it shows."""
    shown: list[str] = []

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(shown[-1].encode())

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        Thread(target=server.serve_forever, daemon=True).start()

        def show(page: str) -> str:
            shown.append(page)
            return f"http://127.0.0.1:{server.server_port}/"

        yield show
        server.shutdown()


EACH = ["trials", *nightly(*(name for name in NAMES if name != "trials"))]


@pytest.mark.parametrize("name", EACH)
def test_a_figure_is_saved_with_its_title_its_sources_and_its_address(
    opened: Panel, name: Name, tmp_path: Path
) -> None:
    page, part = opened(name)
    with page.expect_download() as drawn:
        part.get_by_role("button", name=SAY["svg"]).click()
    drawn.value.save_as(tmp_path / "saved.svg")
    svg = (tmp_path / "saved.svg").read_text(encoding="utf-8")
    assert drawn.value.suggested_filename == f"ketamine-{name}.svg"
    one = taken(name)
    said = " ".join(
        "".join(line.itertext()) for line in ElementTree.fromstring(svg).iter() if line.tag.endswith("text")
    )
    assert name == "trials" or one.title in said  # these are a choice of them
    assert CONTENT.dated in said
    assert CONTENT.sources[one.sources[0]].short in said
    assert page.url.split("#")[0] in said
    assert said.endswith(f"#{one.place}".removesuffix("#"))
    with page.expect_download() as painted:
        part.get_by_role("button", name=SAY["png"]).click()
    painted.value.save_as(tmp_path / "saved.png")
    png = (tmp_path / "saved.png").read_bytes()
    assert painted.value.suggested_filename == f"ketamine-{name}.png"
    assert png.startswith(b"\x89PNG")
    size = ElementTree.fromstring(svg).attrib
    wide, high = (int.from_bytes(png[at : at + 4], "big") for at in (16, 20))
    assert (wide, high) == (2 * int(size["width"]), 2 * int(size["height"]))


def test_the_link_leads_to_the_same_view_and_the_frame_shows_the_figure_alone(
    opened: Panel, stranger: Stranger, hosted: Server, server: Server
) -> None:
    _, part = opened("timeline")
    link = part.locator("input.link").input_value()
    assert parse_qs(urlsplit(link).query) == {"scale": ["true"], "ssri": ["false"]}
    frame = part.locator("input.embed").input_value()
    address = re.search('src="([^"]*)"', frame)
    assert address is not None
    assert f'title="{taken("timeline").title}"' in html.unescape(frame)
    path = html.unescape(address[1]).removeprefix(server.url)
    assert parse_qs(urlsplit(path).query) == {
        "name": ["timeline"],
        "scale": ["true"],
        "ssri": ["false"],
        "embed": ["true"],
    }
    for site, scheme in ((server, "light"), (hosted, "dark")):
        alone = stranger(viewport={"width": 700, "height": 700}, color_scheme=scheme)
        alone.goto(site.url + path)
        expect(alone.get_by_role("heading", level=1)).to_have_text(taken("timeline").title)
        drawn = alone.locator("svg.drawn").locator("visible=true")
        expect(drawn).to_have_count(1)
        lanes = CONTENT.labels["treatment"]
        expect(drawn).to_contain_text(lanes["ketamine_iv"])
        expect(drawn).not_to_contain_text(lanes["ssri"])
        for menu in (CONTENT.pages["topics"]["nav"], CONTENT.interface["chrome"]["menu"]):
            expect(alone.get_by_text(menu, exact=True)).to_have_count(0)
        expect(alone.get_by_text(ALONE["whole"])).to_have_attribute("href", "onset?scale=true&ssri=false#")
        accessible(alone, at=scheme)
        alone.set_viewport_size({"width": 360, "height": 700})
        strip = alone.locator(".strip").bounding_box()
        assert strip is not None
        ends = "all => all.map(one => one.getBoundingClientRect().bottom)"
        over = alone.locator(".help-now > button, .help-first").evaluate_all(ends)
        assert max(over) <= strip["y"], site.url  # nothing lies on the disclaimer


def test_what_is_taken_along_follows_what_is_chosen_while_the_panel_is_open(opened: Panel) -> None:
    page, part = opened("trials")
    link = part.locator("input.link")
    expect(link).to_have_value(re.compile(r"\?without_maker=true#trials$"))
    page.locator(".st-key-leaving label", has_text=CONTENT.interface["without"]["unhidden"]).click()
    expect(link).to_have_value(re.compile(r"\?without_maker=true&without_unhidden=true#trials$"))
    assert part.locator("input.embed").input_value().count("without_unhidden=true") == 1


def test_what_cannot_be_copied_is_marked_and_said(opened: Panel) -> None:
    page, part = opened("harm")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    for kind in ("link", "embed"):
        part.locator(f"[data-of={kind}]").click()
        expect(part.get_by_role("status")).to_have_text(SAY["copied"])
        assert page.evaluate("navigator.clipboard.readText()") == part.locator(f"input.{kind}").input_value()
    page.evaluate("navigator.clipboard.writeText = () => Promise.reject(Error()); document.execCommand = () => false")
    part.locator("[data-of=link]").click()
    expect(part.get_by_role("status")).to_have_text(SAY["by_hand"])
    expect(part.locator("input.link")).to_be_focused()
    page.evaluate("() => { HTMLCanvasElement.prototype.toBlob = done => done(null); }")
    part.get_by_role("button", name=SAY["png"]).click()
    expect(part.get_by_role("status")).to_have_text(SAY["failed"])


@pytest.mark.parametrize("width", [320, *nightly(1280)])
def test_the_panel_fits_its_window_and_is_accessible(opened: Panel, width: int) -> None:
    page, part = opened("benefit", width, color_scheme="dark")
    accessible(page, ".st-key-screen-take-benefit")
    right = part.locator("input, button").evaluate_all(
        "all => Math.max(...all.map(o => o.getBoundingClientRect().right))"
    )
    assert right <= width
    heights = part.locator("button").evaluate_all("all => all.map(one => one.offsetHeight)")
    assert min(heights) >= 24


def test_a_figure_alone_stands_in_the_frame_of_another_site_and_asks_the_server_for_nothing_more(
    hosted: Server, stranger: Stranger, elsewhere: Callable[[str], str]
) -> None:
    page = stranger(viewport={"width": 800, "height": 900})
    asked_for: list[str] = []
    page.on("websocket", lambda socket: asked_for.append(socket.url))
    page.on("request", lambda request: asked_for.append(request.url))
    with urlopen(f"{hosted.url}/figure?name=one-dose&embed=true", timeout=20) as given:
        assert "frame-ancestors *" in given.headers["content-security-policy"]
        assert "noindex" in given.read().decode()
    with urlopen(f"{hosted.url}/onset", timeout=20) as given:
        assert "frame-ancestors 'self'" in given.headers["content-security-policy"]
    address = f"{hosted.url}/figure?name=one-dose&embed=true"
    page.goto(elsewhere(f'<!doctype html><title>x</title><iframe src="{address}" width="100%" height="800"></iframe>'))
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", level=1)).to_have_text(taken("one-dose").title)
    expect(frame.locator("svg.drawn").locator("visible=true")).to_have_count(1)
    expect(frame.locator(".strip")).to_contain_text(CONTENT.site.disclaimer)
    page.wait_for_timeout(1500)
    files = {urlsplit(url).path.rpartition(".")[2] for url in asked_for if url.startswith("http")}
    assert files <= {"/", "/figure", "woff2", "css"}, asked_for  # no script and no socket of the live page
    for link in frame.locator("main a:not(.skip)").all():
        assert link.evaluate("one => one.target || document.querySelector('base').target") == "_blank"
    with page.expect_popup() as whole:
        frame.get_by_text(ALONE["whole"]).click()
    expect(whole.value.locator("#one-dose")).to_be_in_viewport()
    assert whole.value.url == f"{hosted.url}/onset#one-dose"


def test_a_figure_that_nobody_knows_offers_those_there_are(server: Server, hosted: Server, stranger: Stranger) -> None:
    for site in (server, hosted):
        page = stranger()
        page.goto(f"{site.url}/figure?name=%3Cscript%3E")
        expect(page.get_by_role("heading", level=1)).to_have_text(ALONE["none"])
        expect(page.locator("a[href*='figure?name=']")).to_have_count(len(NAMES))
        page.close()


# The right and the lower end of every word of a file, and of the drawings in it.
ENDS = """[...document.querySelectorAll("svg text")].map(one => {
  const { right, bottom } = one.getBoundingClientRect();
  return [right, bottom, one.textContent];
})"""
STATES: list[dict[str, str]] = [{NAME: name} for name in NAMES]
STATES += [{NAME: "trials", "without_maker": "true", "without_unhidden": "true"}, {NAME: "timeline", "scale": "true"}]


def test_no_word_of_a_saved_figure_leaves_its_sheet(stranger: Stranger) -> None:
    page = stranger(viewport={"width": 1000, "height": 1400})
    for state in STATES:
        one = figure(asked(FIGURE, state, CONTENT), CONTENT)
        assert one is not None
        svg = as_svg(one, CONTENT)
        page.set_content(f"<body style='margin:0'>{svg}</body>")
        size = ElementTree.fromstring(svg).attrib
        for right, bottom, words in page.evaluate(ENDS):
            assert right <= int(size["width"]) - MARGIN / 2, (state, words)
            assert bottom <= int(size["height"]) - MARGIN / 2, (state, words)


@pytest.mark.nightly
@pytest.mark.parametrize("width", [320, 700])
@pytest.mark.parametrize("name", NAMES)
def test_each_figure_alone_fits_its_frame(hosted: Server, stranger: Stranger, name: str, width: int) -> None:
    page = stranger(viewport={"width": width, "height": 900}, color_scheme="dark")
    page.goto(f"{hosted.url}/figure?name={name}&embed=true")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    accessible(page, at=name)
