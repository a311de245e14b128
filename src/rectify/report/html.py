"""The list as an HTML page for the meeting. Source: docs/printing.md, "HTML"."""

from collections.abc import Iterator, Sequence

from rectify.domain.columns import BY_NAME
from rectify.domain.problem import Problem
from rectify.i18n import N_, _, ngettext
from rectify.report.paper import document, plain, plain_lines
from rectify.report.report import Group, Grouping, Report
from rectify.report.text import awaiting_words, awaits_verification, cells, heading

OVERDUE_COLUMNS = (
    *("number", "title", "unit", "owner", "original_due_on", "due_on", "days_overdue", "extensions", "status"),
    *("delay_reason", "next_step"),
)
LIST_COLUMNS = (
    *("light", "number", "title", "unit", "owner", "source", "severity", "due_on", "days_overdue", "measures_done"),
    "status",
)
FACTS = ("original_due_on",)
"""The facts that only this face shows."""

_SIGNERS: dict[Grouping, str] = {
    "unit": N_("For the unit (signature)"),
    "owner": N_("Owner (signature)"),
    "lead": N_("Lead (signature)"),
}
"""Who signs for a group; nobody signs for a source or a severity."""

_WIDTHS = {
    "count": "10mm",
    "light": "12mm",
    "number": "22mm",
    "unit": "27mm",
    "owner": "23mm",
    "source": "27mm",
    "severity": "16mm",
    "original_due_on": "21mm",
    "due_on": "21mm",
    "days_overdue": "13mm",
    "extensions": "20mm",
    "measures_done": "15mm",
    "status": "22mm",
    "delay_reason": "38mm",
    "next_step": "38mm",
}
"""The width of each column; the title takes the rest."""

_CENTRED = {
    "light": "n",
    "original_due_on": "d",
    "due_on": "d",
    "days_overdue": "d",
    "extensions": "n",
    "measures_done": "n",
    "severity": "n",
}
_LONG = frozenset({"delay_reason", "next_step"})
_SMALL = 3
"""A group of at most this many problems stays on one page."""

_STYLE = """\
thead .group th, .group th { padding-left: 1.5mm; background: #f4f4ef; text-align: left; font-weight: 400;
  border-top: .5mm solid #555; }
.group b { font-size: 10.5pt; margin-right: 6mm; }
.group span { margin-right: 6mm; }
tbody .group { break-after: avoid; }
.small { break-inside: avoid; }
.sign { break-before: avoid; }
.sign td { padding: 4mm 1.5mm 1.5mm; text-align: right; border-top: 0; }
.line { display: inline-block; width: 42mm; border-bottom: .25mm solid #333; margin: 0 6mm 0 2mm; }
.line.short { width: 30mm; margin-right: 0; }
section + section { break-before: page; margin-top: 12mm; }
@media print { section + section { margin-top: 0; } }
"""


def html(report: Report) -> str:
    """`report` as a page for paper: A4 landscape, its header on every page, a group after the other or each on its own.

    Markup in a text is shown as typed.
    """
    shown = [group for group in report.groups if group.problems]
    if not shown:
        body = [*_heading(report), f'<p class="none">{plain(_("none"))}</p>']
    elif report.page_per_group:
        body = [line for group in shown for line in _section(report, group)]
    else:
        body = [*_heading(report), *_tables(report, shown)]
    running = (report.title, report.subtitle)
    return document(report.title, body, running=running, foot=report.foot, style=_STYLE)


def _heading(report: Report) -> list[str]:
    return [f"<h1>{plain(report.title)}</h1>", f'<p class="day">{plain(report.subtitle)}</p>']


def _section(report: Report, group: Group) -> Iterator[str]:
    yield "<section>"
    yield from _heading(report)
    yield from _table(report, [group], 0)
    yield "</section>"


