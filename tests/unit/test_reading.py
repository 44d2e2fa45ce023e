"""A mistake in a content file is found when it is read, and the message says where and what to type."""

import re
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from explainer.loading.assets import CONTENT as REAL
from explainer.loading.loader import read
from explainer.loading.reading import ContentError, convert


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the real content."""
    return Path(shutil.copytree(REAL, tmp_path / "content"))


@pytest.fixture
def broken(copy: Path) -> Callable[..., list[str]]:
    """Change a file of the content or both halves of one, and return the mistakes that reading it reports."""

    def change(files: str, old: str, new: str) -> list[str]:
        for file in files.split(" and "):
            path = copy / file
            text = path.read_text(encoding="utf-8")
            assert re.search(old, text), f"{file} holds no {old}"
            path.write_text(re.sub(old, new, text, count=1), encoding="utf-8")
        with pytest.raises(ContentError) as caught:
            read(copy)
        return list(caught.value.problems)

    return change


CASES = {
    "unknown front-matter key": (
        "en/topics/02-what-ketamine-is.md",
        "takeaway =",
        "takeway =",
        "did you mean 'takeaway'",
    ),
    "missing front-matter key": ("en/topics/02-what-ketamine-is.md", "checked = .*\n", "", "'checked' is missing"),
    "topic that leads to no page": (
        "en/topics/01-the-short-answer.md",
        'to_page = "choose"',
        'to_page = "chose"',
        "did you mean 'choose'",
    ),
    "topic whose link has no words": (
        "en/topics/01-the-short-answer.md",
        "to_label = .*\n",
        "",
        "it stands together with 'to_label'",
    ),
    "topic with a picture that nothing draws": (
        "en/topics/01-the-short-answer.md",
        'picture = "onset"',
        'picture = "onsets"',
        "did you mean 'onset'",
    ),
    "front matter not TOML": ("en/topics/02-what-ketamine-is.md", 'title = "', "title = ", "not valid TOML"),
    "no front matter": ("en/topics/02-what-ketamine-is.md", r"^\+\+\+\n", "", "must begin with a block"),
    "citation that leads nowhere": (
        "en/topics/02-what-ketamine-is.md",
        "@who2015",
        "@who2051",
        "did you mean 'who2015'",
    ),
    "number that has no row": ("en/topics/02-what-ketamine-is.md", "{who_list.year}", "{wholist.year}", "names no row"),
    "number that has no field": ("en/topics/02-what-ketamine-is.md", "{who_list.year}", "{who_list.yeer}", "field"),
    "number without its source": (
        "en/topics/08-how-long-it-lasts.md",
        r"minutes \[@kishimoto2016\]",
        "minutes",
        "add [@kishimoto2016]",
    ),
    "number that nothing fills in": (
        "en/data/checklist.csv",
        "\nnausea,",
        "\nnausea,{esk_nausea.value} ",
        "nothing is filled in here, so '{esk_nausea.value}' would be shown as it is",
    ),
    "unknown column": ("data/findings.csv", "id,source", "id,sauce", "did you mean 'source'"),
    "rate out of range": ("data/findings.csv", ",52.2,", ",152.2,", "type a number from 0 to 100"),
    "rate that is no number": ("data/findings.csv", ",52.2,", ",about half,", "is not a number"),
    "rate without a comparison": (
        "en/data/findings.csv",
        "none: description of who took part",
        "none",
        "a rate needs its comparison",
    ),
    "unknown choice": ("data/findings.csv", "very low,passage", "verylow,passage", "did you mean 'very low'"),
    "side effect without its item": ("data/side_effects.csv", ",dizziness,", ",dizzyness,", "did you mean 'dizziness'"),
    "side effect without the comparison's rate": (
        "data/side_effects.csv",
        "esketamine_nasal,29,,8,",
        "esketamine_nasal,29,,,",
        "type the comparison's rate",
    ),
    "date without a precision": ("data/events.csv", "2019-03-05,day", "2019-03-05,", "precision"),
    "date finer than known": ("data/events.csv", "1962,year", "1962,day", "type it as 2019-03-05"),
    "same id twice": ("data/events.csv", "\nwho_list,", "\nfirst_made,", "stands 2 times"),
    "comma outside quotes": ("en/data/red_flags.csv", '"', "", "put text with a comma between quotes"),
    "source that nobody cites": (
        "sources.toml",
        r"^",
        '[nobody2020]\nshort = "Nobody 2020"\ntitle = "T"\nkind = "trial"\ndoi = "10.1000/xyz"\n\n',
        "nothing cites",
    ),
    "source without an address": (
        "sources.toml",
        r"^",
        '[berman1999]\nshort = "Berman 1999"\ntitle = "T"\nkind = "trial"\n\n',
        "needs a doi, a pmid or a url",
    ),
    "source whose name cannot be linked to": (
        "sources.toml",
        'short = "Berman 2000"',
        'short = "B&B 2000"',
        "cannot be linked",
    ),
    "DOI as a link": ("sources.toml", r'doi = "', 'doi = "https://doi.org/', "type it bare"),
    "row that nothing uses": (
        "data/findings.csv and en/data/findings.csv",
        r"\n(kishimoto_peak)(,[^\n]*)",
        r"\n\1\2\nunused_row\2",
        "nothing uses the row 'unused_row'",
    ),
    "mark without its finding": (
        "data/timeline.csv and en/data/timeline.csv",
        "kishimoto_peak,",
        "kishimoto_peek,",
        "did you mean 'kishimoto_peak'",
    ),
    "point without its series": ("data/timeline.csv", "point,price", "point,", "belongs to a point"),
    "point in a series of another lane": (
        "data/timeline.csv",
        "point,taylor",
        "point,price",
        "no series",
    ),
    "point that cannot be timed": (
        "data/timeline.csv",
        "daly_relapse,esketamine_nasal,goes_on,",
        "daly_relapse,esketamine_nasal,point,transform",
        "no 'time_hours'",
    ),
    "heights on two scales": ("data/timeline.csv", "point,aspire", "point,transform", "common scale"),
    "sign without words": (
        "en/data/timeline.csv",
        "first seen: {daly_2h.time_hours} hours \\[@daly2018\\]",
        "",
        "has 0 rows with words",
    ),
    "words at what is not drawn": (
        "en/data/timeline.csv",
        "zarate_onset,,First difference",
        "zarate_onset,2 hours,First difference",
        "what is drawn",
    ),
    "words around a figure in two paragraphs": (
        "en/site.toml",
        'limits = "A small',
        r'limits = "First.\\n\\nA small',
        "type one paragraph",
    ),
    "scene that no talk shows": ("data/talks.csv", "full,ect\n", "", "no talk shows this scene"),
    "talk with a scene that is not there": ("data/talks.csv", "full,ect\n", "full,etc\n", "did you mean 'ect'"),
    "scene with a headline too long": (
        "en/topics/07-how-well-it-works.md",
        'headline = "Against ECT',
        'headline = "' + "Against ECT and everything else " * 3,
        "is longer than 75 characters",
    ),
    "scene with four lines": ("en/topics/13-getting-access.md", "lines = \\[", 'lines = ["One.", ', "keep three"),
    "scene whose row is not there": (
        "en/topics/07-how-well-it-works.md",
        '"anand_response"',
        '"anand_respons"',
        "did you",
    ),
    "scene with an unknown figure": ("en/topics/13-getting-access.md", '"words"', '"wordy"', "did you mean 'words'"),
    "scene that runs again what prints no counts": (
        "en/topics/07-how-well-it-works.md",
        r'rows = \["lii_day1", "reif_remission"\]',
        'rows = ["lii_day1", "popova_response"]',
        "'popova_response' does not say how many of how many got better",
    ),
    "scene that takes too long": ("en/topics/13-getting-access.md", "minutes = 0.5", "minutes = 90", "type 0.5 to 10"),
    "scene with less to say than its time": (
        "en/topics/13-getting-access.md",
        "minutes = 0.5",
        "minutes = 2",
        "words for 2 minutes; say 195 to 247",
    ),
    "scene with a step that nobody speaks at": (
        "en/topics/12-limitations-and-future-directions.md",
        r'notes = \[\n  "[^\n]*\n',
        "notes = [\n",
        "3 paragraphs; type 4",
    ),
    "scene that leads nowhere": ("en/topics/13-getting-access.md", r'transition = "[^\n]*\n', "", "leads on"),
    "country without an answer": (
        "data/access.csv and en/data/access.csv",
        r"ie_price,.*\n",
        "",
        "'Ireland' has 0 rows for 'price'",
    ),
    "price that was not found, with a date": (
        "data/access.csv",
        "ie_price,price,not found,,",
        "ie_price,price,not found,2022,",
        "empty those cells",
    ),
    "answer without its source": (
        "data/access.csv",
        ",2020-09-07,smc_2258,",
        ",2020-09-07,,",
        "type words, date, source",
    ),
    "answer of no day": ("data/access.csv", ",2020-09-07,smc_2258,", ",7 September,smc_2258,", "is no date"),
    "list of countries that no topic shows": (
        "en/topics/13-getting-access.md",
        r"\{access\}",
        "",
        "type {access} once",
    ),
    "second line of a country in the strip": (
        "data/helplines.csv",
        "uk_111,crisis,no",
        "uk_111,crisis,yes",
        "'UK' has 2 crisis lines",
    ),
    "strip that is a wall": (
        "data/helplines.csv",
        "nz_1737,crisis,no",
        "nz_1737,crisis,yes",
        "the strip has no room for more",
    ),
    "text line in the strip": (
        "data/helplines.csv",
        "uk_shout,crisis,no",
        "uk_shout,crisis,yes",
        "only a line that can be called",
    ),
    "helpline without its hours": (
        "en/data/helplines.csv",
        "Samaritans,24 hours a day",
        "Samaritans,",
        "field 'hours': is empty",
    ),
    "medicine without a line for the drip": (
        "data/precautions.csv and en/data/precautions.csv",
        r"ix_iv_thyroid,[^\n]*\n",
        "",
        "nothing is said of 'Thyroid tablets' (medicines.csv, thyroid) with ketamine_iv",
    ),
    "line on a medicine that is not listed": (
        "data/precautions.csv",
        "ix_esk_cannabis,medicines,cannabis",
        "ix_esk_cannabis,medicines,canabis",
        "did you mean 'cannabis'",
    ),
    "line on a medicine that does not say which": (
        "data/precautions.csv",
        "ix_esk_cannabis,medicines,cannabis",
        "ix_esk_cannabis,medicines,",
        "belongs to the kind 'medicines'",
    ),
    "rule that does not say what it is about": (
        "en/data/precautions.csv",
        "ci_iv_stroke,A stroke",
        "ci_iv_stroke,",
        "is what a rule is about",
    ),
    "nothing found, and yet a source": (
        "data/precautions.csv",
        "esketamine_nasal,editorial,not_found",
        "esketamine_nasal,eu_leaflet,not_found",
        "belong together",
    ),
    "editorial line that passes for a sourced one": (
        "data/precautions.csv",
        "esketamine_nasal,editorial,not_found",
        "esketamine_nasal,editorial,passage",
        "belong together",
    ),
    "drip rule from texts of two kinds": (
        "data/precautions.csv",
        ",ketalar_uk2019,passage",
        ",ketalar_uk2019 oxford_limits2018,passage",
        "give each its own row",
    ),
    "line of a fact box beside something else": (
        "en/data/fact_rows.csv",
        "drip_harms,su_dizziness",
        "drip_harms,iv_vertigo",
        "give it a box of its own",
    ),
    "bladder reports out of order": ("data/bladder.csv", ",2021-01,", ",2026-01,", "sort rows by date"),
    "bladder report without a date": ("data/bladder.csv", ",2021-01,", ",spring 2021,", "is no date"),
    "row that has no words": (
        "en/data/bladder.csv",
        r"ng_2021,.*\n",
        "",
        "the row of 'ng_2021' is missing (content/data/bladder.csv, row 4 (ng_2021)); add it",
    ),
    "words that have no row": (
        "data/bladder.csv",
        "ng_2021,",
        "ng_2012,",
        "row 4 (ng_2021): content/data/bladder.csv has no such row; did you mean 'ng_2012'",
    ),
    "words twice": ("en/data/bladder.csv", r"\nng_2021,", "\nclinics_2020,", "'clinics_2020' stands 2 times as 'id'"),
    "words among the numbers": ("data/bladder.csv", "id,date", "id,text", "'text' is not a known column"),
    "mistake of a cell among the words": ("en/data/bladder.csv", "ng_2021,A rev", "ng_2021, A rev", "a space; take"),
    "words about a source that is not there": (
        "en/sources.toml",
        r"\[anand2023\]",
        "[anand2032]",
        "did you mean 'anand2023'",
    ),
    "words among what identifies a source": (
        "sources.toml",
        r"\[anand2023\]\n",
        '[anand2023]\nnote = "Read whole."\n',
        "is text; type it in content/en/sources.toml",
    ),
    "address among the words about a source": (
        "en/sources.toml",
        r"\[anand2023\]\n",
        "[anand2023]\nyear = 2023\n",
        "belongs to content/sources.toml",
    ),
    "helpline with letters": ("data/helplines.csv", ",131114,", ",13-11-14,", "type digits without spaces"),
}


@pytest.mark.parametrize("case", CASES)
def test_mistake_is_named_with_its_place_and_its_mend(case: str, broken: Callable[..., list[str]]) -> None:
    file, old, new, expected = CASES[case]
    problems = broken(file, old, new)
    assert any(expected in problem for problem in problems), problems
    places = [Path(one).stem.partition("-")[2] or one for one in file.split(" and ")]
    assert any(place in problem for problem in problems for place in places), problems


def test_missing_file_is_named(copy: Path) -> None:
    (copy / "data" / "findings.csv").unlink()
    with pytest.raises(ContentError, match=r"content/data/findings\.csv: the file is missing"):
        read(copy)


@pytest.mark.parametrize("value", ["nan", "inf", "1e9", "0x10", "１２", "1,5", "45%"])
def test_only_plain_numbers_are_numbers(value: str) -> None:
    with pytest.raises(ValueError, match="is not a number"):
        convert(value, Decimal)
