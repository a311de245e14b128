"""The table of columns: the names of a problem's facts in files, on screens and in queries.

The names are the keys of a row in JSON and the header of CSV; headings are for reading. How offices head such columns
in the lists that they already keep stands in rectify.transfer.wording.synonyms. Source: docs/rules.md, "Words".
"""

from typing import Literal, NamedTuple

from rectify.i18n import N_

Kind = Literal["text", "name", "date", "due", "count", "status", "mode", "severity", "light", "flag", "extra"]


class Column(NamedTuple):
    """One fact of a problem."""

    name: str
    heading: str
    kind: Kind = "text"
    width: int = 12
    """Its width in a terminal."""
    imported: bool = False
    """Whether an import reads it."""
    edited: bool = False
    """Whether `edit` may change it."""


COLUMNS: tuple[Column, ...] = (
    Column("number", N_("Number"), width=10, imported=True),
    Column("title", N_("Problem"), width=40, imported=True, edited=True),
    Column("description", N_("Description"), width=40, imported=True, edited=True),
    Column("unit", N_("Unit"), "name", width=16, imported=True, edited=True),
    Column("parent_unit", N_("Parent unit"), "name", width=16, imported=True),
    Column("owner", N_("Owner"), "name", width=10, imported=True, edited=True),
    Column("lead", N_("Lead"), "name", width=10, imported=True, edited=True),
    Column("source", N_("Source"), "name", width=16, imported=True, edited=True),
    Column("basis", N_("Basis"), width=20, imported=True, edited=True),
    Column("category", N_("Category"), width=12, imported=True, edited=True),
    Column("severity", N_("Severity"), "severity", width=9, imported=True, edited=True),
    Column("mode", N_("Mode"), "mode", width=10, imported=True, edited=True),
    Column("status", N_("Status"), "status", width=11, imported=True),
    Column("light", N_("Light"), "light", width=6),
    Column("found_on", N_("Found on"), "date", width=10, imported=True, edited=True),
    Column("created_on", N_("Created on"), "date", width=10),
    Column("due_on", N_("Due"), "due", width=10, imported=True, edited=True),
    Column("original_due_on", N_("Original due"), "date", width=12),
    Column("due_text", N_("Due as written"), width=16),
    Column("days_overdue", N_("Late"), "count", width=6),
    Column("done_on", N_("Done on"), "date", width=10, imported=True),
    Column("closed_on", N_("Closed on"), "date", width=10, imported=True),
    Column("verified_by", N_("Verified by"), "name", width=10, imported=True),
    Column("next_review_on", N_("Next review"), "date", width=10, imported=True),
    Column("round", N_("Round"), "count", width=6),
    Column("returns", N_("Returns"), "count", width=7),
    Column("extensions", N_("Extensions"), "count", width=10),
    Column("measures_total", N_("Measures"), "count", width=8),
    Column("measures_done", N_("Measures done"), "count", width=8),
    Column("evidence", N_("Evidence"), "count", width=8),
    Column("delay_reason", N_("Reason for delay"), width=24, imported=True),
    Column("next_step", N_("Next step"), width=24, imported=True),
    Column("as_error", N_("Waived as error"), "flag", width=8),
    Column("version", N_("Version"), "count", width=7),
    Column("as_of", N_("As of"), "date", width=10),
    Column("extra", N_("Other columns"), "extra", width=20),
)
BY_NAME = {column.name: column for column in COLUMNS}

ROW = tuple(column.name for column in COLUMNS)
"""The keys of a row in JSON and the header of CSV, in their order."""

SHORT_NAMES = {
    "review" if column.name == "next_review_on" else column.name.removesuffix("_on"): column.name
    for column in COLUMNS
    if column.name.endswith("_on")
}
"""Names that queries and the command line take for the dates of a row."""

_CHINESE = {
    "number": "编号", "title": "问题", "description": "详细说明", "unit": "责任单位 单位", "parent_unit": "上级单位",
    "owner": "责任人", "lead": "牵头领导", "source": "来源 检查批次", "basis": "依据", "category": "类别",
    "severity": "严重程度", "mode": "整改类型", "status": "状态", "light": "预警", "found_on": "发现日期",
    "created_on": "登记日期", "due_on": "整改时限 时限", "original_due_on": "原定时限", "days_overdue": "逾期天数",
    "done_on": "完成日期", "closed_on": "销号日期", "verified_by": "验收人", "next_review_on": "下次复核",
    "round": "轮次", "returns": "退回", "extensions": "延期",
}  # fmt: skip

CHINESE_NAMES = {name: column for column, names in _CHINESE.items() for name in names.split()}
"""What Chinese screens and files call the columns that queries, sorts and edits name."""


def full_name(written: str) -> str:
    """The name of the column that is `written`: itself, the short one of a date, or the Chinese one."""
    name = written.strip().casefold()
    return SHORT_NAMES.get(name) or CHINESE_NAMES.get(name, name)
