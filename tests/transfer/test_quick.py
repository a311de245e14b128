"""Rows that are read many at once say what each of them says when it is read alone."""

from datetime import date, datetime, time

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from rectify.transfer.headers.layout import lay_out
from rectify.transfer.kept import KeptRow
from rectify.transfer.rows.quick import QuickReader
from rectify.transfer.rows.reader import RowReader
from rectify.transfer.sheet import Cell, Row, Sheet
from rectify.transfer.wording.cells import Setting

TODAY = date(2026, 3, 10)
DAYS: list[Cell] = [
    date(2026, 2, 1), date(2026, 1, 5), date(2027, 1, 1), datetime.fromisoformat("2026-02-01T08:00"), 46054, 46054.0,
    "2026-02-01", "3月底前", "立行立改", "长期坚持", "尽快", "已完成", "TBD", "01/02/2026", "",
]  # fmt: skip
TITLES: list[Cell] = [
    "lamp",
    "2024年巡察：灯不亮",
    "合计",
    "无",
    "a\x07b",
    " two  blanks ",
    "第一章 总则",
    "备注：见上",
    7,
    "",
]
WORDS: list[Cell] = ["Hall", "红旗村", "/", "x\x1b[0m", 1, 1.0, True, time(8), " 李敏 ", ""]
COLUMNS: dict[str, list[Cell]] = {
    "编号": ["W-1", "W-2", "'007", 7, 7.0, "", "合计", "第 1 页"],
    "问题": TITLES,
    "责任单位": WORDS,
    "责任人": WORDS,
    "来源": [*WORDS, "2025年自查"],
    "依据": WORDS,
    "严重程度": ["重大", "2 - High", "odd", 1, True, ""],
    "整改类型": ["立行立改", "限期整改", "奇怪", ""],
    "状态": ["待整改", "已销号", "怪字", "误报", ""],
    "发现日期": DAYS,
    "整改时限": DAYS,
    "完成日期": DAYS,
    "销号日期": DAYS,
    "整改措施": ["one\ntwo", "one", 3, ""],
    "经费": ["100元", 3.5, "\x07", " ", ""],
}
NOTE = ["合计", "第一章 总则", "备注：见上"]
"""Rows behind which nothing is a problem at first sight."""


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    """A list of some of the columns, the title among them; most of its rows are plain, as in a long list."""
    others = draw(st.lists(st.sampled_from([name for name in COLUMNS if name != "问题"]), unique=True, min_size=5))
    headings = (
        ["问题", *others] if draw(st.booleans()) else ["编号", "问题", *(name for name in others if name != "编号")]
    )
    rows = [[COLUMNS[name][0] for name in headings] for _row in range(draw(st.integers(25, 60)))]
    for row in rows:
        for place in draw(st.sampled_from([(), (), (), (1,), (-1,), (2, 3), (2, 4), (-2,), (3, -3)])):
            row[place] = draw(st.sampled_from(COLUMNS[headings[place]]))
    for at in draw(st.lists(st.integers(22, 60), max_size=2)):
        rows.insert(at, [draw(st.sampled_from(NOTE))])
    numbered = [Row(number, row) for number, row in enumerate(rows, 2)]
    return Sheet("list.xlsx", "Sheet1", [Row(1, headings), *numbered])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(sheets(), st.sampled_from([None, "Round 2025"]))
def test_rows_that_are_read_at_once_say_what_they_say_alone(sheet: Sheet, source: str | None) -> None:
    layout = lay_out(sheet, {})
    quick = QuickReader(sheet, layout, Setting(TODAY, source))
    slow = RowReader(sheet, layout, Setting(TODAY, source))
    assume(quick.is_quick)
    kept, read = list(quick.kept(sheet.rows[1:])), list(slow.read(sheet.rows[1:]))
    assert kept == list(map(KeptRow.of, read))
    # What equals each other may differ all the same: 1 and TRUE.
    assert repr(kept) == repr(list(map(KeptRow.of, read)))
    assert [*quick.remarks] == [*slow.remarks]


def test_a_day_before_another_is_told_among_plain_rows() -> None:
    days = [date(2026, 2, day) for day in range(1, 27)]
    rows = [Row(number, ["W-1", "lamp", "Hall", date(2026, 2, 20), day]) for number, day in enumerate(days, 2)]
    sheet = Sheet("list.xlsx", "Sheet1", [Row(1, ["编号", "问题", "责任单位", "发现日期", "整改时限"]), *rows])
    quick = QuickReader(sheet, lay_out(sheet, {}), Setting(TODAY))
    assert quick.is_quick
    assert len(list(quick.kept(sheet.rows[1:]))) == 26
    (remark,) = quick.remarks
    assert remark.startswith("Rows 2, 3, 4, ")
    assert remark.endswith(", 19, 20: It is due before the day it was found; both days are kept.")


def test_the_day_of_a_look_stands_beside_what_is_open_in_a_long_list_too() -> None:
    words = ["关闭" if number % 2 else "整改中" for number in range(30)]
    rows = [
        Row(number, [f"W-{number}", "lamp", "Hall", word, date(2026, 3, 1)]) for number, word in enumerate(words, 2)
    ]
    sheet = Sheet("list.xlsx", "Sheet1", [Row(1, ["编号", "问题", "责任单位", "状态", "复查日期"]), *rows])
    kept = list(QuickReader(sheet, lay_out(sheet, {}), Setting(TODAY)).kept(rows))
    assert [row.extra for row in kept[:2]] == [{"复查日期": "2026-03-01"}, {}]
    assert [row.fact("closed_on") for row in kept[:2]] == [None, date(2026, 3, 1)]
