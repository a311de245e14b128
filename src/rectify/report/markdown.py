"""The list as a Markdown table. The user's text is escaped, so that none of it is markup."""

import re
from collections.abc import Iterable, Sequence

from rectify.domain.columns import BY_NAME
from rectify.domain.problem import Problem
from rectify.i18n import _
from rectify.report.lettering import visible
from rectify.report.report import Group, Report
from rectify.report.text import awaiting_words, awaits_verification, cells, explanation, group_heading, heading

_MARKUP = re.compile(r"[\\`*_{}\[\]<>|~&#!$@]|(?<=:)//|(?<=www)\.")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "@": "&#64;", "//": "&#47;/", ".": "&#46;"}


def markdown(report: Report) -> str:
    """`report` as a heading and one table for each group."""
    lines = [f"# {escaped(report.title)}", "", escaped(report.subtitle), ""]
    shown = [group for group in report.groups if group.problems]
    for group in shown:
        lines += _section(group, report)
    if not shown:
        lines += [_("none"), ""]
    if report.foot:
        lines += [escaped(report.foot), ""]
    return "\n".join(lines)


def escaped(text: str) -> str:
    """`text` on one line, with everything escaped that Markdown or HTML would take for markup."""
    return _MARKUP.sub(lambda match: _ENTITIES.get(match[0], "\\" + match[0]), visible(text))


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table of cells that are Markdown already, and the blank line after it."""
    return [_line(heads), _line(["---"] * len(heads)), *map(_line, rows), ""]


def _section(group: Group, report: Report) -> list[str]:
    above = [f"## {escaped(group_heading(group))}", ""] if group.label is not None else []
    problems = list(group.problems)
    columns = [[escaped(cell) for cell in cells(name, problems, report)] for name in report.columns]
    if "status" in report.columns:
        columns[report.columns.index("status")] = _statuses(cells("status", problems, report), problems)
    if report.explained:
        place = report.columns.index("title")
        columns[place] = [
            "<br>".join([title, *map(escaped, explanation(problem))])
            for title, problem in zip(columns[place], problems, strict=True)
        ]
    rules = ["---:" if BY_NAME[name].kind == "count" else "---" for name in report.columns]
    heads = [heading(name) for name in report.columns]
    return [*above, _line(heads), _line(rules), *(_line(row) for row in zip(*columns, strict=True)), ""]


def _statuses(labels: list[str], problems: list[Problem]) -> list[str]:
    return [
        f"{label}, {' '.join(awaiting_words(problem))}" if awaits_verification(problem) else label
        for label, problem in zip(labels, problems, strict=True)
    ]


def _line(parts: Sequence[str]) -> str:
    return f"| {' | '.join(parts)} |"
