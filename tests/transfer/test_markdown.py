"""Pages in Markdown: which of their tables is read, and what stands in its cells."""

from tests.transfer.taken import CsvFile, Read, facts, refusal

PAGE = """# Tracker

| Severity | Count |
|---|---|
| High | 2 |

## Findings

| ID | Finding | Owner | Due Date | Status |
|:---|---------|-------|---------:|--------|
| F-1 | **Gate broken** | Ana | 2026-03-05 | Open |
| F-2 | Lamp \\| switch dark | Bob | 2026-03-06 | `Closed` |

Reviewed weekly.

## More

| ID | Finding | Owner | Due Date | Status |
|---|---|---|---|---|
| F-3 | Roof leaks<br>in bay 2 | | 2026-03-07 | Open |
"""


def test_the_table_of_problems_is_read_with_those_of_the_same_headings(read: Read, csv_file: CsvFile) -> None:
    taken = read(csv_file(PAGE, "list.md"))

    assert facts(taken, "number", "title", "owner") == [
        ("F-1", "Gate broken", "Ana"),
        ("F-2", "Lamp | switch dark", "Bob"),
        ("F-3", "Roof leaks in bay 2", None),
    ]
    assert [row.row.number for row in taken.rows] == [11, 12, 20]


def test_two_hyphens_make_the_line_below_the_headings(read: Read, csv_file: CsvFile) -> None:
    taken = read(csv_file("| ID | Finding | Owner |\n|--|:-:|--|\n| F-1 | Gate broken | Ana |\n", "list.md"))

    assert facts(taken, "number", "title", "owner") == [("F-1", "Gate broken", "Ana")]


def test_headings_over_tables_that_are_alike_are_sections(read: Read, csv_file: CsvFile) -> None:
    taken = read(csv_file(PAGE, "list.md"))

    assert facts(taken, "category") == [("Findings",), ("Findings",), ("More",)]


def test_a_report_that_rectify_printed_is_refused(csv_file: CsvFile) -> None:
    page = f"| Number | Problem |\n| --- | --- |\n| A-1 | Lamp |\n\nEvent 3 {'0a' * 32}\n"

    assert refusal(csv_file(page, "list.md")) == (
        "list.md is a report that rectify printed, no list; import what rectify exported as .xlsx or .csv."
    )


def test_other_tables_of_the_page_are_told(read: Read, csv_file: CsvFile) -> None:
    taken = read(csv_file(PAGE, "list.md"))

    assert taken.layout.warnings[0] == (
        "The page has 1 other tables; that in row 9 looks most like a list of problems."
    )


def test_a_table_below_a_long_text_is_found_in_a_page(read: Read, csv_file: CsvFile) -> None:
    taken = read(csv_file("word\n" * 2000 + "| Finding | Status |\n|---|---|\n| Lamp | Open |\n", "list.md"))

    assert facts(taken, "title") == [("Lamp",)]


def test_bars_without_a_table_are_no_list(csv_file: CsvFile) -> None:
    assert "holds no list of problems" in refusal(csv_file("a | b\n\n|---|---|\n", "list.md"))
