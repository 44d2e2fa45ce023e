"""The app's own list of pages, so that a new page is tested by existing."""

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent


def pages() -> list[str]:
    """The file names of the pages, in the order of the navigation, as app.py lists them."""
    for node in ast.parse((ROOT / "app.py").read_text()).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "PAGES":
            return [Path(file).stem for file, _, _ in ast.literal_eval(node.value)]
    raise AssertionError("app.py has no list called PAGES")


PAGES = pages()
URLS = ["/", *(f"/{page}" for page in PAGES[1:])]
STAGE = "/present"  # covers the whole window, and carries disclaimer and help on its own scenes
