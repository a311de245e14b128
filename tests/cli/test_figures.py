"""`figures`: counts and rates on any day, told apart by any fact, in any format."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Run


def figures(run: Run, *arguments: str) -> dict[str, Any]:
    told = json.loads(run("figures", *arguments, "--format", "json").out)
    assert isinstance(told, dict)
    return told


def test_figures_of_a_past_day_are_counted_as_it_stood(run: Run, lived: Path) -> None:
    def counts(day: str) -> tuple[object, ...]:
        row = figures(run, "--as-of", day, "--db", str(lived))["rows"][0]
        return (
            row["open"],
            row["submitted"],
            row["closed"],
            row["overdue"],
            row["extensions"],
            row["median_days_to_close"],
        )

    assert counts("2020-01-05") == (0, 0, 0, 0, 0, None)
    assert counts("2020-01-06") == (4, 0, 0, 0, 0, None)
    assert counts("2020-02-03") == (2, 2, 0, 2, 0, None)
    assert counts("2020-02-10") == (2, 2, 0, 1, 1, None)
    assert counts("2020-02-11") == (2, 1, 1, 1, 1, 36)


def test_rates_agree_with_the_lists_of_that_day(run: Run, lived: Path) -> None:
    db = ("--as-of", "2020-02-11", "--db", str(lived))
    rates = figures(run, *db)["rows"][0]["rates"]
    assert rates == {
        "done": {"n": 2, "of": 4, "value": 0.5},
        "closed": {"n": 1, "of": 4, "value": 0.25},
        "on_time": {"n": 1, "of": 1, "value": 1.0},
    }
    assert len(json.loads(run("list", "is:done", "--format", "json", *db).out)) == 2


def test_rates_of_the_sample_ledger_can_be_counted_by_hand(run: Run, tmp_path: Path) -> None:
    path = str(tmp_path / "sample.db")
    told = figures(run, "--demo", "--db", path)["rows"][0]
    rows = [row for row in json.loads(run("list", "--db", path, "--format", "json").out) if not row["as_error"]]
    assert run("check", "--db", path).code == 0
    required = [row for row in rows if row["status"] != "waived"]
    closed = [row for row in rows if row["status"] == "closed"]
    done = [row for row in required if row["done_on"] or row["status"] in {"closed", "sustained"}]
    dated = [row for row in closed if row["done_on"] and row["due_on"]]
    in_time = [row for row in dated if row["done_on"] <= row["due_on"]]
    days = sorted(
        (date.fromisoformat(row["closed_on"]) - date.fromisoformat(row["found_on"] or row["created_on"])).days
        for row in closed
    )
    assert (told["total"], told["overdue"]) == (len(rows), sum(row["days_overdue"] > 0 for row in rows))
    counted = {name: (rate["n"], rate["of"]) for name, rate in told["rates"].items()}
    assert counted == {
        "done": (len(done), len(required)),
        "closed": (len(closed), len(required)),
        "on_time": (len(in_time), len(dated)),
    }
    assert counted == {"done": (25, 57), "closed": (15, 57), "on_time": (10, 14)}
    assert told["median_days_to_close"] == days[len(days) // 2] == 42


def test_groups_follow_the_whole(run: Run, lived: Path) -> None:
    told = figures(run, "--by", "unit", "--as-of", "2020-02-11", "--db", str(lived))
    assert told["by"] == "unit"
    assert [(row["group"], row["total"]) for row in told["rows"]] == [
        (None, 4),
        ("Red Flag Village", 2),
        ("泡崖街道", 1),
        ("", 1),
    ]


def test_units_are_indented_and_hold_those_below(run: Run, tmp_path: Path) -> None:
    db = ("--db", str(tmp_path / "tree.db"))
    (tmp_path / "tree.csv").write_text("title,unit,parent unit\nDoor,Village,Town\nRoof,Town,\n")
    run("import", str(tmp_path / "tree.csv"), *db)
    assert [row["total"] for row in figures(run, "--by", "unit", *db)["rows"]] == [2, 2, 1]
    lines = run("figures", "--by", "unit", *db).out.splitlines()
    assert [line[:11] for line in lines if "Town" in line or "Village" in line][:2] == ["Town       ", "  Village  "]


def test_a_query_and_days_narrow_the_figures(run: Run, lived: Path) -> None:
    db = ("--db", str(lived))
    assert figures(run, "unit:泡崖街道", *db)["rows"][0]["total"] == 1
    narrowed = figures(run, "--from", "2020-01-07", "--to", "2020-12-31", *db)
    assert (narrowed["from"], narrowed["to"], narrowed["rows"][0]["total"]) == ("2020-01-07", "2020-12-31", 0)


def test_the_trend_has_mondays(run: Run, lived: Path) -> None:
    told = figures(run, "--from", "2020-01-01", "--as-of", "2020-02-11", "--db", str(lived))["trend"]
    assert [(week["week"], week["found"], week["closed"], week["overdue"]) for week in told] == [
        ("2019-12-30", 0, 0, 0),
        ("2020-01-06", 4, 0, 0),
        ("2020-01-13", 0, 0, 0),
        ("2020-01-20", 0, 0, 1),
        ("2020-01-27", 0, 0, 2),
        ("2020-02-03", 0, 0, 2),
        ("2020-02-10", 0, 1, 1),
    ]


def test_the_text_names_the_ledger_the_query_and_where_the_history_ends(run: Run, lived: Path) -> None:
    result = run("figures", "unit:泡崖街道", "--as-of", "2020-02-11", "--db", str(lived))
    assert result.out.startswith("Figures: Office (unit:泡崖街道)\nAs of 2020-02-11 Tuesday\n\nTotal  ")
    assert "\nDone rate                  1/1 100 %\n" in result.out
    assert result.out.splitlines()[-1].startswith("Event ")
    assert result.err == "The history is known from 2020-01-06; before that, what was recorded first stands.\n"


def test_figures_are_written_to_a_file_in_the_format_of_its_ending(run: Run, lived: Path, tmp_path: Path) -> None:
    file = tmp_path / "figures.csv"
    result = run("figures", "--by", "unit", "--output", str(file), "--db", str(lived))
    assert (result.code, result.out, result.err) == (0, "", f"Wrote the figures to {file}\n")
    assert file.read_bytes().startswith(b"\xef\xbb\xbfgroup,total,open,")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("is:nothing",), "is: does not know nothing at 4."),
        (("--from", "2020-03-01", "--to", "2020-02-01"), "--to 2020-02-01 is before --from 2020-03-01."),
        (("--from", "asap"), "--from: “asap” names no day"),
        (("--by", "colour"), "'colour' is not one of 'unit', 'owner', 'lead', 'source', 'severity'."),
        (("--format", "docx"), "'docx' is not one of 'text', 'csv', 'json', 'md', 'html', 'xlsx'."),
    ],
)
def test_figures_that_cannot_be_asked_for_are_wrong_usage(
    run: Run, lived: Path, words: tuple[str, ...], reason: str
) -> None:
    result = run("figures", *words, "--db", str(lived))
    assert (result.code, result.out) == (2, "")
    assert reason in result.err


def test_the_ledger_itself_is_never_written_over(run: Run, lived: Path) -> None:
    result = run("figures", "--output", str(lived), "--db", str(lived))
    assert result.code == 2
    assert result.err.startswith(f"rectify: {lived} is the ledger itself")
