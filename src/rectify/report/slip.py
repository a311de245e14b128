"""A unit's reminder slip (督办单): a numbered letter that lists what is late, what is asked by when, and who signs.

Source: docs/printing.md, "Reminder slip".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from rectify.domain.calendar_words import in_words
from rectify.i18n import N_, _, labelled, listed
from rectify.report.lettering import pad, visible, width, wrapped
from rectify.report.markdown import escaped, table
from rectify.report.paper import document, plain, plain_lines, serif

SlipFormat = Literal["text", "md", "html"]
"""The formats of a slip."""

_TO = N_("To", "of a letter")
_WHOLE = 1000
_BLANK = "_" * 20

ROOMS = ("10mm", "22mm", "", "18mm", "22mm", "12mm", "19mm", "42mm")
"""The widths of its table on paper; the title takes the rest."""

_STYLE = """\
body { font-family: %s; font-size: 11.5pt; line-height: 1.6; }
h1 { font-size: 24pt; letter-spacing: .12em; margin: 2mm 0 5mm; color: #a8071a; }
.code { display: flex; justify-content: space-between; margin: 0 0 4mm; padding-bottom: 2mm;
  border-bottom: .6mm solid #a8071a; }
.to { margin: 0 0 2mm; }
.letter { margin: 0 0 4mm; text-indent: 2em; }
table { font-size: 10pt; line-height: 1.4; }
.note { margin: 4mm 0 0; padding: 2mm 3mm; border: .25mm solid #8a8f96; }
.seal { margin: 7mm 0; text-align: right; line-height: 1.9; break-inside: avoid; }
.receipt { break-inside: avoid; margin-top: 4mm; }
.receipt th { width: 34mm; font-weight: 400; background: #f4f4ef; vertical-align: middle; text-align: center; }
.receipt td { height: 12mm; }
.receipt .answer td { height: 42mm; }
"""


@dataclass(frozen=True, slots=True)
class SlipRow:
    """One problem of a slip, in words."""

    number: str
    title: str
    owner: str | None
    due_on: date | None
    days_late: int
    status: str
    asked: str
    """What the unit is asked to do about it."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A reminder slip, ready to be written in any format."""

    number: str | None
    """Its number, "2026-003"; None while it is only a draft."""
    ledger: str
    unit: str
    leads: tuple[str, ...]
    as_of: date
    issued_on: date
    issued_by: str
    answer_by: date
    rows: tuple[SlipRow, ...]
    note: str | None
    foot: str | None

    @property
    def late(self) -> int:
        """How many of its problems are overdue."""
        return sum(row.days_late > 0 for row in self.rows)


def number_words(number: str | None) -> str:
    """The label of the slip's number: it is the office's own count of its letters."""
    if number is None:
        return _("Draft, not issued")
    year, _hyphen, place = number.partition("-")
    return _("Slip {year}-{number}").format(year=year, number=place)


def render_slip(slip: Slip, format: SlipFormat, *, page: int = 80) -> str:
    """`slip` as one text: lines of at most `page` cells, Markdown, or a page of HTML."""
    match format:
        case "text":
            return "\n".join(_text(slip, max(page, 40))) + "\n"
        case "md":
            return "\n".join(_markdown(slip)) + "\n"
        case "html":
            return _html(slip)


def letter_words(slip: Slip) -> str:
    """The paragraph that tells the unit what is late and what is asked."""
    return _(
        "As of {day}, {ledger} lists for your unit: overdue {late}, due soon {soon}. Please do what is asked below, "
        "and answer in writing by {answer}."
    ).format(
        day=in_words(slip.as_of),
        ledger=slip.ledger,
        late=slip.late,
        soon=len(slip.rows) - slip.late,
        answer=in_words(slip.answer_by),
    )


def addressees(slip: Slip) -> list[tuple[str, str]]:
    """The addressees, each under a label."""
    to = [(_(_TO), slip.unit)]
    return [*to, (_("Lead"), listed(slip.leads))] if slip.leads else to


def signatures(slip: Slip) -> list[tuple[str, str]]:
    """Who issued it and when; then the boxes to sign, still empty."""
    return [
        (_("Issued by"), slip.issued_by),
        (_("Issued on"), in_words(slip.issued_on)),
        (_("Signed for by"), ""),
        (_("Date"), ""),
    ]


def table_heads() -> tuple[str, ...]:
    """The header of its table of problems."""
    return _("No."), _("Number"), _("Problem"), _("Owner"), _("Due"), _("Late"), _("Status"), _("Asked")


def _cells(place: int, row: SlipRow) -> tuple[str, ...]:
    due = row.due_on.isoformat() if row.due_on else "-"
    late = _("{days} d").format(days=row.days_late) if row.days_late else "-"
    return str(place), row.number, row.title, row.owner or "-", due, late, row.status, row.asked


def _text(slip: Slip, page: int) -> Iterator[str]:
    yield _("Reminder slip")
    yield from wrapped(visible(f"{number_words(slip.number)}  {in_words(slip.issued_on)}"), page)
    yield ""
    for label, value in addressees(slip):
        yield from wrapped(visible(labelled(label, value)), page)
    yield ""
    yield from wrapped(visible(letter_words(slip)), page, _WHOLE)
    for place, row in enumerate(slip.rows, 1):
        yield ""
        yield from _text_row(place, row, page)
    if slip.note:
        yield ""
        for line in slip.note.split("\n"):
            yield from wrapped(visible(line), page, _WHOLE)
    yield ""
    labels = max(width(label) for label, _value in signatures(slip)) + 2
    for label, value in signatures(slip):
        yield from wrapped(visible(pad(label, labels) + (value or _BLANK)), page)
    if slip.foot:
        yield ""
        yield from wrapped(visible(slip.foot), page)


def _text_row(place: int, row: SlipRow, page: int) -> Iterator[str]:
    start = f"{place}. "
    lines = wrapped(visible(f"{row.number}  {row.title}"), page - len(start), _WHOLE)
    yield start + lines[0]
    heads, cells = table_heads(), _cells(place, row)
    facts = [labelled(heads[each], cells[each]) for each in (3, 4, 5, 6) if cells[each] != "-"]
    for text in ("  ".join(facts), labelled(heads[7], row.asked)):
        lines += wrapped(visible(text), page - len(start), _WHOLE)
    yield from (" " * len(start) + line for line in lines[1:])


def _markdown(slip: Slip) -> Iterator[str]:
    yield from (f"# {_('Reminder slip')}", "")
    yield from (f"{escaped(number_words(slip.number))}, {escaped(in_words(slip.issued_on))}", "")
    for label, value in addressees(slip):
        yield from (labelled(label, f"**{escaped(value)}**"), "")
    yield from (escaped(letter_words(slip)), "")
    rows = ([escaped(cell) for cell in _cells(place, row)] for place, row in enumerate(slip.rows, 1))
    yield from table(table_heads(), rows)
    if slip.note:
        yield from ("<br>".join(map(escaped, slip.note.split("\n"))), "")
    yield from table(("", ""), ([label, escaped(value)] for label, value in signatures(slip)))
    if slip.foot:
        yield escaped(slip.foot)


def _html(slip: Slip) -> str:
    title = _("Reminder slip")
    code = (number_words(slip.number), in_words(slip.issued_on))
    body = [
        f"<h1>{plain(title)}</h1>",
        f'<p class="code">{"".join(f"<span>{plain(part)}</span>" for part in code)}</p>',
        *(f'<p class="to">{labelled(plain(label), f"<b>{plain(value)}</b>")}</p>' for label, value in addressees(slip)),
        f'<p class="letter">{plain(letter_words(slip))}</p>',
        *_html_table(slip),
    ]
    if slip.note:
        body.append(f'<p class="note">{plain_lines(slip.note)}</p>')
    body += _html_signatures(slip)
    running = (slip.ledger, number_words(slip.number))
    style = _STYLE % serif()
    return document(f"{title} {code[0]}", body, running=running, foot=slip.foot, style=style, format="portrait")


def _html_table(slip: Slip) -> Iterator[str]:
    columns = "".join(f'<col style="width:{room}">' if room else "<col>" for room in ROOMS)
    yield f"<table><colgroup>{columns}</colgroup><thead><tr>"
    yield "".join(f"<th>{plain(head)}</th>" for head in table_heads())
    yield "</tr></thead><tbody>"
    for place, row in enumerate(slip.rows, 1):
        kinds = ("n", "", "", "", "d", "d late" if row.days_late else "d", "", "")
        cells = zip(kinds, _cells(place, row), strict=True)
        yield f"<tr>{''.join(f'<td{_kind(kind)}>{plain(cell)}</td>' for kind, cell in cells)}</tr>"
    yield "</tbody></table>"


def _kind(kind: str) -> str:
    return f' class="{kind}"' if kind else ""


def _html_signatures(slip: Slip) -> Iterator[str]:
    (by, name), (on, day), (signed, _empty), (date_, _blank) = signatures(slip)
    yield f'<p class="seal">{plain(labelled(by, name))}<br>{plain(labelled(on, day))}</p>'
    yield '<table class="receipt">'
    yield f'<tr class="answer"><th>{plain(_("Answer of the unit"))}</th><td colspan="3"></td></tr>'
    yield f"<tr><th>{plain(signed)}</th><td></td><th>{plain(date_)}</th><td></td></tr>"
    yield "</table>"
