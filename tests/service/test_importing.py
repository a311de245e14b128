"""A file becomes problems of a ledger, and comes again."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.service.clock import at
from tests.service.imported import LIST, MONDAY, TODAY, TUESDAY, CsvFile, actions, everything, figures

from rectify import service
from rectify.domain.filters import parse
from rectify.domain.listing import Selection
from rectify.domain.problem import Measure, Status
from rectify.domain.status import Answers
from rectify.errors import InvalidInput, LedgerUnavailable
from rectify.i18n import use_language
from rectify.report.faces import write
from rectify.report.report import list_report
from rectify.service.importing import import_file
from rectify.service.words import note_words
from rectify.transfer.order import ImportOrder


def test_new_rows_are_recorded_as_the_file_says(ledger: service.Ledger, csv_file: CsvFile) -> None:
    report = import_file(ledger, ImportOrder(csv_file(LIST)), MONDAY)

    assert figures(report) == (2, 2, 0, 0, 0)
    assert (report.file, report.sheet, report.header_row, report.written) == ("list.csv", None, 1, True)
    lamp = everything(ledger)["W-1"]
    assert (lamp.title, lamp.unit, lamp.owner, lamp.status) == ("lamp", "Hall", "王芳", Status.OPEN)
    assert (lamp.found_on, lamp.due_on, lamp.original_due_on) == (date(2026, 2, 2), date(2026, 3, 1), date(2026, 3, 1))
    assert (lamp.created_on, lamp.done_on, lamp.closed_on, lamp.version) == (TODAY, None, None, 1)


def test_the_first_event_of_an_imported_problem_is_its_import(ledger: service.Ledger, csv_file: CsvFile) -> None:
    import_file(ledger, ImportOrder(csv_file(LIST)), MONDAY)

    first, second = service.history(ledger)
    assert [(event.action, event.number, event.note, event.old) for event in (first, second)] == [
        ("import", "W-1", "list.csv, row 2", None),
        ("import", "W-2", "list.csv, row 3", None),
    ]
    assert first.group == second.group == first.seq


def test_a_reader_sees_the_row_of_a_file_in_their_own_language(ledger: service.Ledger, csv_file: CsvFile) -> None:
    import_file(ledger, ImportOrder(csv_file(LIST)), MONDAY)
    service.note(ledger, ["W-1"], "as in the list, row 7", MONDAY)
    imported, _other, noted = service.history(ledger)

    use_language("zh")

    assert (note_words(imported), note_words(noted)) == ("list.csv 第 2 行", "as in the list, row 7")


def test_a_ledger_is_sound_after_imports_that_add_move_and_change(ledger: service.Ledger, csv_file: CsvFile) -> None:
    import_file(ledger, ImportOrder(csv_file(LIST)), MONDAY)
    import_file(ledger, ImportOrder(csv_file(LIST.replace("open", "closed").replace("Chen Bo", ""))), TUESDAY)

    assert service.check(ledger).faults == ()
    assert [(each.status, each.owner) for each in everything(ledger).values()] == [
        (Status.CLOSED, "王芳"),
        (Status.IN_PROGRESS, None),
    ]


def test_the_same_file_twice_changes_nothing(ledger: service.Ledger, csv_file: CsvFile) -> None:
    import_file(ledger, ImportOrder(csv_file(LIST)), MONDAY)
    report = import_file(ledger, ImportOrder(csv_file(LIST)), TUESDAY)

    assert (figures(report), report.written, len(actions(ledger))) == ((2, 0, 0, 2, 0), True, 2)


@pytest.fixture
def written(ledger: service.Ledger, csv_file: CsvFile, tmp_path: Path) -> Path:
    """A ledger's own list as a file: problems of a file and one of hand, with what work has left on them."""
    text = (
        "id,title,due,status,ward,整改措施\n"
        "W-1,lamp,2026年6月底前,open,7,change it\n"
        "W-2,=door,立行立改,closed,,\nW-3,path,,作废,3,\n"
    )
    import_file(ledger, ImportOrder(csv_file(text)), MONDAY)
    service.add(ledger, {"title": "by hand", "owner": "王芳", "due_on": date(2026, 4, 1)}, MONDAY)
    service.move(ledger, ["W-1"], Status.SUBMITTED, Answers(note="done"), MONDAY)
    found = service.problems(ledger, Selection(today=TODAY))
    path = tmp_path / "own.csv"
    report = list_report(found, title="Problems", as_of=TODAY, soon_days=7, total=len(found), by="unit")
    write(report, "csv", path)
    return path


