"""One problem's full record on paper: facts, measures, extensions, evidence, rounds, history.

Source: docs/printing.md, "Record".
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rectify.i18n import _
from rectify.report.lettering import pad, visible, visible_lines, width, wrapped
from rectify.report.markdown import escaped, table
from rectify.report.paper import document, plain, plain_lines

RecordFormat = Literal["text", "md", "html"]
"""The formats of a record."""

_WHOLE = 100_000
"""A number of lines that holds any text of a problem."""

_BESIDE = 34
"""A fact of at most this many cells shares a row with another."""

_STYLE = """\
h1 { margin-bottom: 1mm; }
.title { margin: 0 0 4mm; padding: 2mm 3mm; border: .25mm solid #8a8f96; font-size: 12pt; font-weight: 600; }
.facts th { width: 27mm; background: #f4f4ef; font-weight: 400; }
"""


@dataclass(frozen=True, slots=True)
class Section:
    """The entries of one kind: as lines of text, and as a table."""

    heading: str
    lines: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    rooms: tuple[str, ...] = ()
    """The widths of the table's columns on paper; empty where a column takes what the others leave."""


@dataclass(frozen=True, slots=True)
class RecordSheet:
    """Everything about one problem in words, ready to be written in any format."""

    number: str
    title: str
    state: str
    """Its status on the day of the record, and how late it was."""
    ledger: str
    facts: tuple[tuple[str, str], ...]
    """Each fact by its label; a text of several lines as it is."""
    sections: tuple[Section, ...]
    """The sections that have entries."""
    foot: str | None = None


def record_name(sheet: RecordSheet) -> str:
    """The title of the record."""
    return _("Record of problem {number}").format(number=sheet.number)


def render_record(sheet: RecordSheet, format: RecordFormat, *, page: int = 80) -> str:
    """`sheet` as one text: lines of at most `page` cells, Markdown, or a page of HTML."""
    match format:
        case "text":
            return "\n".join(_text(sheet, max(page, 20))) + "\n"
        case "md":
            return "\n".join(_markdown(sheet)) + "\n"
        case "html":
            return _html(sheet)


def _text(sheet: RecordSheet, page: int) -> Iterator[str]:
    yield from wrapped(visible(f"{sheet.number}  {sheet.title}"), page, _WHOLE)
    yield from wrapped(visible(sheet.state), page)
    yield ""
    yield from _facts(sheet, page)
    for section in sheet.sections:
        yield from ("", section.heading)
        for line in section.lines:
            first, *rest = wrapped(visible(line), page - 4, _WHOLE)
            yield f"  {first}"
            yield from (f"    {more}" for more in rest)


def _facts(sheet: RecordSheet, page: int) -> Iterator[str]:
    shown = [(visible(label), visible_lines(value)) for label, value in sheet.facts]
    labels = min(max((width(label) for label, _value in shown), default=0) + 2, page // 2)
    for label, value in shown:
        lines = [part for line in value.split("\n") for part in wrapped(line, max(page - labels, 10), _WHOLE)]
        yield (pad(label, labels) if width(label) < labels else f"{label} ") + lines[0]
        yield from (" " * labels + line for line in lines[1:])


def _markdown(sheet: RecordSheet) -> Iterator[str]:
    yield from (f"# {escaped(f'{sheet.number} {sheet.title}')}", "", escaped(sheet.state), "")
    yield from table([_("Fact"), _("Value")], ([escaped(label), _md_lines(value)] for label, value in sheet.facts))
    for section in sheet.sections:
        yield from (f"## {escaped(section.heading)}", "")
        yield from table(section.heads, ([_md_lines(cell) for cell in row] for row in section.rows))
    if sheet.foot:
        yield escaped(sheet.foot)


def _md_lines(text: str) -> str:
    return "<br>".join(map(escaped, visible_lines(text).split("\n")))


def _html(sheet: RecordSheet) -> str:
    name = record_name(sheet)
    body = [
        f"<h1>{plain(name)}</h1>",
        f'<p class="day">{plain(f"{sheet.ledger} · {sheet.state}")}</p>',
        f'<p class="title">{plain(sheet.title)}</p>',
        '<table class="facts">',
        *_pairs(sheet.facts),
        "</table>",
    ]
    for section in sheet.sections:
        body += [f"<h2>{plain(section.heading)}</h2>", *_section(section)]
    running = (f"{sheet.number} {sheet.ledger}", sheet.state)
    return document(name, body, running=running, foot=sheet.foot, style=_STYLE, format="portrait")


def _pairs(facts: Sequence[tuple[str, str]]) -> Iterator[str]:
    """The short facts two in a row, then the long ones, each in a row of its own."""
    short = [fact for fact in facts if is_short(fact[1])]
    for place in range(0, len(short), 2):
        cells = "".join(f"<th>{plain(label)}</th><td>{plain(value)}</td>" for label, value in short[place : place + 2])
        yield f"<tr>{cells}{'<th></th><td></td>' if place + 1 == len(short) else ''}</tr>"
    for label, value in facts:
        if not is_short(value):
            yield f'<tr><th>{plain(label)}</th><td colspan="3">{plain_lines(value)}</td></tr>'


def is_short(value: str) -> bool:
    """Whether a fact has room for another one beside it."""
    return "\n" not in value and width(visible(value)) <= _BESIDE


def _section(section: Section) -> Iterator[str]:
    rooms = section.rooms or ("",) * len(section.heads)
    columns = "".join(f'<col style="width:{room}">' if room else "<col>" for room in rooms)
    heads = "".join(f"<th>{plain(head)}</th>" for head in section.heads)
    yield f"<table><colgroup>{columns}</colgroup><thead><tr>{heads}</tr></thead><tbody>"
    for row in section.rows:
        yield f"<tr>{''.join(f'<td>{plain_lines(cell)}</td>' for cell in row)}</tr>"
    yield "</tbody></table>"
