"""Everything that a user reads has its Chinese."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

SOURCE = Path(__file__).parent.parent / "src" / "rectify"
CATALOGUE = SOURCE / "locale" / "zh_CN" / "LC_MESSAGES"
MARKS = {"_", "N_", "gettext", "ngettext"}
PLACEHOLDER = re.compile(r"\{(\w+)")


def marked(path: Path) -> Iterator[tuple[str, ...]]:
    """The strings of a module that are marked for translation: one, or singular and plural."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS:
            count = 2 if node.func.id == "ngettext" else 1
            texts = tuple(each.value for each in node.args[:count] if isinstance(each, ast.Constant))
            if len(texts) == count and all(isinstance(text, str) for text in texts):
                yield tuple(str(text) for text in texts)


MODULES = sorted(path for path in SOURCE.rglob("*.py") if path.name != "i18n.py")
STRINGS = {texts[0] for path in MODULES for texts in marked(path)} - {"", " "}


@pytest.fixture(scope="module", name="written")
def fixture_written() -> dict[str, tuple[str, ...]]:
    """What the catalogue says, by English string."""
    with (CATALOGUE / "rectify.po").open("rb") as file:
        catalogue = read_po(file, locale="zh_CN")
    entries = {}
    for message in catalogue:
        key = message.id if isinstance(message.id, str) else message.id[0]
        texts = (message.string,) if isinstance(message.string, str) else tuple(message.string)
        entries[key] = () if message.fuzzy else texts
    return entries


def test_every_marked_string_has_a_chinese_translation(written: dict[str, tuple[str, ...]]) -> None:
    missing = sorted(text for text in STRINGS if not any(written.get(text, ())))
    assert missing == []


def test_the_catalogue_holds_nothing_that_is_no_longer_said(written: dict[str, tuple[str, ...]]) -> None:
    assert sorted(written.keys() - STRINGS - {""}) == []


def test_a_translation_fills_in_only_what_its_english_fills_in(written: dict[str, tuple[str, ...]]) -> None:
    unknown = {
        key: set(PLACEHOLDER.findall(text)) - set(PLACEHOLDER.findall(key)) - {"n", "count"}
        for key, texts in written.items()
        for text in texts
        if key
    }
    assert {key: names for key, names in unknown.items() if names} == {}


def test_the_compiled_catalogue_is_that_of_the_written_one(written: dict[str, tuple[str, ...]]) -> None:
    with (CATALOGUE / "rectify.mo").open("rb") as file:
        compiled = read_mo(file)
    said = {
        message.id if isinstance(message.id, str) else message.id[0]: message.string
        for message in compiled
        if message.id
    }
    expected = {key: texts[0] if len(texts) == 1 else texts for key, texts in written.items() if key and any(texts)}
    assert {key: tuple(value) if not isinstance(value, str) else value for key, value in said.items()} == {
        key: value for key, value in expected.items()
    }


def test_every_string_given_to_gettext_is_literal() -> None:
    computed = [
        f"{path.name}:{node.lineno}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in MARKS
        and isinstance(node.args[0], ast.JoinedStr)
    ]
    assert computed == []
