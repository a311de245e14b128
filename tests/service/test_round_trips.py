"""What came in comes out: an export imported into an empty ledger gives the same problems, cell by cell."""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.service.clock import at

from rectify.domain.listing import Selection
from rectify.domain.problem import Measure, Mode, Problem, Status
from rectify.i18n import use_language
from rectify.service import Ledger, export_file, import_file, open_ledger, problems, record
from rectify.service.work import working
from rectify.store.problems import New, add
from rectify.transfer.order import ImportOrder

TODAY = date(2026, 11, 22)
NOW = at("2026-11-22")
SUFFIXES = (".xlsx", ".csv", ".json", ".ics")
LIST = (
    "编号,问题,详细说明,责任单位,上级单位,责任人,检查批次,严重程度,整改类型,状态,整改时限,完成日期,销号日期,验收人,整改措施,经费,状态说明\n"
    'H-1,=SUM(1),"第一行\n第二行",泡崖街道,Ganjing,李敏,四月自查,重大,限期整改,已销号,2026年6月底前,2026-05-01,2026-05-02,王芳,"补齐记录\n谈话","\'-5",@x\n'
    'H-2,“引号”"与逗号，,,"a, b",,,,P9,立行立改,作废,2026-03-01,,,,,"'
    "''=1\",\n"
    'H-3,ｆｕｌｌ　ｗｉｄｔｈ,合计,,,,,,,长期坚持,2025年底前，并长期坚持,,,,," lead ",一、标题\n'
)


@contextmanager
def ledgers(blank: Path) -> Iterator[tuple[Path, Ledger, Ledger]]:
    """A folder with two empty ledgers."""
    with TemporaryDirectory() as folder:
        paths = [Path(shutil.copy(blank, Path(folder) / name)) for name in ("a.db", "b.db")]
        with closing(open_ledger(paths[0])) as first, closing(open_ledger(paths[1])) as second:
            yield Path(folder), first, second


def told(ledger: Ledger) -> dict[str, tuple[Problem, tuple[Measure, ...]]]:
    """All that a ledger knows of its problems, without what another ledger counts for itself."""
    everything = Selection(TODAY)
    found = problems(ledger, everything)
    return {
        each.number: (each._replace(id=0, version=1), record(ledger, each.number, everything).measures)
        for each in found
    }


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(("written", "read"), [("en", "zh"), ("zh", "en")])
def test_a_list_comes_out_as_it_came_in(blank: Path, suffix: str, written: str, read: str) -> None:
    with ledgers(blank) as (folder, first, second):
        (folder / "list.csv").write_text(LIST, encoding="utf-8")
        assert import_file(first, ImportOrder(folder / "list.csv"), NOW).new == 3
        use_language(written)
        export_file(first, folder / f"out{suffix}", Selection(TODAY), NOW)
        use_language(read)
        report = import_file(second, ImportOrder(folder / f"out{suffix}"), NOW)
        again = import_file(first, ImportOrder(folder / f"out{suffix}"), NOW)
        assert (report.new, report.rejected, report.warnings) == (3, (), ())
        assert told(second) == told(first)
        assert (again.new, again.changed, again.unchanged) == (0, 0, 3)


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".json"])
def test_a_deadline_that_followed_from_its_mode_comes_back_as_it_was_written(blank: Path, suffix: str) -> None:
    with ledgers(blank) as (folder, first, _second):
        (folder / "list.csv").write_text(
            "编号,问题,整改时限,发现日期\nH-1,Door,立行立改,2026-10-03\n", encoding="utf-8"
        )
        import_file(first, ImportOrder(folder / "list.csv"), NOW)
        export_file(first, folder / f"out{suffix}", Selection(TODAY), NOW)
        for again in (f"out{suffix}", "list.csv", f"out{suffix}"):
            assert import_file(first, ImportOrder(folder / again), NOW).unchanged == 1
        due = told(first)["H-1"][0]
        assert (due.due_on, due.due_text) == (date(2026, 10, 10), "立行立改")


