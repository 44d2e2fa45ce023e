"""Live parts of a page: those that the server draws anew alone, while the rest of the page stays."""

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.support.browser import Stranger, settled
from tests.support.server import Server
from tests.support.site_map import URLS

WORDS = "() => document.querySelector('.deck, .stMain').textContent.replace(/\\s+/g, ' ')"


class Hasty:
    """A reader between the browser and the server, who can touch a live part while its page is still on the way.

    What Streamlit then sends is all of the page but that part, and then the part alone: its queue throws away what it
    still holds of a part that is to be drawn anew.
    """

    def __init__(self, page: Page) -> None:
        self.parts: set[str] = set()
        self.touched = ""
        self._asked = BackMsg()
        page.route_web_socket(lambda url: "/_stcore/stream" in url, self._between)

    def _between(self, browser: WebSocketRoute) -> None:
        server = browser.connect_to_server()

        def ask(message: str | bytes) -> None:
            asked = BackMsg.FromString(message if isinstance(message, bytes) else message.encode())
            if asked.HasField("rerun_script"):
                self._asked = asked
            server.send(message)

        def answer(message: str | bytes) -> None:
            answered = ForwardMsg.FromString(message if isinstance(message, bytes) else message.encode())
            part = answered.delta.fragment_id
            self.parts |= {part} - {""}
            if not self.touched or part != self.touched:
                browser.send(message)
            if self.touched and answered.WhichOneof("type") == "script_finished":
                self._asked.rerun_script.fragment_id, self.touched = self.touched, ""
                server.send(self._asked.SerializeToString())

        browser.on_message(ask)
        server.on_message(answer)


@pytest.mark.parametrize("url", URLS)
def test_a_tap_while_the_page_is_drawn_takes_nothing_of_it_away(url: str, stranger: Stranger, server: Server) -> None:
    page = stranger()
    hasty = Hasty(page)
    page.goto(server.url + url)
    settled(page)
    before = page.evaluate(WORDS)
    for part in sorted(hasty.parts):
        hasty.touched = part
        page.locator(".st-key-rerun button").dispatch_event("click")
        page.wait_for_timeout(300)
        settled(page)
        assert not hasty.touched
        page.wait_for_function(f"before => ({WORDS})() === before", arg=before, timeout=10_000)
    expect(page.locator("[data-testid=stException]")).to_have_count(0)
