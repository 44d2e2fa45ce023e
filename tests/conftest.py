"""A real server and a real browser for the tests that need them."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, BrowserType, Page, expect, sync_playwright

from tests.support.browser import STATE, Scheme, Stranger, Visit, seen, settled
from tests.support.server import QUIET, ROOT, Server

expect.set_options(timeout=20_000)  # what is right but late on a busy machine is no failure


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--without-browser", action="store_true", help="leave out what needs Debian's chromium")
    parser.addoption("--nightly", action="store_true", help="try also what is tried once a night")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    everything = config.getoption("--nightly") or config.args_source is not config.ArgsSource.TESTPATHS

    def left_out(item: pytest.Item) -> bool:
        without = config.getoption("--without-browser") and "chromium" in getattr(item, "fixturenames", ())
        return bool(without) or (not everything and item.get_closest_marker("nightly") is not None)

    out = [item for item in items if left_out(item)]
    config.hook.pytest_deselected(items=out)
    items[:] = [item for item in items if item not in set(out)]


@pytest.fixture
def fresh_server(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Start a server of one's own; it is stopped when the test ends."""
    started: list[Server] = []

    def start(folder: Path = ROOT, port: int = 0, hosted: bool = False) -> Server:
        started.append(Server(tmp_path / f"server-{len(started)}.log", folder, port, hosted))
        return started[-1]

    yield start
    for server in started:
        server.stop()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests that do not change it; watching its files would take most of its time for a visit."""
    running = Server(tmp_path_factory.mktemp("server") / "server.log", watched=False)
    yield running
    running.stop()


@pytest.fixture(scope="session")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The same behind deploy/."""
    running = Server(tmp_path_factory.mktemp("hosted") / "server.log", hosted=True)
    yield running
    running.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[BrowserType]:
    if shutil.which("chromium") is None:
        pytest.fail("There is no chromium on this machine; 'bash tests/run.sh' installs it.")
    with sync_playwright() as playwright:
        yield playwright.chromium


@pytest.fixture(scope="session")
def browser(chromium: BrowserType) -> Iterator[Browser]:
    """A browser that knows nothing: each context of it loads everything anew."""
    with chromium.launch(executable_path=shutil.which("chromium"), args=QUIET) as launched:
        yield launched


@pytest.fixture
def stranger(browser: Browser) -> Iterator[Stranger]:
    """An empty tab of someone who was never here, with a context's options: stranger(has_touch=True).

    It is closed when the test ends, however it ends: a tab left behind goes on looking for its server.
    """
    contexts = []

    def new_page(**options: Any) -> Page:
        contexts.append(browser.new_context(**options))
        return contexts[-1].new_page()

    yield new_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def profile(chromium: BrowserType, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """One profile for all visits: as for a reader who comes back, what has been downloaded is there, and compiled."""
    folder = tmp_path_factory.mktemp("profile")
    path = shutil.which("chromium")
    with chromium.launch_persistent_context(folder, executable_path=path, args=QUIET) as context:
        yield context


@pytest.fixture
def visit(server: Server, profile: BrowserContext) -> Iterator[Visit]:
    """Open a page of the app in a tab of its own: visit("/topics", width=320, scheme="dark")."""
    pages = []

    def open_page(path: str = "/", width: int = 1280, height: int = 800, scheme: Scheme = "light") -> Page:
        page = profile.new_page()
        pages.append(page)
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)
        page.goto(f"{server.url}{path}")
        settled(page)
        return page

    yield open_page
    for page in pages:
        page.close()


@pytest.fixture(scope="module")
def look(server: Server, profile: BrowserContext) -> Iterator[Visit]:
    """A page for tests that only look at it: look("/topics", width=320, scheme="dark"). All of a file share its tab.

    Whoever changes what another test may look at takes ``visit``; where somebody opened a section or filled something
    in all the same, it is loaded anew. A load costs seconds, another width next to nothing.
    """

    looked_at: dict[str, tuple[Page, object]] = {}  # with what was open and filled in when it came

    def open_page(path: str = "/", width: int = 1280, height: int = 800, scheme: Scheme = "light") -> Page:
        page, first = looked_at.pop(path, (None, None))
        if page is None or page.evaluate(STATE) != first:
            page = page or profile.new_page()
            page.set_viewport_size({"width": width, "height": height})
            page.goto(f"{server.url}{path}")
            settled(page)
            first = page.evaluate(STATE)
        looked_at[path] = page, first
        seen(page, width, height, scheme)
        return page

    yield open_page
    while looked_at:
        looked_at.popitem()[1][0].close()  # a page that stays asks its server for more, and slows those that follow
