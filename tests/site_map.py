"""The app's own list of pages, so that a new page is tested by existing."""

from pathlib import Path

from explainer import outline

ROOT = Path(__file__).parent.parent
PAGES = list(outline.PAGES)
URLS = ["/", *(f"/{page}" for page in PAGES[1:])]
STAGE = "/present"  # covers the whole window, and carries disclaimer and help on its own scenes