def test_a_list_that_rectify_wrote_changes_nothing(ledger: service.Ledger, written: Path) -> None:
    before = everything(ledger)

    report = import_file(ledger, ImportOrder(written), TUESDAY)

    assert figures(report) == (4, 0, 0, 4, 0)
    assert everything(ledger) == before
    assert {match.column for match in report.columns if match.how == "own"} == {
        *("light", "created_on", "original_due_on", "days_overdue", "round", "returns", "extensions"),
        *("measures_total", "measures_done", "evidence", "version", "as_of", "extra", "group"),
    }


def test_a_day_changed_in_a_list_that_rectify_wrote_takes_the_place_of_the_writing(
    ledger: service.Ledger, written: Path
) -> None:
    cells = written.read_text(encoding="utf-8-sig").replace(",2026-06-30,", ",2026-07-31,", 1)
    written.write_text(cells, encoding="utf-8")

    assert figures(import_file(ledger, ImportOrder(written), TUESDAY)) == (4, 0, 1, 3, 0)
    lamp = everything(ledger)["W-1"]
    assert (lamp.due_on, lamp.due_text, lamp.extra) == (date(2026, 7, 31), None, {"ward": "7"})


@pytest.mark.parametrize("phrase", ["3天内", "today", "周五前"])
def test_a_deadline_counted_from_the_day_stays_while_its_cell_stays(
    ledger: service.Ledger, csv_file: CsvFile, phrase: str
) -> None:
    text = f"id,title,due\nW-1,lamp,{phrase}\n"
    import_file(ledger, ImportOrder(csv_file(text)), MONDAY)
    due_on = everything(ledger)["W-1"].due_on

    report = import_file(ledger, ImportOrder(csv_file(text)), at("2026-03-16"))

    assert figures(report) == (1, 0, 0, 1, 0)
    assert everything(ledger)["W-1"].due_on == due_on
    changed = import_file(ledger, ImportOrder(csv_file("id,title,due\nW-1,lamp,2026-05-01\n")), at("2026-03-16"))
    assert (figures(changed), everything(ledger)["W-1"].due_on) == ((1, 0, 1, 0, 0), date(2026, 5, 1))


def test_a_deadline_moved_here_is_not_disputed_by_a_cell_that_stays(ledger: service.Ledger, csv_file: CsvFile) -> None:
    text = "id,title,due\nW-1,lamp,3天内\n"
    import_file(ledger, ImportOrder(csv_file(text)), MONDAY)
    service.edit(ledger, ["W-1"], {"due_on": date(2026, 6, 30)}, MONDAY)

    assert figures(import_file(ledger, ImportOrder(csv_file(text)), TUESDAY)) == (1, 0, 0, 1, 0)


def test_the_same_file_moves_nothing_back_after_work_here(ledger: service.Ledger, csv_file: CsvFile) -> None:
    import_file(ledger, ImportOrder(csv_file(LIST)), MONDAY)
    service.move(ledger, ["W-1", "W-2"], Status.SUBMITTED, Answers(note="done"), MONDAY)
    service.edit(ledger, ["W-1"], {"title": "lamp in the hall", "owner": "Chen Bo"}, MONDAY)

    report = import_file(ledger, ImportOrder(csv_file(LIST)), TUESDAY)

    assert figures(report) == (2, 0, 0, 2, 0)
    assert [each.status for each in everything(ledger).values()] == [Status.SUBMITTED, Status.SUBMITTED]
    assert everything(ledger)["W-1"].title == "lamp in the hall"


def test_a_status_changed_in_the_file_is_a_move_with_the_row_as_its_note(
    ledger: service.Ledger, csv_file: CsvFile
) -> None:
    import_file(ledger, ImportOrder(csv_file(LIST)), MONDAY)
    report = import_file(
        ledger, ImportOrder(csv_file(LIST.replace("open", "已销号").replace("Hall", "Hotel"))), TUESDAY
    )

    assert figures(report) == (2, 0, 1, 1, 0)
    events = service.history(ledger, "W-1")[1:]
    assert [(event.action, event.actor, event.note) for event in events] == [
        ("import", "李敏", "list.csv, row 2"),
        ("submit", "李敏", "list.csv, row 2"),
        ("accept", "李敏", "list.csv, row 2"),
    ]
    assert len({event.group for event in events}) == 1
    lamp = everything(ledger)["W-1"]
    assert (lamp.status, lamp.unit, lamp.done_on, lamp.closed_on) == (
        Status.CLOSED,
        "Hotel",
        date(2026, 3, 10),
        date(2026, 3, 10),
    )
    assert (lamp.verified_by, lamp.verified_how, lamp.version) == ("李敏", "paper", 4)


