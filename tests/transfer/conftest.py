"""Files to import, written by hand, and short ways to read them and to hold them against a ledger."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from tests.transfer.held import Hold, Imported
from tests.transfer.taken import CsvFile, Read, Taken, Workbook
from xlsxwriter.utility import xl_cell_to_rowcol

from rectify.domain.problem import Measure, Problem
from rectify.domain.status import Situation
from rectify.transfer.headers.layout import lay_out, names_title
from rectify.transfer.kept import KeptRow
from rectify.transfer.outcome import Side
from rectify.transfer.plan.disputes import Choices, Sides
from rectify.transfer.plan.known import Known, Register
from rectify.transfer.plan.plan import Plan, plan_rows
from rectify.transfer.plan.terms import Terms
from rectify.transfer.read.file import read_sheet
from rectify.transfer.rows.reader import RowReader
from rectify.transfer.wording.cells import Setting

TODAY = date(2026, 3, 10)
ACTOR = "Wang Lan"


@pytest.fixture
def csv_file(tmp_path: Path) -> CsvFile:
    """Writes a text."""

    def write(content: str | bytes, name: str = "list.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.fixture
def workbook(tmp_path: Path) -> Workbook:
    """Writes a workbook of sheets, each a list of rows by the sheet's name; #DIV/0! and #N/A are failed formulas."""

    def write(
        sheets: Mapping[str, Sequence[Sequence[object]]],
        *,
        name: str = "list.xlsx",
        hidden: Sequence[str] = (),
        merged: Sequence[str] = (),
        hidden_rows: Sequence[int] = (),
        epoch_1904: bool = False,
    ) -> Path:
        path = tmp_path / name
        book = xlsxwriter.Workbook(path, {"date_1904": epoch_1904})
        day, moment = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            if title in hidden:
                sheet.hide()
            for number, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if isinstance(cell, date):
                        how = moment if isinstance(cell, datetime) else day
                        sheet.write_datetime(number, column, cell, how)
                    elif cell in {"#DIV/0!", "#N/A"}:
                        sheet.write_formula(number, column, "=1/0", None, cell)
                    elif cell is not None:
                        sheet.write(number, column, cell)
            for cells_merged in merged:
                row, column = xl_cell_to_rowcol(cells_merged.partition(":")[0])
                kept = rows[row][column] if row < len(rows) and column < len(rows[row]) else ""
                sheet.merge_range(cells_merged, kept)
            for number in hidden_rows:
                sheet.set_row(number - 1, options={"hidden": True})
        book.close()
        return path

    return write


@pytest.fixture
def read(csv_file: CsvFile) -> Read:
    """Reads the text of a .csv, or a file."""

    def take_in(
        content: str | Path,
        *,
        mapping: Mapping[str, str] | None = None,
        source: str | None = None,
        name: str = "list.csv",
    ) -> Taken:
        path = content if isinstance(content, Path) else csv_file(content, name)
        sheet = read_sheet(path, None, partial(names_title, mapping=mapping or {}))
        layout = lay_out(sheet, mapping or {})
        reader = RowReader(sheet, layout, Setting(TODAY, source, epoch_1904=sheet.epoch_1904))
        rows = list(reader.read(sheet.rows[1:]))
        return Taken(layout, rows, list(reader.remarks), reader.steps)

    return take_in


@pytest.fixture
def hold(read: Read) -> Hold:
    """Plans the import of a text into a ledger that has the known problems."""

    def plan(
        content: str,
        known: Sequence[Known] = (),
        *,
        take: Side | None = None,
        choices: Choices | None = None,
        name: str = "list.csv",
    ) -> Plan:
        taken = read(content, name=name)
        numbers = frozenset(row.facts["number"] for row in taken.rows if row.facts.get("number"))
        register = Register(known, numbers)
        sides = Sides(take, choices or {})
        terms = Terms(name, Situation(ACTOR, TODAY), immediate_days=7, sides=sides, steps=taken.steps)
        return plan_rows(map(KeptRow.of, taken.rows), register, taken.layout, terms)

    return plan


@pytest.fixture
def imported(hold: Hold) -> Imported:
    """Makes the problems of a text known; `here` is what has been changed in all of them since."""

    def known(content: str, *, name: str = "list.csv", **here: Any) -> list[Known]:
        found = []
        for key, row in enumerate(hold(content, name=name).new, 1):
            facts = {fact: value for fact, value in row.facts.items() if fact not in {"number", "extra"}}
            number = row.facts.get("number") or f"2026-{key:04d}"
            extra = dict(row.facts["extra"])
            facts["original_due_on"] = facts.get("due_on")
            problem = Problem(key, number, **facts, extra=extra, created_on=date(2026, 3, 1))
            measures: tuple[Measure, ...] = here.get("measures", row.measures)
            changed = {fact: value for fact, value in here.items() if fact != "measures"}
            found.append(Known(problem._replace(**changed), row.brought, measures=measures))
        return found

    return known
