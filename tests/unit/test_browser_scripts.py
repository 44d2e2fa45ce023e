"""Browser scripts as they are sent: files put together into one, with every word from the content."""

import re
import subprocess
import sysconfig
from pathlib import Path

import pytest

from explainer.loading.loader import library, reading
from pages.shared import browser, repair
from tests.support.server import ROOT

SHARED = ROOT / "pages" / "shared"
SCRIPTS = sorted(SHARED.rglob("*.js"))
COMPONENTS = [path for path in SCRIPTS if "export default" in path.read_text(encoding="utf-8")]
COMPONENTS.append(ROOT / "deploy" / "first_scrubber.js")
LINTER = Path(sysconfig.get_path("scripts")) / "oxlint"


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_a_module_and_what_it_imports_are_one_whole_script(path: Path, tmp_path: Path) -> None:
    """No name is declared twice or is missing, and nothing is left of an import: a browser could not follow it."""
    script = tmp_path / "together.js"
    script.write_text(browser.module(path), encoding="utf-8")
    config = [
        "--config",
        str(ROOT / ".oxlintrc.json"),
        "--allow",
        "import",
        "--allow",
        "no-unused-vars",
        "--allow",
        "no-shadow",
    ]
    found = subprocess.run(
        [LINTER, *config, "--deny-warnings", str(script)], capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stdout
    assert not re.search(r"^import\b", script.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_no_script_holds_a_sentence(path: Path) -> None:
    """What is said comes from the content. Code has no literal of three words, and no text ends like a sentence."""
    code = re.sub(r"(?m)^\s*//.*$| // .*$", "", path.read_text(encoding="utf-8"))
    texts = [text for text in re.findall(r'"([^"\n]*)"|`([^`]*)`|>([^<>`"\']+)</', code) for text in text if text]
    sentences = [text for text in texts if re.match(r"^[A-Z][a-z’]+ [a-z]+ [\w ,$}{]+", text)]
    sentences += [text for text in texts if re.match(r"^[A-Z].*[a-z][.:?]$", text)]
    assert sentences == []


def test_each_word_that_a_script_asks_for_is_in_the_content() -> None:
    known = {name for table in ("stage", "notes") for name in library().interface[table]}
    for path in (SHARED / "stage").rglob("*.js"):
        code = path.read_text(encoding="utf-8")
        asked = set(re.findall(r'\bsay\("(\w+)"', code)) | {
            name for pair in re.findall(r'\bsay\([^"()]*\? "(\w+)" : "(\w+)"', code) for name in pair
        }
        assert asked <= known, f"{path.name}: {asked - known}"


@pytest.mark.parametrize("written", [None, "title = ", "title = 3\n"], ids=["missing", "cut off", "no text"])
def test_the_repair_page_has_words_when_its_own_file_cannot_be_read(written: str | None, tmp_path: Path) -> None:
    (tmp_path / "xx").mkdir()
    if written is not None:
        (tmp_path / "xx" / "repair.toml").write_text(written, encoding="utf-8")
    whole = repair.words()
    with reading(tmp_path, "xx"):
        words = repair.words()
    assert words["title"] == whole["title"]
    assert whole["danger"].startswith(words["danger"])
    assert "988" in words["danger"]
    assert "116 123" in words["danger"]
    assert len(whole) > len(words)


def test_the_repair_page_speaks_the_language_in_use(tmp_path: Path) -> None:
    (tmp_path / "xx").mkdir()
    (tmp_path / "xx" / "repair.toml").write_text('title = "Wird repariert"\n', encoding="utf-8")
    with reading(tmp_path, "xx"):
        assert repair.words()["title"] == "Wird repariert"


@pytest.mark.parametrize("path", sorted(ROOT.glob("[dep]*/**/*.css")), ids=lambda path: path.stem)
def test_no_style_asks_whether_there_is_a_part_of_a_class(path: Path) -> None:
    """Else each class that changes anywhere, by each step of a slider, has half the page's style worked out anew."""
    assert re.findall(r":has\((?:[^()]|\([^()]*\))*\[class[^)]*", path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", sorted(ROOT.glob("[dep]*/**/*.css")), ids=lambda path: path.stem)
def test_a_list_without_markers_is_still_a_list(path: Path) -> None:
    """Safari tells a screen reader of no list whose style is none; with an empty marker it does."""
    rules = re.findall(r"([^{}]*)\{[^{}]*list-style(?:-type)?:\s*none", path.read_text(encoding="utf-8"))
    assert [rule for rule in rules if "summary" not in rule] == []
