"""The app's own list of pages, so that a new page is tested by existing."""

from explainer import outline

PAGES = list(outline.PAGES)
URLS = ["/", *(f"/{page}" for page in PAGES[1:])]
STAGE = "/present"  # covers the whole window, and carries disclaimer and help on its own scenes
