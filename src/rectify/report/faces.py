"""A report in each format, and how it is written to a file. Source: docs/commands.md, "Output"."""

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rectify.domain.columns import ROW
from rectify.domain.formula_guard import guarded
from rectify.report.formats import Format, TextFormat
from rectify.report.lettering import visible_lines
from rectify.report.report import Report
from rectify.report.rows import row

_STEERS = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")

_ENCODER = json.JSONEncoder(ensure_ascii=False)


def render(report: Report, format: TextFormat, *, width: int = 80, colour: bool = False) -> str:
    """`report` as one text: a table `width` cells wide, CSV without a byte order mark, a JSON array,
    Markdown, or a page of HTML."""
    match format:
        case "text":
            from rectify.report.text import text

            return text(report, width, colour=colour)
        case "csv":
            return _csv(report)
        case "json":
            return as_json(list(_rows(report)))
        case "md":
            from rectify.report.markdown import markdown

            return markdown(report)
        case "html":
            from rectify.report.html import html

            return html(report)


def content(report: Report, format: Format, *, width: int = 80, colour: bool = False) -> str | bytes:
    """`report` as text, or as the bytes of a workbook."""
    if format == "xlsx":
        from rectify.report.workbook import workbook  # the library that writes workbooks loads only for one

        return workbook(report)
    return render(report, format, width=width, colour=colour)


def encoded(text: str, format: Format) -> bytes:
    """`text` as a file holds it: UTF-8, CSV with the byte order mark that spreadsheets look for."""
    return text.encode("utf-8-sig" if format == "csv" else "utf-8")


def write(report: Report, format: Format, path: Path, *, width: int = 80) -> None:
    """Write `report` to `path`, as `write_file` does."""
    made = content(report, format, width=width)
    write_file(made if isinstance(made, bytes) else encoded(made, format), path)


def write_file(made: bytes, path: Path) -> None:
    """Write `made` to `path`, whole or not at all; a file that is replaced keeps its permissions.

    Raises LedgerUnavailable, which names the file, if it cannot be written.
    """
    from rectify.place import place  # loads what only a file needs

    place(path, made, force=True)


def as_json(value: Any) -> str:
    """`value` as JSON, a list with one element a line: readable in any language, and safe to show in a terminal."""
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(map(_json_line, value)) + "\n]\n"
    return _json_line(value) + "\n"


def _json_line(value: Any) -> str:
    line = _ENCODER.encode(value)
    return line if line.isprintable() else _STEERS.sub(_escape, line)


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def _rows(report: Report) -> Iterator[dict[str, Any]]:
    for group in report.groups:
        shared = {"group": group.value} if report.by else {}
        for problem in group.problems:
            yield row(problem, report.as_of, report.soon_days) | shared


def _csv(report: Report) -> str:
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow([*ROW, "group"] if report.by else ROW)
    writer.writerows([csv_cell(value) for value in line.values()] for line in _rows(report))
    return target.getvalue()


def csv_cell(value: Any) -> Any:
    """A value as a CSV cell: never a formula, and without terminal control characters."""
    if isinstance(value, str):
        return guarded(visible_lines(value))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return visible_lines(json.dumps(value, ensure_ascii=False)) if value else None
    return value
