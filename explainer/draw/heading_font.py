"""The font of the headings, small enough to come with the page itself: no second request, no jump when it arrives."""

import base64
from functools import cache

from explainer.loading.assets import FONTS

NAME = "Explainer Serif"
FILE = FONTS / "ExplainerSerif.woff2"


@cache
def face() -> str:
    """The font as a rule of CSS."""
    data = base64.b64encode(FILE.read_bytes()).decode()
    return (
        f'@font-face {{ font-family: "{NAME}"; font-weight: 600; font-display: block; '
        f"src: url(data:font/woff2;base64,{data}) format('woff2'); }}"
    )