def test_a_changed_row_is_remembered_for_the_next_time(ledger: service.Ledger, csv_file: CsvFile) -> None:
    import_file(ledger, ImportOrder(csv_file(LIST)), MONDAY)
    import_file(ledger, ImportOrder(csv_file(LIST.replace("Chen Bo", "王芳"))), MONDAY)
    service.edit(ledger, ["W-2"], {"owner": "李敏"}, MONDAY)

    assert figures(import_file(ledger, ImportOrder(csv_file(LIST.replace("Chen Bo", "王芳"))), TUESDAY)) == (
        2,
        0,
        0,
        2,
        0,
    )
    assert everything(ledger)["W-2"].owner == "李敏"


def test_rows_changed_on_both_sides_stop_the_whole_import(ledger: service.Ledger, csv_file: CsvFile) -> None:
    import_file(ledger, ImportOrder(csv_file(LIST)), MONDAY)
    service.edit(ledger, ["W-1"], {"owner": "Chen Bo"}, MONDAY)
    changed = csv_file(LIST.replace("王芳", "李敏").replace("School", "Office"))

    report = import_file(ledger, ImportOrder(changed), TUESDAY)

    assert (figures(report), report.written) == ((2, 0, 1, 0, 1), False)
    assert report.rejected[0].row == 2
    assert "“王芳”; here it is “Chen Bo”, the file says “李敏”" in report.rejected[0].reason
    assert everything(ledger)["W-2"].unit == "School"
    assert figures(import_file(ledger, ImportOrder(changed, take="file"), TUESDAY)) == (2, 0, 2, 0, 0)
    assert everything(ledger)["W-1"].owner == "李敏"


def test_one_bad_row_keeps_all_out(ledger: service.Ledger, csv_file: CsvFile, tmp_path: Path) -> None:
    report = import_file(ledger, ImportOrder(csv_file(LIST.replace("2026-05-01", "soon"))), MONDAY)

    assert (figures(report), report.written) == ((2, 1, 0, 0, 1), False)
    assert report.rejected[0].values["title"] == "door"
    assert (everything(ledger), actions(ledger)) == ({}, [])
    assert not (tmp_path / "list.rejected.csv").exists()


def test_bad_rows_are_left_out_and_written_beside(ledger: service.Ledger, csv_file: CsvFile, tmp_path: Path) -> None:
    report = import_file(ledger, ImportOrder(csv_file(LIST.replace("2026-05-01", "soon")), skip_bad=True), MONDAY)

    assert (figures(report), report.written) == ((2, 1, 0, 0, 1), True)
    assert list(everything(ledger)) == ["W-1"]
    assert report.rejected_file == tmp_path / "list.rejected.csv"
    header, row = report.rejected_file.read_text(encoding="utf-8-sig").splitlines()
    assert header == "id,title,unit,owner,found,due,status,rejected_reason"
    assert row.startswith('W-2,door,School,Chen Bo,2026-02-03,soon,In Progress,"due: “soon” ')


def test_the_rows_written_beside_can_be_corrected_and_imported(ledger: service.Ledger, csv_file: CsvFile) -> None:
    beside = import_file(
        ledger, ImportOrder(csv_file(LIST.replace("2026-05-01", "soon")), skip_bad=True), MONDAY
    ).rejected_file
    assert beside is not None
    beside.write_text(beside.read_text(encoding="utf-8-sig").replace("soon", "2026-05-01", 1), encoding="utf-8-sig")

    report = import_file(ledger, ImportOrder(beside), MONDAY)

    assert figures(report) == (1, 1, 0, 0, 0)
    assert everything(ledger)["W-2"].extra == {}


