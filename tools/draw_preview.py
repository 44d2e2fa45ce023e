"""Draw the picture that a shared link shows, content/assets/preview.png, from the overview's words and figure.

    python tools/draw_preview.py

Needs what the tests need. Run it again when the title or the figure changes.
"""

import shutil
import sys
from pathlib import Path

from markupsafe import Markup
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from explainer.draw import heading_font  # noqa: E402  # the project is not installed
from explainer.draw.pictures import picture  # noqa: E402
from explainer.loading.assets import PREVIEW  # noqa: E402
from explainer.loading.loader import library  # noqa: E402

_PAGE = Markup("""<style>{font}
body {{ margin: 0; padding: 46px 70px; box-sizing: border-box; width: 1200px; height: 630px; background: #FCFBF9;
  color: #1F2328; font: 24px/1.3 "Source Sans 3", "Source Sans Pro", sans-serif; }}
h1 {{ margin: 0 0 22px; font: 600 50px/1.1 "{name}", serif; }} p {{ margin: 14px 0 0; font-size: 21px; }}
svg {{ display: block; font-size: 15px; }}</style><h1>{title}</h1>{drawn}<p>{disclaimer}</p>""")


def main() -> None:
    content = library()
    html = _PAGE.format(
        font=Markup(heading_font.face()),
        name=heading_font.NAME,
        title=content.site.title,
        drawn=picture(content, "overview"),
        disclaimer=content.site.disclaimer,
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1200, "height": 630})
        page.set_content(str(html))
        page.screenshot(path=PREVIEW)
        browser.close()


if __name__ == "__main__":
    main()
