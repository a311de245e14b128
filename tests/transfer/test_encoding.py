"""Encodings in which offices save their lists."""

import pytest

from rectify.errors import InvalidInput
from rectify.transfer.read.encoding import decode

LIST = "编号,问题,责任单位\nA-1,消防通道堵塞，需整改。,后勤部\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_the_encoding_is_found(encoding: str) -> None:
    decoded = decode("list.csv", LIST.encode(encoding))

    assert (decoded.text.removeprefix("\ufeff"), decoded.note) == (LIST, None)


def test_western_european_is_read_and_told() -> None:
    text = "id,title,owner\n1,Türschloß defekt,Jürgen\n2,Fenêtre cassée,Zoé\n"
    decoded = decode("list.csv", text.encode("cp1252"))

    assert decoded.text == text
    assert decoded.note == "The text is not in UTF-8; it was read as Western European (Windows-1252)."


@pytest.mark.parametrize(
    ("text", "encoding"), [("1,Λεωνίδας\n2,Αλέξανδρος\n", "iso-8859-7"), ("1,Проблема\n", "cp1251")]
)
def test_what_is_not_certain_is_refused_with_its_row(text: str, encoding: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        decode("list.csv", b"id,name\n" + text.encode(encoding))

    assert str(refused.value) == (
        "list.csv, row 2: this is neither UTF-8 nor UTF-16 nor GB18030; save it as “CSV UTF-8” or as .xlsx, and import "
        "that."
    )


def test_a_text_cut_in_the_middle_of_a_character_is_named() -> None:
    with pytest.raises(InvalidInput, match="row 1: the text is damaged there"):
        decode("list.csv", "编号".encode("utf-8-sig")[:-1])
