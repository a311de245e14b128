"""A part is sent out, filled in by a unit, and comes back, to be compared with what was sent and with what is here."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from shutil import copyfile

import pytest
import xlsxwriter
from python_calamine import load_workbook
from tests.service.clock import at

from rectify.domain.filters import parse
from rectify.domain.listing import Selection
from rectify.domain.problem import Measure, Problem, Status
from rectify.domain.status import Answers
from rectify.service import (
    Ledger,
    add,
    create_ledger,
    edit,
    edit_measure,
    export_file,
    find,
    import_file,
    move,
    record,
    tick,
    undo,
)
from rectify.service.dispute_words import dispute_lines
from rectify.transfer.order import ImportOrder
from rectify.transfer.outcome import Conflict

TODAY = date(2026, 11, 22)
NOW, LATER = at("2026-11-22"), at("2026-11-23")
LIST = "编号,问题,责任单位,责任人,整改时限,状态\nA-1,Door,Village,李敏,2026-12-10,待整改\nA-2,Lamp,Village,,,待整改\n"


@pytest.fixture
def sent(ledger: Ledger, tmp_path: Path) -> Path:
    """A part with two problems of a unit."""
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    import_file(ledger, ImportOrder(tmp_path / "list.csv"), at("2026-11-01"))
    export_file(ledger, tmp_path / "part.xlsx", Selection(TODAY, parse("unit:Village", TODAY)), NOW, part=True)
    return tmp_path / "part.xlsx"


def fill_in(path: Path, cells: Mapping[tuple[str, str], str], *, without: str = "no number") -> Path:
    """The part as a unit sends it back: other `cells` by number and heading, perhaps `without` the row of a number."""
    book = load_workbook(path)
    target = xlsxwriter.Workbook(path)
    for name in book.sheet_names:
        page = target.add_worksheet(name)
        header: list[str] = []
        rows = [row for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False) if without not in row[1:2]]
        for number, row in enumerate(rows):
            header = [str(cell) for cell in row] if "Number" in row else header
            for place, cell in enumerate(row):
                heading = header[place] if place < len(header) else ""
                said = cells.get((str(row[1]), heading), cell)
                page.write(number, place, said.isoformat() if isinstance(said, date) else said)
        if name == "rectify":
            page.very_hidden()
    target.close()
    return path


def facts(problem: Problem) -> tuple[Status, date | None, str | None, str | None]:
    return problem.status, problem.done_on, problem.delay_reason, problem.owner


def test_a_part_that_comes_back_as_it_was_sent_changes_nothing(ledger: Ledger, sent: Path) -> None:
    report = import_file(ledger, ImportOrder(sent), LATER)
    assert (report.new, report.changed, report.unchanged, report.rejected) == (0, 0, 2, ())
    assert report.is_part


def test_what_a_unit_filled_in_is_taken(ledger: Ledger, sent: Path) -> None:
    fill_in(
        sent, {("A-1", "Status"): "待验收", ("A-1", "Done on"): "2026-11-20", ("A-2", "Reason for delay"): "No lamp"}
    )
    report = import_file(ledger, ImportOrder(sent), LATER)
    assert (report.changed, report.rejected) == (2, ())
    assert facts(find(ledger, "A-1")) == (Status.SUBMITTED, date(2026, 11, 20), None, "李敏")
    assert facts(find(ledger, "A-2")) == (Status.OPEN, None, "No lamp", None)


@pytest.fixture
def with_steps(ledger: Ledger, tmp_path: Path) -> Path:
    """A part with a problem of three measures."""
    steps = [Measure("Order glass", "李敏"), Measure("Mend frame"), Measure("Paint")]
    add(ledger, {"title": "Window", "unit": "Village"}, NOW, steps)
    export_file(ledger, tmp_path / "part.xlsx", Selection(TODAY), NOW, part=True)
    return tmp_path / "part.xlsx"


def steps_of(ledger: Ledger) -> list[tuple[str, str | None, date | None]]:
    return [(step.text, step.owner, step.done_on) for step in record(ledger, "2026-0001", Selection(TODAY)).measures]


DONE, OWNER = ("2026-0001", "Measures: done on"), ("2026-0001", "Measures: owner")


def test_what_a_unit_tells_of_its_measures_is_taken_and_a_blank_takes_nothing_away(
    ledger: Ledger, with_steps: Path
) -> None:
    tick(ledger, "2026-0001", 3, LATER, done_on=TODAY)
    fill_in(with_steps, {DONE: "2026-11-20\n2026年11月21日", OWNER: "\nChen Bo"})
    report = import_file(ledger, ImportOrder(with_steps), LATER)
    assert [(each.field, each.old, each.new) for each in report.changes[0].fields] == [
        ("measure_done_on: Order glass", None, "2026-11-20"),
        ("measure_owner: Mend frame", None, "Chen Bo"),
        ("measure_done_on: Mend frame", None, "2026-11-21"),
    ]
    assert steps_of(ledger) == [
        ("Order glass", "李敏", date(2026, 11, 20)),
        ("Mend frame", "Chen Bo", date(2026, 11, 21)),
        ("Paint", None, TODAY),
    ]
    assert import_file(ledger, ImportOrder(with_steps), LATER).unchanged == 1


def test_what_both_sides_tell_of_a_measure_is_shown_and_nothing_is_overwritten(
    ledger: Ledger, with_steps: Path
) -> None:
    edit_measure(ledger, "2026-0001", 1, {"owner": "王芳"}, LATER)
    fill_in(with_steps, {OWNER: "Chen Bo"})
    report = import_file(ledger, ImportOrder(with_steps), LATER)
    assert report.rejected[0].conflicts == (Conflict("measure_owner: Order glass", "李敏", "王芳", "Chen Bo"),)
    assert report.rejected[0].reason.startswith("Measures: owner: Order glass: both sides have changed it.")
    assert list(dispute_lines(report, 90))[-1] == (
        "  4    2026-0001  Measures: owner: Order glass  李敏  王芳  Chen Bo  undecided"
    )
    import_file(ledger, ImportOrder(with_steps, take="file"), LATER)
    assert steps_of(ledger)[0] == ("Order glass", "Chen Bo", None)


def test_a_copy_of_a_part_takes_back_nothing_that_another_one_told_of_the_measures(
    ledger: Ledger, with_steps: Path, tmp_path: Path
) -> None:
    other = copyfile(with_steps, tmp_path / "copy.xlsx")
    import_file(ledger, ImportOrder(fill_in(with_steps, {OWNER: "王芳"})), LATER)
    import_file(ledger, ImportOrder(fill_in(Path(other), {DONE: "\n2026-11-21"})), LATER)
    assert [step[1:] for step in steps_of(ledger)] == [("王芳", None), (None, date(2026, 11, 21)), (None, None)]


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("2026-12-20", "Measures: done on: 2026-12-20 is in the future; a measure is done on a past day or today."),
        ("soon", "Measures: done on: “soon” names no day. Write one, or +7d."),
    ],
)
def test_a_done_date_of_a_measure_that_cannot_be_is_a_reason_against_its_row(
    ledger: Ledger, with_steps: Path, written: str, reason: str
) -> None:
    report = import_file(ledger, ImportOrder(fill_in(with_steps, {DONE: written})), LATER)
    assert [each.reason for each in report.rejected] == [reason]


def test_what_was_done_here_meanwhile_stays(ledger: Ledger, sent: Path) -> None:
    edit(ledger, ["A-1"], {"owner": "王芳"}, LATER)
    move(ledger, ["A-2"], Status.IN_PROGRESS, Answers(), LATER)
    fill_in(sent, {("A-1", "Reason for delay"): "Rain"})
    import_file(ledger, ImportOrder(sent), LATER)
    assert facts(find(ledger, "A-1")) == (Status.OPEN, None, "Rain", "王芳")
    assert find(ledger, "A-2").status is Status.IN_PROGRESS


def test_a_cell_that_both_sides_changed_is_shown_and_nothing_is_overwritten(ledger: Ledger, sent: Path) -> None:
    edit(ledger, ["A-1"], {"owner": "王芳"}, LATER)
    fill_in(sent, {("A-1", "Owner"): "Chen Bo", ("A-2", "Owner"): "Chen Bo"})
    report = import_file(ledger, ImportOrder(sent), LATER)
    assert not report.written
    assert report.rejected[0].conflicts == (Conflict("owner", "李敏", "王芳", "Chen Bo"),)
    assert report.rejected[0].reason == (
        "Owner: both sides have changed it. What was sent was “李敏”, here it is “王芳”, the file says “Chen Bo”; "
        "decide with --take file or --take ledger."
    )
    assert [find(ledger, number).owner for number in ("A-1", "A-2")] == ["王芳", None]
    assert list(dispute_lines(report, 80)) == [
        "",
        "Changed on both sides",
        "  Row  Number  Field  Sent  Here  File     Decides",
        "  4    A-1     Owner  李敏  王芳  Chen Bo  undecided",
    ]


@pytest.mark.parametrize(("side", "owner"), [("file", "Chen Bo"), ("ledger", "王芳")])
def test_one_side_decides_where_it_is_told_to(ledger: Ledger, sent: Path, side: str, owner: str) -> None:
    edit(ledger, ["A-1"], {"owner": "王芳"}, LATER)
    fill_in(sent, {("A-1", "Owner"): "Chen Bo"})
    import_file(ledger, ImportOrder(sent, take="file" if side == "file" else "ledger"), LATER)
    assert find(ledger, "A-1").owner == owner


def test_the_same_part_twice_changes_nothing_also_after_work_here(ledger: Ledger, sent: Path) -> None:
    fill_in(sent, {("A-1", "Status"): "整改中"})
    import_file(ledger, ImportOrder(sent), LATER)
    move(ledger, ["A-1"], Status.SUBMITTED, Answers(note="done"), LATER)
    report = import_file(ledger, ImportOrder(sent), LATER)
    assert (report.changed, report.unchanged, report.rejected) == (0, 2, ())
    assert find(ledger, "A-1").status is Status.SUBMITTED


def test_two_copies_of_a_part_add_to_each_other(ledger: Ledger, sent: Path, tmp_path: Path) -> None:
    first = fill_in(Path(copyfile(sent, tmp_path / "first.xlsx")), {("A-1", "Status"): "待验收"})
    second = fill_in(Path(copyfile(sent, tmp_path / "second.xlsx")), {("A-2", "Reason for delay"): "No lamp"})
    counts = [
        (report.changed, report.unchanged)
        for report in (import_file(ledger, ImportOrder(each), LATER) for each in (first, second))
    ]
    assert counts == [(1, 1), (1, 1)]
    assert facts(find(ledger, "A-1")) == (Status.SUBMITTED, date(2026, 11, 23), None, "李敏")
    assert facts(find(ledger, "A-2")) == (Status.OPEN, None, "No lamp", None)
    assert [import_file(ledger, ImportOrder(each), LATER).changed for each in (first, second, sent)] == [0, 0, 0]


def test_a_part_that_is_filled_in_otherwise_later_brings_that(ledger: Ledger, sent: Path) -> None:
    for reason in ("Rain", "Snow"):
        fill_in(sent, {("A-1", "Reason for delay"): reason})
        assert import_file(ledger, ImportOrder(sent), LATER).changed == 1
    assert find(ledger, "A-1").delay_reason == "Snow"


def test_a_part_whose_import_was_undone_brings_its_changes_again(ledger: Ledger, sent: Path) -> None:
    fill_in(sent, {("A-1", "Status"): "整改中"})
    import_file(ledger, ImportOrder(sent), LATER)
    undo(ledger, LATER)
    assert find(ledger, "A-1").status is Status.OPEN
    assert import_file(ledger, ImportOrder(sent), LATER).changed == 1


def test_the_list_of_the_office_is_still_told_apart_after_a_part_came_back(ledger: Ledger, sent: Path) -> None:
    fill_in(sent, {("A-1", "Status"): "整改中"})
    import_file(ledger, ImportOrder(sent), LATER)
    report = import_file(ledger, ImportOrder(sent.with_name("list.csv")), LATER)
    assert (report.changed, report.unchanged, report.rejected) == (0, 2, ())
    assert find(ledger, "A-1").status is Status.IN_PROGRESS


def test_a_row_that_a_unit_left_out_is_told_and_stays(ledger: Ledger, sent: Path) -> None:
    fill_in(sent, {}, without="A-2")
    report = import_file(ledger, ImportOrder(sent), LATER)
    assert report.missing == ("A-2",)
    assert find(ledger, "A-2").title == "Lamp"


def test_a_title_that_a_unit_mended_is_no_other_problem(ledger: Ledger, sent: Path) -> None:
    fill_in(sent, {("A-2", "Problem"): "Lamp of the hall"})
    import_file(ledger, ImportOrder(sent), LATER)
    assert find(ledger, "A-2").title == "Lamp of the hall"


def test_a_part_of_another_ledger_is_read_like_any_list(ledger: Ledger, sent: Path, tmp_path: Path) -> None:
    with create_ledger(tmp_path / "other.db", NOW, name="Other", time_zone="Asia/Shanghai") as other:
        report = import_file(other, ImportOrder(sent), LATER)
    assert (report.new, report.is_part) == (2, False)
    assert "was not sent from this ledger" in report.warnings[0]


def mended(path: Path, old: str, new: str) -> Path:
    """The rejected rows, with a cell written anew."""
    path.write_text(path.read_text(encoding="utf-8-sig").replace(old, new), encoding="utf-8-sig")
    return path


def test_rejected_rows_of_a_part_are_mended_and_compared_with_what_was_sent(ledger: Ledger, sent: Path) -> None:
    fill_in(sent, {("A-1", "Due"): "soon enough", ("A-2", "Reason for delay"): "Rain"})
    rejected = import_file(ledger, ImportOrder(sent, skip_bad=True), LATER).rejected_file
    assert rejected is not None
    report = import_file(ledger, ImportOrder(mended(rejected, "soon enough", "2026-12-20")), LATER)
    assert (report.changed, report.rejected, report.missing, report.is_part) == (1, (), (), True)
    problem = find(ledger, "A-1")
    assert (problem.due_on, problem.owner, problem.extra) == (date(2026, 12, 20), "李敏", {})
    assert [(each.field, each.how) for each in report.columns if each.column in {"Light", "Late", "Due"}] == [
        (None, "own"),
        ("due_on", "name"),
        (None, "own"),
    ]


def test_rows_that_are_rejected_again_keep_what_they_are_compared_with(ledger: Ledger, sent: Path) -> None:
    fill_in(sent, {("A-1", "Due"): "soon enough"})
    first = import_file(ledger, ImportOrder(sent, skip_bad=True), LATER).rejected_file
    assert first is not None
    second = import_file(ledger, ImportOrder(mended(first, "soon enough", "soon"), skip_bad=True), LATER).rejected_file
    assert second is not None
    assert import_file(ledger, ImportOrder(mended(second, ",soon,", ",2026-12-20,")), LATER).changed == 1
    assert find(ledger, "A-1").due_on == date(2026, 12, 20)


def test_rejected_rows_of_a_workbook_of_rectify_bring_no_columns_that_it_counts(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    import_file(ledger, ImportOrder(tmp_path / "list.csv"), at("2026-11-01"))
    export_file(ledger, tmp_path / "out.xlsx", Selection(TODAY), NOW)
    fill_in(tmp_path / "out.xlsx", {("A-1", "Due"): "soon enough"})
    rejected = import_file(ledger, ImportOrder(tmp_path / "out.xlsx", skip_bad=True), LATER).rejected_file
    assert rejected is not None
    import_file(ledger, ImportOrder(mended(rejected, "soon enough", "2026-12-10")), LATER)
    assert find(ledger, "A-1").extra == {}


def test_a_column_of_rectify_is_left_out_where_that_is_said(ledger: Ledger, sent: Path) -> None:
    fill_in(sent, {("A-1", "Owner"): "Chen Bo"})
    assert import_file(ledger, ImportOrder(sent, mapping={"Owner": "-"}), LATER).unchanged == 2
