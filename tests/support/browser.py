"""What tests in a browser wait for, and the rules of accessibility that every page is held to."""

from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def settled(page: Page) -> None:
    """Wait until the app has finished its run and the browser has drawn it."""
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=30_000)
    page.wait_for_selector("footer.closing", state="attached", timeout=30_000)  # a talk covers it
    page.wait_for_timeout(300)


def flowing(page: Page) -> None:
    """Let the page itself scroll instead of Streamlit's box in it: axe compares no colours that a box has cut off."""
    boxes = "html, body, #root, .stApp, .stApp > *, .stAppViewContainer, .stMain"
    page.add_style_tag(
        content=f"{boxes} {{ position: static !important; height: auto !important; overflow: visible !important }}"
    )
    page.wait_for_timeout(300)


def open_everything(page: Page) -> None:
    """Open every section that is closed."""
    page.eval_on_selector_all("details:not([open]) > summary", "all => all.forEach(summary => summary.click())")
    page.wait_for_timeout(700)
