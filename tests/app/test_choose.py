"""The page of choices without a browser: what it says first, what a phone shows, what is weighed, and the sheet."""

from streamlit.testing.v1 import AppTest

from explainer.loading.loader import library
from tests.support.app import run, texts

CONTENT = library()


def weigh(app: AppTest, matter: str, weight: str) -> None:
    group = next(group for group in app.button_group if group.key == f"weigh-{matter}")
    group.set_value(weight).run()


def test_the_decision_comes_before_the_options_and_both_before_all_else() -> None:
    app = run("choose")
    said = [element.value for element in app.markdown]
    decision = next(at for at, text in enumerate(said) if "You have more than one choice." in text)
    assert decision <= 2
    shown = texts(app)
    for option in CONTENT.options:
        assert option.name in shown
    for text in [row.words for row in CONTENT.relatives] + [one.question for one in CONTENT.questions]:
        assert text in shown
    assert "116 123" in shown


def test_the_drip_and_the_spray_come_first_until_a_reader_chooses() -> None:
    app = run("choose")
    assert [box.value for box in app.selectbox] == ["drip", "spray", "switch"]
    app.selectbox[1].set_value("talk").run()
    assert ".on-screen .o-drip, .on-screen .o-talk {" in texts(app)
    assert ".on-screen .o-drip, .on-screen .o-talk, .on-screen .o-switch {" in texts(app)


def test_what_is_weighed_marks_its_rows_reaches_the_sheet_and_stays_out_of_the_address() -> None:
    app = run("choose")
    matter = next(matter for matter in CONTENT.matters if matter.id == "lasting")
    weigh(app, matter.id, "much")
    assert ".r-lasts > *" in texts(app)
    assert ".r-where > *" not in texts(app)
    app.button(key="make-sheet").click().run()
    assert f"{matter.words} (a lot)" in texts(app)
    assert matter.id not in str(app.query_params)


def test_a_text_that_no_font_has_refuses_the_pdf_alone() -> None:
    app = run("choose")
    app.text_area(key="medicines").set_value("好").run()
    app.button(key="make-sheet").click().run()
    assert "The sheet cannot print: 好" in app.error[0].value
    assert "<li>好</li>" in texts(app)
