"""A fresh server shows any page in its frame, also when that page is its first request ever."""

import asyncio
import re
import shutil
import signal
import subprocess
import sys
import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType

import pytest
from playwright.sync_api import expect
from streamlit.watcher import local_sources_watcher

from explainer import prose
from explainer.loading.assets import ASSETS, missing_assets
from explainer.loading.assets import CONTENT as FOLDER
from explainer.loading.loader import library
from pages.shared import patches
from tests.support.browser import JUMPED, Stranger, asked, open_everything, settled
from tests.support.nightly import nightly
from tests.support.server import IGNORED, ROOT, Server
from tests.support.session import Session
from tests.support.site_map import STAGE, URLS

CONTENT = library()


@pytest.mark.parametrize("url", ["/onset?scale=true#one-dose", *nightly("/", STAGE)])
def test_first_request_of_a_fresh_server_and_no_request_to_any_other(
    url: str, fresh_server: Callable[..., Server], stranger: Stranger
) -> None:
    server = fresh_server()
    page = stranger()
    hosts = asked(page)
    page.goto(server.url + url)
    settled(page)
    if url != STAGE:  # where the talk covers the navigation
        expect(page.locator("[data-testid=stTopNavLink]")).to_have_count(len(URLS))
    expect(page.get_by_text("General information, not medical advice.").locator("visible=true").first).to_be_visible()
    assert page.title().endswith("hours or weeks?")
    assert page.locator("h1").count() == 1
    open_everything(page)
    assert hosts == {f"localhost:{server.port}"}


@pytest.mark.nightly
@pytest.mark.parametrize(("url", "width"), [(url, width) for url in URLS for width in (360, 1280)])
def test_on_a_slow_processor_no_text_stands_there_before_its_style(
    url: str, width: int, server: Server, stranger: Stranger
) -> None:
    """It would jump while somebody reads it: by 0.2 and 0.5 of the browser's layout shift, and now by 0.05."""
    page = stranger(viewport={"width": width, "height": 800})
    page.add_init_script(JUMPED)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 3})
    page.goto(server.url + url)
    settled(page)
    assert page.evaluate("jumped") < 0.07


def test_the_headline_stands_there_with_the_style_and_the_rest_comes_even_where_no_word_of_it_does(
    server: Server, stranger: Stranger
) -> None:
    page = stranger()
    page.add_init_script(
        "addEventListener('click', click => click.stopImmediatePropagation(), true);"
        "self.came = {}; new MutationObserver(() => ['h1', 'h2'].forEach(one => came[one] ??= "
        "document.querySelector(one) && performance.now())).observe(document, { childList: true, subtree: true })"
    )
    page.goto(f"{server.url}/safety")
    expect(page.get_by_role("heading", level=1)).to_have_css("font-family", re.compile("Explainer Serif"))
    settled(page)
    assert page.evaluate("came.h2 - came.h1") > 1000
    expect(page.get_by_role("heading", name="The checklist")).to_be_visible()


def test_broken_content_names_the_mistake_to_the_person_running_it(
    fresh_server: Callable[..., Server], stranger: Stranger, tmp_path: Path
) -> None:
    copy = tmp_path / "app"
    shutil.copytree(ROOT, copy, ignore=IGNORED)
    findings = copy / "content" / "data" / "findings.csv"
    whole = findings.read_text()
    findings.write_text(whole.replace(",52.2,", ",152.2,"))
    server = fresh_server(copy)

    page = stranger()
    page.goto(f"{server.url}/safety")
    page.get_by_text("This explainer is being repaired").wait_for()
    assert "type a number from 0 to 100" in page.locator("[data-testid=stCode]").inner_text()
    assert "type a number from 0 to 100" in server.log.read_text()

    # A visitor from elsewhere reaches the same server by another name.
    visitor = stranger()
    visitor.goto(f"http://127.0.0.2:{server.port}/")
    visitor.get_by_text("This explainer is being repaired").wait_for()
    visitor.wait_for_timeout(500)  # what comes later has come
    assert visitor.locator("[data-testid=stCode]").count() == 0
    assert "findings" not in visitor.locator("body").inner_text()

    # Mended, it works at the next visit, without a restart.
    findings.write_text(whole)
    page.goto(f"{server.url}/safety")
    settled(page)
    expect(page.get_by_role("heading", name="The checklist")).to_be_visible()


def test_a_file_that_is_gone_or_cut_off_gives_one_plain_page(
    fresh_server: Callable[..., Server], tmp_path: Path
) -> None:
    copy = tmp_path / "app"
    shutil.copytree(ROOT, copy, ignore=IGNORED)
    content = copy / "content"
    server = fresh_server(copy)

    async def shown() -> list[str]:
        session = Session(server.port, "topics")
        await session.open()
        await session.close()
        assert "exception" not in session.kinds
        return session.said[:1]

    with ThreadPoolExecutor() as aside:
        for name, part in {"data/helplines.csv": None, "data/timeline.csv": 900}.items():
            whole = (content / name).read_bytes()
            (content / name).unlink()
            if part:
                (content / name).write_bytes(whole[:part])
            assert aside.submit(asyncio.run, shown()).result() == ["This explainer is being repaired"], name
            (content / name).write_bytes(whole)
        assert aside.submit(asyncio.run, shown()).result() == [CONTENT.pages["topics"]["title"]]
    assert "Traceback" not in server.log.read_text()


