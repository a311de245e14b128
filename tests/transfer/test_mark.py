"""What a workbook of rectify says of itself is found again, whatever program has saved it."""

import zipfile
from pathlib import Path

import pytest

from rectify.transfer.read.mark import Mark, mark_rows, read_mark

MARK = Mark("ledger-1", "part-1", (("Number", "number"), ("Late", "days_overdue")), (12, "ab12"))
_OF = "urn:oasis:names:tc:opendocument:xmlns"


def _table(name: str, rows: int) -> str:
    cells = [mark_rows(MARK)[at % len(mark_rows(MARK))] for at in range(rows)]
    lines = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in row
        )
        + "</table:table-row>"
        for row in cells
    )
    return f'<table:table table:name="{name}">{lines}</table:table>'


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """An OpenDocument workbook with a long sheet, and the one that tells of it behind."""
    path = tmp_path / "part.ods"
    names = " ".join(f'xmlns:{prefix}="{_OF}:{prefix}:1.0"' for prefix in ("office", "table", "text"))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names}><office:body><office:spreadsheet>'
        f"{_table('Problems', 8000)}{_table('rectify', 6)}</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        parts.writestr("content.xml", content)
        parts.writestr("META-INF/manifest.xml", "<manifest/>")
    return path


def test_the_hidden_sheet_of_an_opendocument_is_found_behind_a_long_one(saved: Path) -> None:
    assert read_mark(saved) == MARK


def test_a_text_that_speaks_of_rectify_has_no_mark(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text('name="rectify"\n', encoding="utf-8")
    assert read_mark(tmp_path / "list.csv") is None