def test_unknown_columns_stand_where_they_stood(blank: Path) -> None:
    with ledgers(blank) as (folder, first, _second):
        (folder / "list.csv").write_text("序号,编号,经费,问题,状态,备注甲\n7,H-1,5,Door,待整改,x\n", encoding="utf-8")
        import_file(first, ImportOrder(folder / "list.csv"), NOW)
        export_file(first, folder / "out.xlsx", Selection(TODAY), NOW)
        report = import_file(first, ImportOrder(folder / "out.xlsx"), NOW, dry_run=True)
        assert [match.column for match in report.columns] == [
            *("Light", "序号", "Number", "经费", "Problem", "Unit", "Owner", "Due", "Late", "Status", "备注甲"),
        ]


def test_unknown_columns_follow_each_other_in_csv_as_in_their_file(blank: Path) -> None:
    with ledgers(blank) as (folder, first, _second):
        (folder / "list.csv").write_text("备注甲,编号,问题,备注乙,备注丙\nx,H-1,Door,y,z\n", encoding="utf-8")
        import_file(first, ImportOrder(folder / "list.csv"), NOW)
        export_file(first, folder / "out.csv", Selection(TODAY), NOW)
        header = (folder / "out.csv").read_text(encoding="utf-8-sig").splitlines()[0]
        assert header.split(",")[-3:] == ["备注甲", "备注乙", "备注丙"]


texts = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Zl", "Zp")), min_size=1, max_size=12)
plain = st.one_of(
    texts,
    st.sampled_from(
        ["=1+1", "'=x", "''-x", "@a", "＝a", "合计", "说明：x", "一、二", "序号", "_x000D_", "1.0", "TRUE"]
    ),
)
names = plain.map(lambda text: " ".join(text.split())).filter(lambda text: len(text) > 2)
lines = st.lists(names, min_size=1, max_size=3).map("\n".join)
days = st.dates(date(2024, 1, 1), date(2026, 11, 1))


@st.composite
def facts(draw: st.DrawFn) -> dict[str, Any]:
    """The facts of a problem as an import records them."""
    optional = {
        "description": lines, "unit": names, "owner": names, "lead": names, "source": names, "basis": names,
        "category": names, "severity": st.sampled_from(["critical", "low"]), "due_on": days, "found_on": days,
        "due_text": names, "delay_reason": lines, "next_step": lines, "verified_by": names,
        "next_review_on": days, "mode": st.sampled_from([Mode.DATED, Mode.SUSTAINED]),
    }  # fmt: skip
    made = draw(st.fixed_dictionaries({"title": names}, optional=optional))
    made["status"] = draw(st.sampled_from(Status))
    if made["status"] is Status.WAIVED:
        made["as_error"] = draw(st.booleans())
    if made["status"] is Status.CLOSED and draw(st.booleans()):
        done = draw(days)
        made |= {"done_on": done, "closed_on": done + timedelta(days=draw(st.integers(0, 20)))}
    extra = st.dictionaries(
        st.sampled_from(["经费", "Status", "version", "状态", "备 注", "=h"]), plain.filter(str.strip), max_size=3
    )
    return made | {"extra": draw(extra)}


measures = st.lists(st.builds(Measure, names, st.none() | names, st.none() | days, st.none() | days), max_size=3)


@settings(
    max_examples=4, deadline=None, phases=[Phase.explicit, Phase.generate], derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)  # fmt: skip
@given(made=st.lists(st.tuples(facts(), measures), min_size=1, max_size=6))
def test_any_ledger_comes_back(blank: Path, made: list[tuple[dict[str, Any], list[Measure]]]) -> None:
    with ledgers(blank) as (folder, first, _second):
        with working(first, NOW) as work:
            days_told = {"created_on": TODAY}
            new = [
                New({"number": f"Q-{key}", **said, **days_told, "original_due_on": said.get("due_on")}, steps)
                for key, (said, steps) in enumerate(made, 1)
            ]
            add(work.recorder, work.names, "import", new, zone=first.zone, from_always=True)
        for suffix in SUFFIXES:
            export_file(first, folder / f"out{suffix}", Selection(TODAY), NOW)
            other = Path(shutil.copy(blank, folder / f"{suffix[1:]}.db"))
            with closing(open_ledger(other)) as third:
                report = import_file(third, ImportOrder(folder / f"out{suffix}"), NOW)
                assert report.rejected == ()
                assert told(third) == told(first)
