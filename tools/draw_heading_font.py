"""Make the font of the headings anew: ``.venv/bin/python tools/draw_heading_font.py``.

It is the serif that Streamlit ships, at the one weight and with the letters that headings use: a twentieth of its size.
Its licence (SIL Open Font License 1.1) asks a changed font for a name of its own.
"""

import sys
from pathlib import Path

import streamlit
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

sys.path.insert(0, str(Path(__file__).parent.parent))

from explainer.draw.heading_font import FILE, NAME

WEIGHT, OPTICAL_SIZE = 600, 32
LETTERS = [*range(0x20, 0x7F), *range(0xA0, 0x100), *map(ord, "–—‘’“”•…−≤≥→µ")]


def main() -> None:
    (shipped,) = Path(streamlit.__file__).parent.glob("static/static/media/SourceSerifVariable-Roman*")
    font = instantiateVariableFont(TTFont(shipped), {"wght": WEIGHT, "opsz": OPTICAL_SIZE})
    options = Options()
    options.flavor = "woff2"
    options.layout_features = ["kern", "liga"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=LETTERS)
    subsetter.subset(font)
    names = {1: NAME, 2: "Regular", 3: f"{NAME} {WEIGHT}", 4: NAME, 6: NAME.replace(" ", ""), 16: NAME, 17: "Regular"}
    kept = {0, 13, 14}  # whose it was, and its licence
    font["name"].names = [record for record in font["name"].names if record.nameID in kept]
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = WEIGHT
    font.flavor = "woff2"
    font.save(FILE)
    print(f"{FILE.name}: {FILE.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