def test_a_dry_run_writes_nothing(ledger: service.Ledger, csv_file: CsvFile, tmp_path: Path) -> None:
    bad = csv_file(LIST.replace("2026-05-01", "soon"))

    assert figures(import_file(ledger, ImportOrder(csv_file(LIST, "good.csv")), MONDAY, dry_run=True)) == (
        2,
        2,
        0,
        0,
        0,
    )
    report = import_file(ledger, ImportOrder(bad, skip_bad=True), MONDAY, dry_run=True)

    assert (figures(report), report.written, report.rejected_file) == ((2, 1, 0, 0, 1), False, None)
    assert (everything(ledger), actions(ledger)) == ({}, [])
    assert sorted(path.name for path in tmp_path.glob("*.csv")) == ["good.csv", "list.csv"]


def test_rows_without_a_number_get_the_next_free_ones(ledger: service.Ledger, csv_file: CsvFile) -> None:
    service.add(ledger, {"title": "by hand"}, MONDAY)
    import_file(ledger, ImportOrder(csv_file("id,title\n,first\n2026-0002,named\n,second\n")), MONDAY)

    assert {each.title: each.number for each in everything(ledger).values()} == {
        "by hand": "2026-0001",
        "first": "2026-0003",
        "named": "2026-0002",
        "second": "2026-0004",
    }


def test_a_source_tells_equal_rows_of_two_lists_apart(ledger: service.Ledger, csv_file: CsvFile) -> None:
    path = csv_file("title\nlamp\n")

    assert figures(import_file(ledger, ImportOrder(path, source="April check"), MONDAY)) == (1, 1, 0, 0, 0)
    assert figures(import_file(ledger, ImportOrder(path, source="May check"), MONDAY)) == (1, 1, 0, 0, 0)
    assert figures(import_file(ledger, ImportOrder(path, source="April check"), MONDAY)) == (1, 0, 0, 1, 0)
    assert [each.source for each in everything(ledger).values()] == ["April check", "May check"]


def test_a_mode_of_at_once_without_a_date_is_due_by_the_setting_from_the_day_it_was_found(
    ledger: service.Ledger, csv_file: CsvFile
) -> None:
    path = csv_file("id,title,found,整改时限\n1,lamp,2026-03-02,立行立改\n2,door,,立行立改\n")
    import_file(ledger, ImportOrder(path), MONDAY)

    assert [(each.due_on, each.due_text) for each in everything(ledger).values()] == [
        (date(2026, 3, 9), "立行立改"),
        (None, "立行立改"),
    ]
    assert figures(import_file(ledger, ImportOrder(path), TUESDAY)) == (2, 0, 0, 2, 0)


def test_unknown_columns_are_kept_and_found_again(ledger: service.Ledger, csv_file: CsvFile) -> None:
    report = import_file(ledger, ImportOrder(csv_file("title,Zone,notes\nlamp,07,\n")), MONDAY)

    assert everything(ledger)["2026-0001"].extra == {"Zone": "07"}
    assert [(match.column, match.field, match.how) for match in report.columns] == [
        ("title", "title", "name"),
        ("Zone", None, "extra"),
        ("notes", None, "extra"),
    ]


def test_measures_in_rows_of_their_own_keep_their_deadlines_and_are_compared_by_them(
    ledger: service.Ledger, csv_file: CsvFile
) -> None:
    text = "no,id,problem,measure,due date\n1,W-1,lamp is broken,buy one,2026-03-10\n,,,put it in,2026-03-20\n"
    import_file(ledger, ImportOrder(csv_file(text)), MONDAY)
    again = import_file(ledger, ImportOrder(csv_file(text)), MONDAY)
    later = import_file(ledger, ImportOrder(csv_file(text.replace("2026-03-10", "2026-03-15"))), TUESDAY)

    assert (again.unchanged, later.changed) == (1, 1)
    assert service.record(ledger, "W-1", Selection(today=TODAY)).measures == (
        Measure("buy one", due_on=date(2026, 3, 15)),
        Measure("put it in", due_on=date(2026, 3, 20)),
    )


def test_measures_become_the_checklist(ledger: service.Ledger, csv_file: CsvFile) -> None:
    path = csv_file('id,title,整改措施\n1,lamp,"buy one\nput it in"\n')
    import_file(ledger, ImportOrder(path), MONDAY)

    assert service.record(ledger, "1", Selection(today=TODAY)).measures == (Measure("buy one"), Measure("put it in"))
    assert figures(import_file(ledger, ImportOrder(path), TUESDAY)) == (1, 0, 0, 1, 0)
    import_file(ledger, ImportOrder(csv_file("id,title,整改措施\n1,lamp,buy two\n")), TUESDAY)
    assert service.record(ledger, "1", Selection(today=TODAY)).measures == (Measure("buy two"),)
    assert service.check(ledger).faults == ()