def test_every_drawn_file_is_looked_after(tmp_path: Path) -> None:
    drawn = {str(file.relative_to(FOLDER)) for kind in ("svg", "woff2") for file in FOLDER.rglob(f"*.{kind}")}
    assert drawn <= set(ASSETS)
    assert list(missing_assets(FOLDER)) == []
    assert len(list(missing_assets(tmp_path))) == len(ASSETS)


def test_a_killed_server_loses_no_tick(fresh_server: Callable[..., Server], stranger: Stranger) -> None:
    """Neither before the first tick nor after it, nor when it is killed for the second time."""
    server = fresh_server()
    page = stranger()
    page.goto(f"{server.url}/safety")
    settled(page)
    boxes = page.locator(".st-key-items-common .stCheckbox")
    for before in (0, 1):
        expect(page.get_by_text(f"{before} ticked")).to_be_visible()
        server.process.kill()
        server.process.wait()
        expect(page.get_by_text("The connection is lost. You can read on.")).to_be_visible(timeout=15_000)
        server = fresh_server(port=server.port)
        page.locator("[data-test-connection-state=CONNECTED]").wait_for(timeout=30_000)
        # At once, while the new server still draws the page for the first time.
        boxes.nth(before).locator("label").click()
        expect(page.get_by_text(f"{before + 1} ticked")).to_be_visible(timeout=15_000)
        page.wait_for_timeout(2000)  # what the new server sends changes none of it
        for at in range(before + 1):
            expect(boxes.nth(at).locator("input")).to_be_checked()
        expect(page.get_by_text("The connection is lost.")).to_have_count(0)


def test_an_urgent_tick_says_at_once_what_to_do_while_the_server_does_nothing(
    fresh_server: Callable[..., Server], stranger: Stranger
) -> None:
    server = fresh_server()
    page = stranger()
    page.goto(f"{server.url}/safety")
    settled(page)
    page.get_by_text("Urgent: get help").click()
    alerts = page.locator(".st-key-checklist [data-testid=stAlert]")
    shown = alerts.locator("visible=true")
    urgent = [item for item in CONTENT.checklist if item.group == "urgent"]
    expect(alerts).to_have_count(len(urgent))
    expect(shown).to_have_count(0)
    server.process.send_signal(signal.SIGSTOP)
    try:
        for at, item in enumerate(urgent, 1):
            line = page.locator(f".st-key-item-{item.id}")
            line.locator("label").click()
            expect(shown).to_have_count(at)
            expect(line.get_by_test_id("stAlert")).to_contain_text(prose.plain(item.help)[:40])
            expect(page.get_by_text(f"{at} ticked")).to_be_visible()
        page.get_by_role("button", name="Clear all ticks").click()
        expect(shown).to_have_count(0)
        expect(page.get_by_text("0 ticked")).to_be_visible()
    finally:
        server.process.send_signal(signal.SIGCONT)


@pytest.mark.nightly
def test_no_page_loads_pandas(fresh_server: Callable[..., Server]) -> None:
    """It weighs as much as the whole app, and is there for whoever opens or downloads a table."""

    server = fresh_server()

    async def every_page() -> None:
        for url in URLS:
            session = Session(server.port, url[1:])
            await session.open()
            await session.close()

    with ThreadPoolExecutor() as aside:
        aside.submit(asyncio.run, every_page()).result()
    assert "pandas" not in Path(f"/proc/{server.process.pid}/maps").read_text()


def test_what_a_visit_held_is_free_when_it_has_ended() -> None:
    """Streamlit makes a module for each visit; whoever remembers it keeps all that the visit held."""
    visit = ModuleType("__main__")
    held = weakref.ref(visit)
    assert local_sources_watcher.get_module_paths.__module__ == patches.__name__
    assert local_sources_watcher.get_module_paths(visit) == set()
    del visit
    assert held() is None


def test_no_answer_waits_for_the_browser_to_confirm_the_one_before() -> None:
    """A connection that the kernel makes wait so keeps each click waiting for 40 ms."""
    code = """
import os, socket
with socket.create_server(("127.0.0.1", 0)) as listening:  # names no protocol, as Streamlit's own does not
    from pages.shared import patches
    open_files = os.listdir("/proc/self/fd")
    patches.answer_at_once()  # as when the file is edited
    assert os.listdir("/proc/self/fd") == open_files
    with socket.create_connection(listening.getsockname()), listening.accept()[0] as accepted:
        print(accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
"""
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert int(ran.stdout) != 0


@pytest.mark.nightly
def test_an_edited_module_is_noticed_also_by_the_second_session(
    fresh_server: Callable[..., Server], tmp_path: Path
) -> None:
    """Where modules lie is looked up once for all sessions; whoever edits one still sees it without a restart."""
    copy = tmp_path / "app"
    shutil.copytree(ROOT, copy, ignore=IGNORED)
    server = fresh_server(copy)

    async def edits() -> None:
        sessions = [Session(server.port, "onset") for _ in range(2)]
        for session in sessions:
            await session.open()
        module = copy / "pages" / "shared" / "figure_card.py"
        for _ in range(2):  # the module as it was first, and as it was loaded after the first edit
            module.write_text(module.read_text() + "\n# edited\n")
            for session in sessions:
                async with asyncio.timeout(10):
                    while await session.heard() != "script_changed_on_disk":
                        pass
                await session.run()
        for session in sessions:
            await session.close()

    with ThreadPoolExecutor() as aside:
        aside.submit(asyncio.run, edits()).result()
