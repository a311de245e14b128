"""The list as a table for terminals and printers: it keeps to the width, and aligns wide characters."""

from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from rectify.domain.columns import BY_NAME
from rectify.domain.deadlines import days_overdue, light
from rectify.domain.problem import LIGHT_LETTERS, SEVERITY_LABELS, STATUS_LABELS, Problem, Status
from rectify.i18n import _, ngettext
from rectify.report.lettering import measured, pad, visible, width, wrapped
from rectify.report.report import Group, Report

NARROWEST = 20
"""The least width of a table."""

WAIVED_AS_ERROR = BY_NAME["as_error"].heading
"""The status of problems recorded in error, which no total counts."""

_GAP = "  "
_READABLE_TITLE, _NARROW_TITLE = 22, 12
"""The width of a title below which other columns are squeezed, and below which they are left out."""
_WITH_ROOM = frozenset({"measures_done", "extensions"})
"""Columns that are left out if there is no room; the others are squeezed instead."""
_MISSING = "-"
_WIDEST = {"number": 20, "unit": 16, "owner": 14, "lead": 12, "source": 16, "status": 12, "severity": 10}
_SQUEEZED = {"unit": 10, "owner": 8, "status": 9, "number": 12}
"""The greatest width of wide columns on a narrow page."""
_RED, _PLAIN = "\x1b[31m", "\x1b[0m"


@dataclass(slots=True)
class _Slot:
    """One column of the table: its cells, one a problem, and the room that it takes."""

    name: str
    heading: str
    cells: list[str]
    widths: list[int]
    natural: int
    room: int

    @property
    def right(self) -> bool:
        return BY_NAME[self.name].kind == "count"


def text(report: Report, page: int, *, colour: bool = False) -> str:
    """`report` in lines of at most `page` cells, at least 20; late days in red when `colour` is set."""
    page = max(page, NARROWEST)
    lines = [*wrapped(visible(report.title), page), *wrapped(visible(report.subtitle), page), ""]
    if any(group.problems for group in report.groups):
        lines += _table(report, page, colour)
    else:
        lines.append(_("none"))
    if report.foot:
        lines += ["", *wrapped(visible(report.foot), page)]
    return "\n".join(lines) + "\n"


def cells(name: str, problems: list[Problem], report: Report) -> list[str]:
    """What the column `name` shows of each problem, in words; a text as it is stored; a hyphen where it is missing."""
    match BY_NAME[name].kind:
        case "status":
            statuses = {status: _(label) for status, label in STATUS_LABELS.items()}
            return [_(WAIVED_AS_ERROR) if each.as_error else statuses[each.status] for each in problems]
        case "light":
            letters = {value: _(letter) if letter.strip() else "" for value, letter in LIGHT_LETTERS.items()}
            return [letters[light(each.status, each.due_on, report.as_of, report.soon_days)] for each in problems]
        case "severity":
            severities = {code: _(label) for code, label in SEVERITY_LABELS.items()}
            return [severities.get(each.severity or "", each.severity or _MISSING) for each in problems]
        case "date" | "due":
            days: list[date | None] = list(map(attrgetter(name), problems))
            written = {day: day.isoformat() if day else _MISSING for day in set(days)}
            return [written[day] for day in days]
    if name == "days_overdue":
        late = [days_overdue(each.status, each.due_on, report.as_of) for each in problems]
        words = {count: _("{days} d").format(days=count) if count else _MISSING for count in set(late)}
        return [words[count] for count in late]
    if name == "measures_done":
        counts = ((each.measures_done, each.measures_total) for each in problems)
        return [f"{done}/{total}" if total else _MISSING for done, total in counts]
    facts: map[str | int | None] = map(attrgetter(name), problems)
    return [_MISSING if fact is None else str(fact) for fact in facts]


def group_heading(group: Group) -> str:
    """The group in words: its label, who leads it, how many problems."""
    if group.label is None:
        return ""
    named = _("{name} (lead {lead})").format(name=group.label, lead=group.lead) if group.lead else group.label
    size = len(group.problems)
    return ngettext("{name}: {n} problem", "{name}: {n} problems", size).format(name=named, n=size)


def awaits_verification(problem: Problem) -> bool:
    """Whether the problem is marked as done and waiting for its verifier."""
    return problem.status is Status.SUBMITTED


def awaiting_words(problem: Problem) -> list[str]:
    """That the problem awaits verification, and since when, if that is known."""
    since = [_("since {day}").format(day=problem.submitted_on)] if problem.submitted_on else []
    return [_("awaiting verification"), *since]


def remarks_of(problems: list[Problem], report: Report) -> dict[int, list[str]]:
    """What stands below the titles, by row: that it awaits verification, why it is late, what is next."""
    remarks: dict[int, list[str]] = {}
    for row, problem in enumerate(problems):
        told = awaiting_words(problem) if awaits_verification(problem) else []
        if report.explained and (problem.delay_reason or problem.next_step):
            told += explanation(problem)
        if told:
            remarks[row] = told
    return remarks


def explanation(problem: Problem) -> list[str]:
    """Why a problem is late and what comes next, if that was noted."""
    said = ((_("Reason: {text}"), problem.delay_reason), (_("Next: {text}"), problem.next_step))
    return [visible(pattern.format(text=text)) for pattern, text in said if text]


