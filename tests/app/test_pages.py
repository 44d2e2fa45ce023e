"""Every page inside its frame, without a browser."""

import re
import shutil
from html import escape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from explainer import markup, prose
from explainer.draw import figures
from explainer.loading import assets
from explainer.loading.loader import library, reading
from tests.support.app import run, texts
from tests.support.server import ROOT
from tests.support.site_map import PAGES

CONTENT = library()


@pytest.mark.parametrize("page", PAGES)
def test_page_runs_in_its_frame(page: str) -> None:
    app = run(page)
    assert ("<h1" if page == "present" else '<h1 class="headline">') in texts(app)
    assert not app.warning
    if page != "sources":  # its copy takes long to make, and nothing there runs the page anew
        for download in app.get("download_button"):  # what is made on demand is lost to a run meanwhile
            assert not download.proto.deferred_file_id


def test_pages_folder_and_navigation_agree() -> None:
    files = {path.stem for path in (ROOT / "pages").glob("*.py")} - {"__init__"}
    # No menu leads to the last two: the phones of a talk's audience, and the frames of other sites.
    assert files == {*PAGES, "vote", "figure"}


def test_topics_show_every_topic_under_its_takeaway() -> None:
    app = run("topics")
    assert [header.value for header in app.header] == [topic.title for topic in CONTENT.topics]
    takeaways = [prose.plain(topic.takeaway) for topic in CONTENT.topics]
    assert [section.label for section in app.expander if section.label in takeaways] == takeaways
    parts = [name for topic in CONTENT.topics for name in re.findall(r"(?m)^#### (.+)$", topic.body)]
    assert [section.label for section in app.expander if section.label not in takeaways] == parts
    shown = texts(app)
    headings = re.findall(r"(?m)^### (.+)$", shown)
    assert headings == [title for topic in CONTENT.topics for title, _ in topic.passages[1:]]
    for topic in CONTENT.topics:
        words = [part.strip() for _, text in topic.passages for part in re.split(r"(?m)^####.*$", text)]
        for part in (*topic.first, *words, *topic.unknown, *topic.do):
            assert CONTENT.cited(part) in shown


def test_linked_topic_is_open_and_the_others_are_not() -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    app.query_params["open"] = "how-long-it-lasts"
    app.run()
    app.switch_page("pages/topics.py").run()
    takeaway = next(prose.plain(topic.takeaway) for topic in CONTENT.topics if topic.id == "how-long-it-lasts")
    assert [section.label for section in app.expander if section.proto.expanded] == [takeaway]


@pytest.mark.parametrize("value", ["nothing", "<script>", "a" * 5000, "../..", ""])
def test_hostile_link_opens_nothing_and_breaks_nothing(value: str) -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    app.query_params["open"] = value
    for name in ("scale", "moment", *CONTENT.lanes):
        app.query_params[name] = value
    app.run()
    for page in PAGES[1:]:
        app.switch_page(f"pages/{page}.py").run()
        assert not app.exception


def test_open_all_and_close_all() -> None:
    app = run("topics")
    _rerun, open_all, close_all, *_ = app.button
    open_all.click().run()
    assert all(section.proto.expanded for section in app.expander)
    close_all.click().run()
    assert not any(section.proto.expanded for section in app.expander)


def test_search_lists_what_it_found_and_says_when_there_is_nothing() -> None:
    app = run("topics")
    box = app.text_input[0]
    box.set_value("blood pressure").run()
    assert "<mark>blood pressure</mark>" in texts(app).lower()
    assert len(app.header) == len(CONTENT.topics)
    box.set_value('qqqq<img src="">').run()
    assert "Nothing found for “qqqq" in texts(app)
    assert '<img src="">' not in texts(app)
    assert 'class="found"' not in texts(app)
    box.set_value("").run()
    assert "Nothing found" not in texts(app)
    assert 'class="found"' not in texts(app)


