"""Columns whose headings say one thing and whose cells another, as real English lists have them."""

from datetime import date

from tests.transfer.taken import Read, facts

from rectify.domain.problem import Status


def test_the_state_and_the_unit_of_an_address_are_no_status_and_no_office(read: Read) -> None:
    taken = read(
        "Violation,Street,Unit,City,State,Case Status\nMold,Main,4B,Dover,DE,Closed\nLeak,Oak,,Dover,DE,Open\n"
    )

    assert facts(taken, "title", "status") == [("Mold", Status.CLOSED), ("Leak", Status.OPEN)]
    assert taken.rows[0].facts.get("unit") is None


def test_states_of_a_country_are_no_status(read: Read) -> None:
    names = ["Alabama", "Alaska", "Arizona", "Arkansas", "Colorado"]
    taken = read("Finding,State Name,Due\n" + "".join(f"{name} lamp out,{name},2026-05-01\n" for name in names))

    assert [match.field for match in taken.layout.matches] == ["title", None, "due_on"]
    assert taken.remarks == []


def test_a_state_of_the_work_beside_an_address_is_a_status(read: Read) -> None:
    taken = read("Finding,Address,State\nMold,1 Main,Closed\nLeak,2 Oak,Pending DE\n")

    assert facts(taken, "status") == [(Status.CLOSED,), (Status.OPEN,)]


def test_how_much_it_matters_counts_before_a_factor_of_it(read: Read) -> None:
    taken = read("Risk Title,Likelihood (1-5),Impact (1-5),Inherent Rating\nTheft,5,3,Critical\nFire,1,5,Low\n")

    assert facts(taken, "severity") == [("critical",), ("low",)]


def test_what_is_to_be_done_names_the_problem_before_codes_of_others_do(read: Read) -> None:
    text = (
        "remediation_id,vulnerability_id,action,status\n"
        "R-1,VUL-2026-0891,Patch the gateway,Completed\n"
        "R-2,VUL-2026-0892,Wait for the vendor,Blocked\n"
        "R-3,VUL-2026-0893,Change the key,Open\n"
    )
    taken = read(text)

    assert facts(taken, "title")[0] == ("Patch the gateway",)


def test_of_two_columns_of_what_to_do_the_recommendation_names_the_problem(read: Read) -> None:
    text = (
        "Audit Title,Recommendation,Agreed Action,Responsible Officer,Current Position\n"
        "Payroll,Approve overtime in advance,A form will be made,HR,Implemented\n"
        "Creditors,Check invoices each month,A report will be run,Finance,Not implemented\n"
        "Leisure,Bank the cash each week,A rota was agreed,Manager,Partially implemented\n"
    )
    taken = read(text)

    assert facts(taken, "title", "status") == [
        ("Approve overtime in advance", Status.CLOSED),
        ("Check invoices each month", Status.OPEN),
        ("Bank the cash each week", Status.IN_PROGRESS),
    ]
    assert taken.rows[0].measures == ("A form will be made",)


def test_what_kind_a_problem_is_names_it_where_nothing_else_does(read: Read) -> None:
    taken = read("finding_id;identified_date;finding_type;status\n2001;07.01.2026;Unpatched server;Open\n")

    assert facts(taken, "number", "title") == [("2001", "Unpatched server")]


def test_how_long_there_is_gives_way_to_the_day_it_is_due(read: Read) -> None:
    taken = read("Finding,Due,Due Date\nLamp,90 Days,2026-05-01\nDoor,6 Months,2026-08-01\n")

    assert facts(taken, "due_on") == [(date(2026, 5, 1),), (date(2026, 8, 1),)]


def test_numbers_of_complaints_with_several_problems_number_none_of_them(read: Read) -> None:
    text = "Complaint Number,Violation,Status\n77,Mold,Open\n77,No alarm,Open\n78,No permit,Open\n"

    assert [row.reasons for row in read(text).rows] == [[], [], []]
    assert [row.facts.get("number") for row in read(text).rows] == [None, None, None]


def test_a_deadline_of_the_plain_name_counts_where_the_revised_one_is_blank(read: Read) -> None:
    text = (
        "Description,Compliance Date,Revised Compliance Date,Result\n"
        "No guard,28/02/2026,31/03/2026,Complied with\n"
        "No exhaust,30/06/2026,,Not known\n"
    )
    taken = read(text)

    assert facts(taken, "due_on", "status") == [
        (date(2026, 3, 31), Status.CLOSED),
        (date(2026, 6, 30), Status.OPEN),
    ]


def test_days_that_are_no_fact_show_how_the_others_are_written(read: Read) -> None:
    taken = read("Recommendation,Date,Exec Date\nReview the reserve,01/04/2026,13/05/2026\n")

    assert facts(taken, "found_on") == [(date(2026, 4, 1),)]
    assert any("Exec Date" in remark for remark in taken.remarks)


def test_raised_with_a_time_of_day_or_a_name_is_no_day(read: Read) -> None:
    taken = read("Date,Issue,Raised\n2026-05-13,Jam,08:12:00\n2026-05-14,Leak,09:12:00\n")

    assert [row.reasons for row in taken.rows] == [[], []]
    assert facts(taken, "found_on")[0] == (date(2026, 5, 13),)


def test_a_note_under_the_numbers_is_no_problem(read: Read) -> None:
    note = "Reference: each recommendation is given the year of the council in which it was made."
    taken = read(f"Reference,Recommendation,Owner\nR-1,Review it,Ann\nR-2,Write it,Bob\nR-3,Do it,Cy\n{note},,\n")

    assert facts(taken, "number") == [("R-1",), ("R-2",), ("R-3",)]
