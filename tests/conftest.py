"""A real server and a real browser for the tests that need them."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, BrowserType, Page, sync_playwright

ROOT = Path(__file__).parent.parent
IGNORED = shutil.ignore_patterns(".git", ".venv", ".peers", "__pycache__", ".*_cache")  # in a copy of the project
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# As deploy/Containerfile sets them, and README tells whoever hosts it without that.
BEHIND_A_SIGN_ON = {"WEBSOCKETS_MAX_LINE_LENGTH": "65536", "WEBSOCKETS_MAX_NUM_HEADERS": "1000"}


class Server:
    """The app as a deployer starts it, on a free port, with all that it prints in a file; ``hosted`` by deploy/.

    ``through`` is a command that starts it in its own way, such as with fewer rights.
    """

    def __init__(self, log: Path, folder: Path = ROOT, port: int = 0, hosted: bool = False, through: str = "") -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            self.port = probe.getsockname()[1]
        self.url = f"http://localhost:{self.port}"
        self.log = log
        plain = f"streamlit run app.py --server.headless=true --server.port={self.port}"
        behind = f"uvicorn deploy.server:app --no-access-log --no-server-header --port={self.port}"
        behind += " --timeout-graceful-shutdown 10"
        with log.open("w") as out:
            self.process = subprocess.Popen(
                [*through.split(), sys.executable, "-m", *(behind if hosted else plain).split()],
                cwd=folder,
                stdout=out,
                stderr=subprocess.STDOUT,
                env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **BEHIND_A_SIGN_ON},
            )
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=1)
                return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"the server did not answer:\n{log.read_text()}")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=20)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--without-browser", action="store_true", help="leave out what needs Debian's chromium")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--without-browser"):
        out = [item for item in items if isinstance(item, pytest.Function) and "chromium" in item.fixturenames]
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
    """One server for all tests that do not change it."""
    running = Server(tmp_path_factory.mktemp("server") / "server.log")
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


def settled(page: Page) -> None:
    """Wait until the app has finished its run and the browser has drawn it."""
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=30_000)
    page.wait_for_selector("footer.closing", state="attached", timeout=30_000)  # a talk covers it
    page.wait_for_timeout(300)


@pytest.fixture(scope="session")
def profile(chromium: BrowserType, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """One profile for all visits: as for a reader who comes back, what has been downloaded is there, and compiled."""
    folder = tmp_path_factory.mktemp("profile")
    path = shutil.which("chromium")
    with chromium.launch_persistent_context(folder, executable_path=path, args=QUIET) as context:
        yield context


@pytest.fixture
def visit(server: Server, profile: BrowserContext) -> Iterator[Callable[..., Page]]:
    """Open a page of the app in a tab of its own: visit("/topics", width=320, scheme="dark")."""
    pages = []

    def open_page(path: str = "/", width: int = 1280, height: int = 800, scheme: str = "light") -> Page:
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


def flowing(page: Page) -> None:
    """Let the page itself scroll instead of Streamlit's box in it: axe compares no colours that a box has cut off."""
    boxes = "html, body, #root, .stApp, .stApp > *, .stAppViewContainer, .stMain"
    page.add_style_tag(
        content=f"{boxes} {{ position: static !important; height: auto !important; overflow: visible !important }}"
    )
    page.wait_for_timeout(300)