def heading(name: str) -> str:
    """The heading of a column."""
    return _("Done") if name == "measures_done" else _(BY_NAME[name].heading)


def _table(report: Report, page: int, colour: bool) -> list[str]:
    problems = report.problems
    slots = [_slot(name, problems, report) for name in report.columns]
    remarks = remarks_of(problems, report)
    title = next(slot for slot in slots if slot.name == "title")
    told = {remark for each in remarks.values() for remark in each}
    title.natural = max([title.natural, *map(width, told)])
    slots = _fit(slots, report.spare, page)
    heads = [_aligned(slot, wrapped(slot.heading, slot.room)[0]) for slot in slots]
    lines = [_GAP.join(heads).rstrip(), _GAP.join("-" * slot.room for slot in slots)]
    rows = _rows(slots, remarks, colour)
    start = 0
    for group in report.groups:
        if group.label is not None:
            lines += ["", *wrapped(visible(group_heading(group)), page)]
        end = start + len(group.problems)
        lines += rows[start:end]
        start = end
    return lines


def _slot(name: str, problems: list[Problem], report: Report) -> _Slot:
    texts, widths = measured(cells(name, problems, report))
    head = "" if name == "light" else heading(name)
    natural = max(*widths, width(head))
    return _Slot(name, head, texts, widths, natural, min(natural, _WIDEST.get(name, natural)))


def _fit(slots: list[_Slot], spare: tuple[str, ...], page: int) -> list[_Slot]:
    """The columns that fit the page; the title takes the rest."""
    title = next(slot for slot in slots if slot.name == "title")
    wanted, least = min(title.natural, _READABLE_TITLE), min(title.natural, _NARROW_TITLE)
    for name in spare:
        if name in _WITH_ROOM and _left(slots, page) < wanted:
            slots = [slot for slot in slots if slot.name != name]
    for slot in slots:
        spared = slot.room - _SQUEEZED.get(slot.name, slot.room)
        slot.room -= max(0, min(spared, wanted - _left(slots, page)))
    for name in spare:
        if _left(slots, page) >= least:
            break
        slots = [slot for slot in slots if slot.name != name]
    number = next(slot for slot in slots if slot.name == "number")
    number.room = min(number.room, page // 2)
    title.room = min(title.natural, _left(slots, page))
    return slots


def _left(slots: list[_Slot], page: int) -> int:
    return page - sum(slot.room for slot in slots if slot.name != "title") - len(_GAP) * (len(slots) - 1)


def _aligned(slot: _Slot, cell: str) -> str:
    return cell.rjust(slot.room) if slot.right and cell.isascii() else pad(cell, slot.room)


def _rows(slots: list[_Slot], remarks: dict[int, list[str]], colour: bool) -> list[str]:
    """The rows in order, each of one or more lines."""
    more: dict[int, dict[int, list[str]]] = {}
    padded = [_column(slot, place, more) for place, slot in enumerate(slots)]
    names = [slot.name for slot in slots]
    if colour and "days_overdue" in names:
        late = names.index("days_overdue")
        padded[late] = [cell if cell.endswith(_MISSING) else f"{_RED}{cell}{_PLAIN}" for cell in padded[late]]
    title = names.index("title")
    beneath = {
        remark: wrapped(remark, slots[title].room) for remark in {each for told in remarks.values() for each in told}
    }
    for row, told in remarks.items():
        more.setdefault(row, {}).setdefault(title, []).extend(line for remark in told for line in beneath[remark])
    rows = list(map(str.rstrip, map(_GAP.join, zip(*padded, strict=True))))
    offsets = [sum(slot.room + len(_GAP) for slot in slots[:place]) for place in range(len(slots))]
    starts = ["\n" + " " * offset for offset in offsets]
    for row, below in more.items():
        if len(below) == 1:
            [(place, texts)] = below.items()
            rows[row] += starts[place] + starts[place].join(texts)
        else:
            rows[row] += _side_by_side(offsets, below)
    return rows


def _column(slot: _Slot, place: int, more: dict[int, dict[int, list[str]]]) -> list[str]:
    """The first line of each cell, padded; the lines that follow go to `more`, by row and column."""
    room, texts, widths = slot.room, slot.cells, slot.widths
    if slot.natural > room:
        texts, widths = texts.copy(), widths.copy()
        wide = [row for row, taken in enumerate(widths) if taken > room]
        broken = [wrapped(texts[row], room) for row in wide]
        firsts = measured([lines[0] for lines in broken])
        for row, lines, first, taken in zip(wide, broken, *firsts, strict=True):
            texts[row], widths[row] = first, taken
            more.setdefault(row, {})[place] = lines[1:]
    if slot.right:
        return [" " * (room - taken) + text for text, taken in zip(texts, widths, strict=True)]
    return [text + " " * (room - taken) for text, taken in zip(texts, widths, strict=True)]


def _side_by_side(offsets: list[int], cells: dict[int, list[str]]) -> str:
    """The lines below the first of several cells, each under the beginning of its own."""
    lines = [""] * max(map(len, cells.values()))
    for place in sorted(cells):
        for number, text in enumerate(cells[place]):
            lines[number] = pad(lines[number], offsets[place]) + text
    return "\n" + "\n".join(lines)
