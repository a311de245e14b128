"""A file beside the ledger: which problem a row means, and which cells count."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.transfer.held import Hold, Imported

from rectify.domain.problem import Measure, Mode, Problem, Status
from rectify.i18n import use_language
from rectify.transfer.outcome import Conflict, Dispute
from rectify.transfer.plan.disputes import Choice
from rectify.transfer.plan.known import Known
from rectify.transfer.plan.plan import Plan

LIST = "id,title,owner,due,status\nW-1,lamp,李敏,2026-05-01,open\n"


def figures(plan: Plan) -> tuple[int, int, int, int, int]:
    """Rows, new, changed, unchanged and rejected."""
    return plan.rows, len(plan.new), len(plan.changed), plan.unchanged, len(plan.rejected)


def changes(plan: Plan) -> list[tuple[str, dict[str, Any]]]:
    """The steps of the only changed row."""
    (changed,) = plan.changed
    return [(step.action, dict(step.changes)) for step in changed.steps]


def reason(plan: Plan) -> str:
    """Why the only rejected row is rejected."""
    (rejected,) = plan.rejected
    return rejected.reason


def test_a_new_row_is_a_record_of_what_the_file_says(hold: Hold) -> None:
    (row,) = hold("id,title,status,closed,整改措施,zone\nW-1,lamp,Closed,,change it,7\n").new

    assert row.facts == {
        "number": "W-1",
        "title": "lamp",
        "status": Status.CLOSED,
        "as_error": False,
        "closed_on": None,
        "extra": {"zone": "7"},
    }
    assert row.measures == (Measure("change it"),)
    assert row.note == "list.csv, row 2"
    assert row.brought == {
        "title": "lamp",
        "status": "closed",
        "extra": {"zone": "7"},
        "measures": ["change it"],
    }


def test_the_note_of_a_row_is_the_same_in_every_language(hold: Hold) -> None:
    use_language("zh")
    (row,) = hold("title\nlamp\n").new

    assert row.note == "list.csv, row 2"


def test_a_row_without_a_status_is_new_as_open(hold: Hold) -> None:
    (row,) = hold("title\nlamp\n").new

    assert (row.facts["status"], row.brought["status"]) == (Status.OPEN, "open")


def test_the_same_file_twice_changes_nothing(hold: Hold, imported: Imported) -> None:
    assert figures(hold(LIST, imported(LIST))) == (1, 0, 0, 1, 0)


def test_the_same_file_changes_nothing_after_work_here(hold: Hold, imported: Imported) -> None:
    known = imported(LIST, status=Status.SUBMITTED, done_on=date(2026, 3, 9), owner="Chen Bo", title="lamp, hall")

    assert figures(hold(LIST, known)) == (1, 0, 0, 1, 0)


def test_a_cell_changed_only_in_the_file_is_taken(hold: Hold, imported: Imported) -> None:
    plan = hold(LIST.replace("李敏", "王芳").replace("05-01", "06-30"), imported(LIST))

    assert changes(plan) == [("import", {"owner": "王芳", "due_on": date(2026, 6, 30)})]
    assert plan.changed[0].steps[0].note == "list.csv, row 2"


def test_a_cell_emptied_only_in_the_file_is_emptied(hold: Hold, imported: Imported) -> None:
    assert changes(hold(LIST.replace("李敏", ""), imported(LIST))) == [("import", {"owner": None})]


def test_a_cell_changed_in_both_rejects_the_row_and_shows_three_values(hold: Hold, imported: Imported) -> None:
    plan = hold(LIST.replace("李敏", "王芳"), imported(LIST, owner="Chen Bo"))

    assert figures(plan) == (1, 0, 0, 0, 1)
    assert reason(plan) == (
        "Owner: both sides have changed it. It was “李敏”; here it is “Chen Bo”, the file says "
        "“王芳”; decide with --take file or --take ledger."
    )


def test_a_cell_changed_to_the_same_in_both_is_unchanged_and_remembered(hold: Hold, imported: Imported) -> None:
    plan = hold(LIST.replace("李敏", "王芳"), imported(LIST, owner="王芳"))

    assert figures(plan) == (1, 0, 0, 1, 0)
    assert [brought["owner"] for _known, brought in plan.brought] == ["王芳"]


def test_take_decides_what_both_have_changed(hold: Hold, imported: Imported) -> None:
    changed, known = LIST.replace("李敏", "王芳"), imported(LIST, owner="Chen Bo")

    assert changes(hold(changed, known, take="file")) == [("import", {"owner": "王芳"})]
    kept = hold(changed, known, take="ledger")
    assert figures(kept) == (1, 0, 0, 1, 0)
    assert [brought["owner"] for _known, brought in kept.brought] == ["王芳"]


TWO = LIST + "W-2,door,李敏,2026-05-01,open\n"
OWNER = Conflict("owner", "李敏", "Chen Bo", "王芳")


def test_each_cell_that_both_have_changed_is_decided_by_its_own_choice(hold: Hold, imported: Imported) -> None:
    choices = {(2, "owner"): Choice(OWNER, "file"), (3, "owner"): Choice(OWNER, "ledger")}
    plan = hold(TWO.replace("李敏", "王芳"), imported(TWO, owner="Chen Bo"), choices=choices)

    assert figures(plan) == (2, 0, 1, 1, 0)
    assert changes(plan) == [("import", {"owner": "王芳"})]
    assert plan.disputes == [Dispute(2, "W-1", "lamp", OWNER, "file"), Dispute(3, "W-2", "door", OWNER, "ledger")]


def test_a_row_is_rejected_while_one_of_its_cells_is_undecided(hold: Hold, imported: Imported) -> None:
    changed = LIST.replace("李敏", "王芳").replace("lamp", "lamps")
    known = imported(LIST, owner="Chen Bo", title="lamp, hall")
    plan = hold(changed, known, choices={(2, "owner"): Choice(OWNER, "file")})

    assert [dispute.side for dispute in plan.disputes] == [None, "file"]
    assert [conflict.field for conflict in plan.rejected[0].conflicts] == ["title"]


def test_what_was_chosen_for_other_values_decides_nothing(hold: Hold, imported: Imported) -> None:
    seen = Conflict("owner", "李敏", "Sun Yu", "王芳")
    known = imported(LIST, owner="Chen Bo")
    plan = hold(LIST.replace("李敏", "王芳"), known, choices={(2, "owner"): Choice(seen, "file")})

    assert figures(plan) == (1, 0, 0, 0, 1)


def test_what_no_choice_was_made_for_is_decided_by_take(hold: Hold, imported: Imported) -> None:
    choices = {(3, "owner"): Choice(OWNER, "file")}
    known = imported(TWO, owner="Chen Bo")
    plan = hold(TWO.replace("李敏", "王芳"), known, take="ledger", choices=choices)

    assert [dispute.side for dispute in plan.disputes] == ["ledger", "file"]


def test_columns_that_a_file_does_not_have_are_left_alone(hold: Hold, imported: Imported) -> None:
    plan = hold("id,title,zone\nW-1,lamp,8\n", imported("id,title,owner,zone,ward\nW-1,lamp,李敏,7,3\n"))

    assert changes(plan) == [("import", {"extra": {"zone": "8", "ward": "3"}})]
    assert plan.changed[0].brought["owner"] == "李敏"
    assert plan.changed[0].brought["extra"] == {"ward": "3", "zone": "8"}


def test_an_unknown_column_is_compared_cell_by_cell(hold: Hold, imported: Imported) -> None:
    known = imported("id,title,zone,ward\nW-1,lamp,7,3\n", extra={"zone": "7", "ward": "4"})

    assert changes(hold("id,title,zone,ward\nW-1,lamp,,3\n", known)) == [("import", {"extra": {"ward": "4"}})]
    assert "zone: both sides" not in reason(hold("id,title,zone,ward\nW-1,lamp,7,5\n", known))


def test_a_deadline_is_taken_with_its_writing(hold: Hold, imported: Imported) -> None:
    known = imported("id,title,due\nW-1,lamp,2026年6月底前\n")

    assert changes(hold("id,title,due\nW-1,lamp,2026-07-15\n", known)) == [
        ("import", {"due_on": date(2026, 7, 15), "due_text": None})
    ]
    assert changes(hold("id,title,due\nW-1,lamp,2026年6月30日前\n", known)) == [
        ("import", {"due_text": "2026年6月30日前"})
    ]


def test_a_deadline_moved_here_keeps_its_writing_until_the_file_moves_it(hold: Hold, imported: Imported) -> None:
    known = imported("id,title,due\nW-1,lamp,2026-06-30\n", due_on=date(2026, 12, 31), due_text="年底前")

    assert figures(hold("id,title,due\nW-1,lamp,2026-06-30\n", known)) == (1, 0, 0, 1, 0)
    assert changes(hold("id,title,due\nW-1,lamp,2026-07-15\n", known, take="file")) == [
        ("import", {"due_on": date(2026, 7, 15), "due_text": None})
    ]


def test_a_due_date_first_given_by_the_file_is_the_original_one(hold: Hold, imported: Imported) -> None:
    plan = hold("id,title,due\nW-1,lamp,2026-07-15\n", imported("id,title,due\nW-1,lamp,\n"))

    assert changes(plan) == [("import", {"due_on": date(2026, 7, 15), "original_due_on": date(2026, 7, 15)})]


def test_a_mode_of_at_once_brings_its_due_date(hold: Hold, imported: Imported) -> None:
    known = imported("id,title,found,due\nW-1,lamp,2026-03-02,\n")

    assert changes(hold("id,title,found,due\nW-1,lamp,2026-03-02,立行立改\n", known)) == [
        (
            "import",
            {
                "mode": Mode.IMMEDIATE,
                "due_text": "立行立改",
                "due_on": date(2026, 3, 9),
                "original_due_on": date(2026, 3, 9),
            },
        )
    ]


def test_a_changed_status_is_moved_to_step_by_step_after_the_edits(hold: Hold, imported: Imported) -> None:
    plan = hold(LIST.replace("open", "已销号").replace("李敏", "王芳"), imported(LIST))

    assert [action for action, _changes in changes(plan)] == ["import", "submit", "accept"]


def test_the_days_of_a_closed_row_are_those_of_the_file(hold: Hold, imported: Imported) -> None:
    header = "id,title,status,done,closed,verified by\n"
    known = imported(f"{header}W-1,lamp,open,,,\n")
    plan = hold(f"{header}W-1,lamp,closed,2026-03-01,2026-03-02,Chen Bo\n", known)

    assert [(action, step.get("done_on"), step.get("closed_on")) for action, step in changes(plan)] == [
        ("submit", date(2026, 3, 1), None),
        ("accept", None, date(2026, 3, 2)),
    ]


def test_a_day_corrected_without_a_move_is_an_edit(hold: Hold, imported: Imported) -> None:
    header = "id,title,status,done\n"
    plan = hold(f"{header}W-1,lamp,closed,2026-03-02\n", imported(f"{header}W-1,lamp,closed,2026-03-01\n"))

    assert changes(plan) == [("import", {"done_on": date(2026, 3, 2)})]


def test_a_status_that_the_table_has_no_way_to_rejects_the_row(hold: Hold, imported: Imported) -> None:
    text = LIST.replace("open", "In Progress")

    assert reason(hold(LIST, imported(text))) == (
        "There is no move from In progress to Open; possible: Submitted, Sustained, Waived."
    )


def test_a_status_moved_here_and_in_the_file_rejects_the_row(hold: Hold, imported: Imported) -> None:
    plan = hold(LIST.replace("open", "closed"), imported(LIST, status=Status.IN_PROGRESS))

    assert reason(plan).startswith(
        "Status: both sides have changed it. It was “open”; here it is “in_progress”, the file says “closed”"
    )
    moved = hold(LIST.replace("open", "closed"), imported(LIST, status=Status.IN_PROGRESS), take="file")
    assert [action for action, _changes in changes(moved)] == ["submit", "accept"]


def test_a_problem_known_by_its_number_alone_is_compared_with_nothing(hold: Hold) -> None:
    known = [Known(Problem(1, "2026-0001", "lamp", owner="李敏"))]

    taken = hold("id,title,unit,status\n2026-0001,lamp,Hall,in progress\n", known)
    assert [action for action, _changes in changes(taken)] == ["import", "start"]
    assert "Owner: both sides" in reason(hold("id,title,owner\n2026-0001,lamp,王芳\n", known))


@pytest.mark.parametrize("name", ["list.csv", "april.csv"])
def test_a_title_corrected_where_neither_side_has_a_source_is_a_change(
    hold: Hold, imported: Imported, name: str
) -> None:
    plan = hold(LIST.replace("lamp", "lamps"), imported(LIST), name=name)

    assert changes(plan) == [("import", {"title": "lamps"})]


def test_a_title_corrected_under_the_same_source_is_a_change(hold: Hold, imported: Imported) -> None:
    text = "id,title,source\nW-1,lamp,April check\n"

    plan = hold(text.replace("lamp", "lamps"), imported(text), name="may.csv")

    assert changes(plan) == [("import", {"title": "lamps"})]


@pytest.mark.parametrize("other", ["W-1,door,May audit", "W-1,door,"])
def test_a_number_of_another_problem_is_rejected_never_merged(hold: Hold, imported: Imported, other: str) -> None:
    known = imported("id,title,source\nW-1,lamp,April check\n")

    plan = hold(f"id,title,source\n{other}\n", known, name="may.csv")

    assert reason(plan) == "The number W-1 belongs to another problem here: lamp."


def test_a_number_with_a_source_is_not_that_of_a_problem_without_one(hold: Hold, imported: Imported) -> None:
    plan = hold("id,title,source\nW-1,door,May audit\n", imported("id,title\nW-1,lamp\n"))

    assert reason(plan) == "The number W-1 belongs to another problem here: lamp."


def test_a_number_that_stands_twice_in_a_file_is_rejected_the_second_time(hold: Hold) -> None:
    plan = hold("id,title\nW-1,lamp\nW-2,door\nW-1,lamp\n")

    assert figures(plan) == (3, 2, 0, 0, 1)
    assert (plan.rejected[0].row.number, reason(plan)) == (4, "The number W-1 stands in row 2 already.")


def test_rows_without_numbers_are_known_by_source_unit_and_title(hold: Hold, imported: Imported) -> None:
    text = "title,unit,source,owner\nlamp,Hall,April,李敏\nlamp,School,April,李敏\n"

    plan = hold(text.replace("School,April,李敏", "School,April,王芳"), imported(text))

    assert figures(plan) == (2, 0, 1, 1, 0)
    assert plan.changed[0].known.problem.number == "2026-0002"


def test_the_second_of_equal_rows_is_the_second_problem(hold: Hold, imported: Imported) -> None:
    text = "title,owner\nlamp,李敏\nlamp,王芳\n"

    plan = hold("title,owner\nlamp,李敏\nlamp,Chen Bo\nlamp,李敏\n", imported(text))

    assert figures(plan) == (3, 1, 1, 1, 0)
    assert plan.changed[0].known.problem.number == "2026-0002"


def test_a_row_is_known_by_what_it_was_also_after_its_title_was_changed_here(hold: Hold, imported: Imported) -> None:
    text = "title,unit\nlamp,Hall\n"

    assert figures(hold(text, imported(text, title="lamp in the hall", unit="Town hall"))) == (1, 0, 0, 1, 0)


def test_a_row_without_a_number_never_takes_a_problem_that_another_row_names(hold: Hold, imported: Imported) -> None:
    text = "id,title\nW-1,lamp\n,lamp\n"

    assert figures(hold(text, imported(text))) == (2, 0, 0, 2, 0)
    assert figures(hold("id,title\n,lamp\nW-1,lamp\n", imported("id,title\nW-1,lamp\n"))) == (2, 1, 0, 1, 0)


def test_an_undone_import_is_recorded_again(hold: Hold, imported: Imported) -> None:
    known = [replace(each, removed=True) for each in imported(LIST)]

    plan = hold(LIST.replace("lamp", "door"), known)

    assert figures(plan) == (1, 1, 0, 0, 0)
    assert plan.new[0].undone == known[0].problem


def test_the_number_of_an_undone_registration_is_not_used_again(hold: Hold) -> None:
    known = [Known(Problem(1, "2026-0001", "lamp"), removed=True)]

    assert reason(hold("id,title\n2026-0001,lamp\n", known)) == (
        "The number 2026-0001 was given here to a problem that was undone; it is not used again."
    )


def test_measures_changed_only_in_the_file_keep_what_is_known_of_those_that_stay(
    hold: Hold, imported: Imported
) -> None:
    done = (Measure("one", done_on=date(2026, 3, 1)), Measure("two"))
    known = imported('id,title,measures\nW-1,lamp,"one\ntwo"\n', measures=done)

    plan = hold('id,title,measures\nW-1,lamp,"one\nthree"\n', known)

    assert plan.changed[0].steps[0].measures == (Measure("one", done_on=date(2026, 3, 1)), Measure("three"))


def test_measures_changed_in_both_reject_the_row(hold: Hold, imported: Imported) -> None:
    known = imported("id,title,measures\nW-1,lamp,one\n", measures=(Measure("two"),))

    assert reason(hold("id,title,measures\nW-1,lamp,three\n", known)).startswith(
        "Measures: both sides have changed it. It was “one”; here it is “two”, the file says “three”"
    )


def test_a_row_that_cannot_be_read_is_rejected_with_all_its_reasons(hold: Hold) -> None:
    plan = hold("id,title,found,due\nW-1,,26.12.31,soon\n")

    assert (plan.rejected[0].row.number, figures(plan)) == (2, (1, 0, 0, 0, 1))
    assert [part in reason(plan) for part in ("found: “26.12.31”", "due: “soon”", "It has no title.")] == [True] * 3


def test_a_row_wider_than_the_header_is_rejected_alone(hold: Hold) -> None:
    plan = hold("id,title\n1,fine\n2,Unit, which is late\n3,fine too\n")

    assert (figures(plan), plan.rejected[0].row.number) == ((3, 2, 0, 0, 1), 3)
    assert reason(plan) == (
        "list.csv, row 3 has 3 cells, but the header has 2: is a comma in a cell without quotation marks? "
        "Correct that row."
    )


def test_the_parent_of_a_unit_is_told_by_rows_that_are_taken(hold: Hold) -> None:
    plan = hold("id,title,unit,上级单位,due\n1,a,School,District,\n2,b,Hall,Town,soon\n3,c,School,Other,\n4,d,,City,\n")

    assert plan.parents == {"School": "District"}
