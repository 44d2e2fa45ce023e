"""Draw the pictures in content/assets/pictures anew: ``.venv/bin/python tools/draw_pictures.py``.

Plotly's own script, which comes with the Python package, draws them in the browser that the tests use. Scour takes out
half of what it writes, and names what is left after the picture: the copy without a server has all of them on one page.
"""

import shutil
import sys
from copy import deepcopy
from pathlib import Path
from textwrap import wrap
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import plotly.offline
from conftest import QUIET
from playwright.sync_api import sync_playwright
from scour.scour import parse_args, scourString

from explainer.draw.pictures import HERE, INK, PICTURES, finish

DRAW = "([spec, size]) => Plotly.toImage(spec, { format: 'svg', ...size }).then(uri => decodeURIComponent(uri))"

SMALL = [
    "--strip-xml-prolog",
    "--enable-id-stripping",
    "--shorten-ids",
    "--create-groups",
    "--indent=none",
    "--no-line-breaks",
]
NARROW = 400  # below this many pixels, lines break and the scale's labels are smaller


def fit(layout: dict[str, Any], width: int) -> None:
    """Room for the words, which no browser will wrap in a picture."""
    for name, axis in layout.items():
        if name.startswith("xaxis"):
            axis["tickfont"] = {"size": 11 if width < NARROW else 13}
            axis["title"] = {**axis.get("title", {}), "font": {"size": 13}, "standoff": 12}
        elif name.startswith("yaxis"):
            axis.pop("tickfont", None)  # the colour of paper; a picture follows the reader's light or dark
    if width < NARROW:
        for annotation in layout["annotations"]:
            lines = annotation["text"].split("<br>")
            annotation["text"] = "<br>".join(line if "<b>" in line else "<br>".join(wrap(line, 40)) for line in lines)
            annotation["font"] = {**annotation.get("font", {}), "size": 13 if len(annotation["text"]) > 1 else 20}


def main() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        page = browser.new_page()
        page.add_script_tag(content=plotly.offline.get_plotlyjs())
        for name, (make, width) in PICTURES.items():
            figure = make()
            spec = deepcopy(figure.plot.to_plotly_json())  # everybody is given the same one, also who checks the mark
            spec["layout"] |= {"font": {"color": INK, "size": 14}, "template": {}}
            spec["layout"] |= {"paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)"}
            fit(spec["layout"], width)
            uri = page.evaluate(DRAW, [spec, {"width": width, "height": figure.height}])
            small = scourString(uri.partition(",")[2], parse_args([*SMALL, f"--shorten-ids-prefix={name}-"]))
            (HERE / f"{name}.svg").write_text(finish(small, name), encoding="utf-8")
        browser.close()


if __name__ == "__main__":
    main()