def test_units_are_put_under_their_parents_unless_they_have_one(ledger: service.Ledger, csv_file: CsvFile) -> None:
    import_file(
        ledger,
        ImportOrder(csv_file("title,unit,上级单位\na,School,District\nb,District,City\nc,City,School\n")),
        MONDAY,
    )
    import_file(ledger, ImportOrder(csv_file("title,unit,上级单位\nd,School,Town\n", "more.csv")), MONDAY)

    placed = {line.name: line.parent for line in service.units(ledger, TODAY)}
    assert placed == {"City": None, "District": "City", "School": "District"}


def test_an_imported_problem_is_shown_on_past_days_from_the_day_it_was_found(
    ledger: service.Ledger, csv_file: CsvFile
) -> None:
    import_file(ledger, ImportOrder(csv_file("id,title,found\n1,lamp,2026-02-02\n2,door,\n")), MONDAY)

    assert list(everything(ledger, as_of=date(2026, 2, 1))) == ["2"]
    assert sorted(everything(ledger, as_of=date(2026, 2, 2))) == ["1", "2"]


def test_the_note_of_an_import_is_no_text_to_search_in(ledger: service.Ledger, csv_file: CsvFile) -> None:
    import_file(ledger, ImportOrder(csv_file("title\nlamp\n", "党费.csv")), MONDAY)

    assert service.problems(ledger, Selection(today=TODAY, filter=parse("党费", TODAY))) == []
    assert len(service.problems(ledger, Selection(today=TODAY, filter=parse("lamp", TODAY)))) == 1


def test_without_a_place_for_the_rejected_rows_nothing_is_imported(ledger: service.Ledger, csv_file: CsvFile) -> None:
    path = csv_file(LIST.replace("2026-05-01", "soon"), f"{'x' * 250}.csv")

    with pytest.raises(LedgerUnavailable, match=r"rejected\.csv cannot be written: File name too long"):
        import_file(ledger, ImportOrder(path, skip_bad=True), MONDAY)
    assert everything(ledger) == {}


def test_a_text_that_begins_with_an_apostrophe_comes_back_from_a_csv_as_it_was(
    ledger: service.Ledger, tmp_path: Path
) -> None:
    service.add(ledger, {"title": "'=abc"}, MONDAY)
    found = service.problems(ledger, Selection(today=TODAY))
    write(list_report(found, title="All", as_of=TODAY, soon_days=7, total=1), "csv", tmp_path / "own.csv")

    assert figures(import_file(ledger, ImportOrder(tmp_path / "own.csv"), MONDAY)) == (1, 0, 0, 1, 0)


def test_an_empty_list_is_imported_as_nothing(ledger: service.Ledger, csv_file: CsvFile) -> None:
    assert figures(import_file(ledger, ImportOrder(csv_file("id,title\n")), MONDAY)) == (0, 0, 0, 0, 0)


def test_a_file_that_cannot_be_read_changes_nothing(ledger: service.Ledger, csv_file: CsvFile) -> None:
    with pytest.raises(InvalidInput, match="no column is read as the title"):
        import_file(ledger, ImportOrder(csv_file("a,b\n1,2\n")), MONDAY)
    assert actions(ledger) == []


def test_a_large_list_is_imported_twice_without_a_change(ledger: service.Ledger, csv_file: CsvFile) -> None:
    start = date(2025, 1, 1)
    lines = (f"N-{at},problem {at % 700},unit {at % 90},{start + timedelta(days=at % 400)}\n" for at in range(1200))
    path = csv_file("id,title,unit,due\n" + "".join(lines))

    assert figures(import_file(ledger, ImportOrder(path), MONDAY)) == (1200, 1200, 0, 0, 0)
    assert figures(import_file(ledger, ImportOrder(path), MONDAY)) == (1200, 0, 0, 1200, 0)


def test_what_is_imported_is_overdue_by_the_rules(ledger: service.Ledger, csv_file: CsvFile) -> None:
    import_file(ledger, ImportOrder(csv_file(LIST)), MONDAY)

    found: dict[date, list[str]] = {
        day: [each.number for each in service.problems(ledger, Selection(today=day, filter=parse("is:overdue", day)))]
        for day in (date(2026, 3, 1), date(2026, 3, 2), date(2026, 5, 2))
    }
    assert list(found.values()) == [[], ["W-1"], ["W-1", "W-2"]]