def _tables(report: Report, groups: Sequence[Group]) -> Iterator[str]:
    """Small groups share a table; a long group has its own, so that its name is repeated with the header."""
    shared, count, before = list[Group](), 0, 0
    for group in groups:
        if len(group.problems) > _SMALL:
            yield from _table(report, shared, before)
            yield from _table(report, [group], count)
            shared, before = [], count + len(group.problems)
        else:
            shared.append(group)
        count += len(group.problems)
    yield from _table(report, shared, before)


def _table(report: Report, groups: Sequence[Group], count: int) -> Iterator[str]:
    """One table, with rows numbered from `count`; empty if there are no groups."""
    if not groups:
        return
    names = _columns(report)
    span = len(names) + 1
    widths = "".join(
        f'<col style="width:{_WIDTHS[name]}">' if name in _WIDTHS else "<col>" for name in ("count", *names)
    )
    heads = "".join(f"<th>{plain(head)}</th>" for head in (_("No."), *map(_head, names)))
    alone = len(groups) == 1
    yield f"<table><colgroup>{widths}</colgroup>"
    yield f"<thead><tr>{heads}</tr>{_group(groups[0], span) if alone else ''}</thead>"
    for group in groups:
        yield "<tbody>" if len(group.problems) > _SMALL else '<tbody class="small">'
        if not alone:
            yield _group(group, span)
        yield from _rows(report, names, list(group.problems), count)
        if report.grouped_by in _SIGNERS:
            yield _signature(_SIGNERS[report.grouped_by], span)
        yield "</tbody>"
        count += len(group.problems)
    yield "</table>"


def _columns(report: Report) -> list[str]:
    wanted = OVERDUE_COLUMNS if report.explained else LIST_COLUMNS
    rare = {"source", "severity", *_LONG}
    facts = {name for name in rare if any(getattr(problem, name) for problem in report.problems)}
    return [
        name
        for name in wanted
        if name != report.grouped_by
        and (name not in rare or name in facts)
        and (name != "measures_done" or _steps(report))
    ]


def _steps(report: Report) -> bool:
    return any(problem.measures_total for problem in report.problems)


def _head(name: str) -> str:
    return _(BY_NAME[name].heading) if name == "original_due_on" else heading(name)


def _group(group: Group, span: int) -> str:
    if group.label is None:
        return ""
    size = len(group.problems)
    said = [f"<b>{plain(group.label or '')}</b>"]
    if group.lead:
        said.append(f"<span>{plain(_('Lead: {name}').format(name=group.lead))}</span>")
    said.append(f"<span>{plain(ngettext('{n} problem', '{n} problems', size).format(n=size))}</span>")
    return f'<tr class="group"><th colspan="{span}">{"".join(said)}</th></tr>'


def _signature(signer: str, span: int) -> str:
    line, short = '<span class="line"></span>', '<span class="line short"></span>'
    return f'<tr class="sign"><td colspan="{span}">{plain(_(signer))}{line}{plain(_("Date"))}{short}</td></tr>'


def _rows(report: Report, names: Sequence[str], problems: list[Problem], count: int) -> Iterator[str]:
    columns = [_cells(name, problems, report) for name in names]
    for place, row in enumerate(zip(*columns, strict=True), count + 1):
        yield f'<tr><td class="n">{place}</td>{"".join(row)}</tr>'


def _cells(name: str, problems: list[Problem], report: Report) -> list[str]:
    if name in _LONG:
        return [f"<td>{plain_lines(getattr(problem, name) or '')}</td>" for problem in problems]
    words = cells(name, problems, report)
    if name == "status":
        return [f"<td>{plain(word)}{_mark(problem)}</td>" for word, problem in zip(words, problems, strict=True)]
    kind = _CENTRED.get(name)
    opening = f'<td class="{kind}">' if kind else "<td>"
    if name == "days_overdue":
        late = '<td class="d late">'
        return [f"{late if word != '-' else opening}{plain(word)}</td>" for word in words]
    return [f"{opening}{plain(word)}</td>" for word in words]


def _mark(problem: Problem) -> str:
    return (
        f'<br><span class="soft">{plain(" ".join(awaiting_words(problem)))}</span>'
        if awaits_verification(problem)
        else ""
    )