def test_a_danger_of_the_body_leads_to_emergency_numbers_and_is_not_taken_for_a_thought_of_suicide() -> None:
    say, app = CONTENT.interface["search"], run("topics")
    for query, first, then in (
        ("cant breathe since the spray", "emergency", ""),
        ("took way too many of my tablets", "emergency", "crisis"),
        ("i want to die", "crisis", "crisis_emergency"),
    ):
        app.text_input[0].set_value(query).run()
        shown = texts(app)
        (block,) = re.findall('<aside class="found-crisis">(.*?)</aside>', shown, re.DOTALL)
        said = [name for name in ("emergency", "crisis", "crisis_emergency") if say[name] in block]
        assert said == [name for name in ("emergency", "crisis", "crisis_emergency") if name in (first, then)], query
        assert block.index(say[first]) == min(block.index(say[name]) for name in said)
        assert "tel:999" in block


def test_every_moment_says_what_is_known_of_every_treatment() -> None:
    app = run("onset")
    stops = list(figures.stops(CONTENT))
    for stop in stops:
        app.select_slider[0].set_value(stop).run()
        assert not app.exception
        (words,) = re.findall(r'<div class="moments"[^>]*>(.*)</div>', texts(app), re.DOTALL)
        unexplained = re.sub(r'<a href="sources#term-[^"]*">([^<]*)</a>', r"\1", words)
        said = re.split(r"<div(?: hidden)?>", unexplained)[1:]  # one for each stop
        assert re.findall(r"<div( hidden)?>", words) == ["" if one == stop else " hidden" for one in stops]
        for moment in CONTENT.moments:
            name = CONTENT.labels["treatment"][moment.lane]
            known = f"**{name}, after {moment.stop}.** {CONTENT.cited(moment.words)}"
            assert markup.block(known) in said[stops.index(moment.stop)]


def test_no_treatment_chosen_offers_the_way_back() -> None:
    app = run("onset")
    for box in app.checkbox:
        box.uncheck()
    app.run()
    assert "Tick at least one" in app.warning[0].value
    app.checkbox[0].check().run()
    assert not app.warning


def test_what_to_do_about_an_urgent_item_is_on_the_page_before_its_tick() -> None:
    shown = [error.value for error in run("safety").error]
    for item in CONTENT.checklist:
        if item.group == "urgent":
            assert sum(item.help in said for said in shown) == 1, item.id


def test_every_precaution_red_flag_and_question_is_shown() -> None:
    shown = texts(run("safety")) + texts(run("choose"))
    for text in (
        [p.text for p in CONTENT.precautions]
        + [q.question for q in CONTENT.questions]
        + [r.text for r in CONTENT.red_flags]
    ):
        assert text in shown


def test_sources_page_lists_every_source_with_its_address() -> None:
    shown = texts(run("sources"))
    for key, source in CONTENT.sources.items():
        assert f'<h3 id="{source.anchor}">{source.short}</h3>' in shown
        assert f"<strong>{CONTENT.number(key)}.</strong>" in shown
        assert escape(source.address) in shown


@pytest.mark.parametrize(
    ("page", "file", "text"),
    [("overview", "pages.toml", "to_onset"), ("topics", "interface.toml", "open_all"), ("topics", "pages.toml", "nav")],
)
def test_a_text_that_is_missed_only_when_it_is_drawn_shows_the_repair_page_and_is_named(
    page: str, file: str, text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = tmp_path / "content"
    shutil.copytree(assets.CONTENT, content)
    written = (content / "en" / file).read_text(encoding="utf-8")
    (content / "en" / file).write_text(re.sub(rf"(?m)^{text} =", f"{text}x =", written), encoding="utf-8")
    with reading(content, "en"):
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30).run()
        if page != "overview" and not app.exception:
            app.switch_page(f"pages/{page}.py").run()
    assert not app.exception
    assert "This explainer is being repaired" in [title.value for title in app.title]
    assert f"'{text}'" in capsys.readouterr().err


def test_broken_content_shows_one_page_and_nothing_internal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from explainer.loading import loader
    from explainer.loading.reading import ContentError

    problem = "content/data/findings.csv, row 7: a made-up mistake"

    def fail(*_: object) -> None:
        raise ContentError([problem])

    loader.library.cache_clear()
    monkeypatch.setattr(loader, "read", fail)
    monkeypatch.setattr(loader, "_failed", None)  # and so for those who come later
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30).run()
    AppTest.from_file(str(ROOT / "app.py"), default_timeout=30).run()
    loader.library.cache_clear()
    assert not app.exception
    assert app.title[0].value == "This explainer is being repaired"
    assert not app.code
    assert problem not in texts(app)
    assert capsys.readouterr().err.count(problem) == 1  # and not for every visitor
