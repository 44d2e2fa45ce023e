"""Where the content lies, its first language, and the files in it that are drawn rather than read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

CONTENT = Path(__file__).parent.parent.parent / "content"
ORIGINAL = "en"  # the language that the others are translated from
FONTS = CONTENT / "assets" / "fonts"
PREVIEW = CONTENT / "assets" / "preview.png"  # what a shared link shows; tools/draw_preview.py draws it

# What is drawn rather than read, and on the way to every reader.
ASSETS = ("assets/fonts/ExplainerSerif.woff2",)


def missing_assets(root: Path) -> Iterator[str]:
    """Files of ASSETS that are gone or cut off: each as a sentence."""
    for name in ASSETS:
        file = root / name
        data = file.read_bytes() if file.is_file() else b""
        if not data:
            yield f"content/{name}: is missing or not whole; bring the file back"
