"""Figures on paper, in files and for programs: counts and rates by group, and the trend by week.

Source: docs/rules.md, "Figures".
"""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import zip_longest
from typing import Any

from rectify.domain.calendar_words import in_words
from rectify.domain.figures import AGES, FORMULAS, Figures, Rate, Week
from rectify.i18n import N_, _
from rectify.report.faces import csv_cell
from rectify.report.lettering import pad, visible, width, wrapped
from rectify.report.markdown import escaped
from rectify.report.report import Grouping, group_words

LABELS = {
    "total": N_("Total"),
    "open": N_("Open"),
    "in_progress": N_("In progress"),
    "submitted": N_("Submitted"),
    "overdue": N_("Overdue"),
    "awaiting": N_("Awaiting verification"),
    "no_date": N_("No date"),
    "done": N_("Done"),
    "closed": N_("Closed"),
    "sustained": N_("Sustained"),
    "waived": N_("Waived"),
    "returns": N_("Returns"),
    "extensions": N_("Extensions"),
}
"""The counts, in their order."""

RATES = {"done": N_("Done rate"), "closed": N_("Closed rate"), "on_time": N_("On time")}
MEDIAN, AGEING = N_("Median days to close"), N_("Days since found: {days}")
_EXPLAINED = {
    "total": LABELS["total"],
    **RATES,
    "median_days_to_close": MEDIAN,
    "ageing": N_("Days since found"),
}
_GAP, _BAR = "  ", 14
_APART, _BROAD, _LONG_BAR = " " * 4, 96, 28
_NARROWEST_NAME, _READABLE_NAME = 12, 18
Cell = Callable[[Figures], str]


@dataclass(frozen=True, slots=True)
class FigureSheet:
    """The figures of a ledger, ready to be written in any format."""

    title: str
    as_of: date
    first: date | None
    last: date | None
    by: Grouping | None
    rows: tuple[Figures, ...]
    """The first covers all problems; the groups follow."""
    trend: tuple[Week, ...]
    depths: Mapping[str, int] = field(default_factory=dict)
    """The depth of the unit in the tree."""
    foot: str | None = None


def figures_json(sheet: FigureSheet) -> dict[str, Any]:
    """The figures as programs read them: English keys, shares from 0 to 1, None where there is nothing to share."""
    return {
        "as_of": sheet.as_of.isoformat(),
        "from": sheet.first and sheet.first.isoformat(),
        "to": sheet.last and sheet.last.isoformat(),
        "by": sheet.by,
        "formulas": {name: _(words) for name, words in FORMULAS.items()},
        "rows": [_row(each, group) for each, group in zip(sheet.rows, _groups_of(sheet, ""), strict=True)],
        "trend": [
            {"week": each.week.isoformat(), "found": each.found, "closed": each.closed, "overdue": each.overdue}
            for each in sheet.trend
        ],
    }


def _groups_of(sheet: FigureSheet, nobody: str) -> list[str | None]:
    """The group of each row, for programs: None for the total, `nobody` for problems without the grouping fact."""
    return [None, *(nobody if each.group is None else each.group for each in sheet.rows[1:])]


def _row(figures: Figures, group: str | None) -> dict[str, Any]:
    return {
        "group": group,
        **{name: getattr(figures, name) for name in LABELS},
        "rates": {name: {"n": rate.n, "of": rate.of, "value": rate.value} for name, rate in figures.rates.items()},
        "median_days_to_close": figures.median_days_to_close,
        "ageing": dict(figures.ageing),
    }


def figures_csv(sheet: FigureSheet) -> str:
    """The groups as comma-separated rows, with English names over them."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    rates = [f"{name}_{part}" for name in RATES for part in ("n", "of", "rate")]
    ages = [f"ageing_{name}" for name, _most in AGES]
    writer.writerow(["group", *LABELS, *rates, "median_days_to_close", *ages])
    for each, group in zip(sheet.rows, _groups_of(sheet, "(none)"), strict=True):
        shares = [part for rate in each.rates.values() for part in (rate.n, rate.of, rate.value)]
        counts = [getattr(each, name) for name in LABELS]
        values = [group, *counts, *shares, each.median_days_to_close, *each.ageing.values()]
        writer.writerow(map(csv_cell, values))
    return target.getvalue()


def rate_words(rate: Rate) -> str:
    """ "12/31 39 %"; only "0/0" if the denominator is zero."""
    counts = f"{rate.n}/{rate.of}"
    return _("{counts} {percent} %").format(counts=counts, percent=_percent(rate)) if rate.of else counts


def _percent(rate: Rate) -> int:
    return (200 * rate.n + rate.of) // (2 * rate.of)  # halves go up


def median_days(figures: Figures) -> str:
    """The median days to close; a hyphen where nothing is closed."""
    days = figures.median_days_to_close
    return "-" if days is None else f"{days:g}"


def subtitle(sheet: FigureSheet) -> str:
    """The day of the figures, and the period in which the problems were found."""
    day = _("As of {day}").format(day=in_words(sheet.as_of))
    match sheet.first, sheet.last:
        case None, None:
            return day
        case first, None:
            return _("{day}, found since {first}").format(day=day, first=first)
        case None, last:
            return _("{day}, found until {last}").format(day=day, last=last)
        case first, last:
            return _("{day}, found from {first} to {last}").format(day=day, first=first, last=last)


def _all_facts(figures: Figures) -> list[tuple[str, str]]:
    """Every figure of one group, by label."""
    ages = [(_(AGEING).format(days=age_words(name)), str(n)) for name, n in figures.ageing.items()]
    return _counts(figures) + _rates(figures) + ages


def _counts(figures: Figures) -> list[tuple[str, str]]:
    """The counts, by label, without "awaiting", which equals "submitted"."""
    return [(_(label), str(getattr(figures, name))) for name, label in LABELS.items() if name != "awaiting"]


def _rates(figures: Figures) -> list[tuple[str, str]]:
    rates = [(_(label), rate_words(figures.rates[name])) for name, label in RATES.items()]
    return [*rates, (_(MEDIAN), median_days(figures))]


def age_words(name: str) -> str:
    """A number of days, in words."""
    return name.replace("over-90", _("over 90"))


def formulas() -> list[str]:
    """What each figure means, a sentence for each."""
    return [_("{name}: {words}").format(name=_(_EXPLAINED[name]), words=_(words)) for name, words in FORMULAS.items()]


def figures_text(sheet: FigureSheet, page: int, mark: str = "#") -> str:
    """Tables and a chart of the trend, `page` cells wide, the chart beside the figures of all where there is room.

    Bars are drawn with `mark`, which is one cell wide.
    """
    lines = [*wrapped(visible(sheet.title), page), *wrapped(visible(subtitle(sheet)), page), ""]
    beside = _beside_each_other(sheet, page, mark)
    lines += beside or _aligned(_all_facts(sheet.rows[0]))
    if sheet.by is not None:
        lines += ["", *_groups(sheet, sheet.by, page)]
    lines += ["", *(line for formula in formulas() for line in _hanging(formula, page))]
    if not beside:
        lines += ["", *_chart(sheet.trend, page, mark)]
    if sheet.foot:
        lines += ["", *wrapped(visible(sheet.foot), page)]
    return "\n".join(lines) + "\n"


def _beside_each_other(sheet: FigureSheet, page: int, mark: str) -> list[str]:
    """The counts, the rates over the ages, and the trend from left to right; nothing where the page is too narrow."""
    if page < _BROAD:
        return []
    counts, rates = _aligned(_counts(sheet.rows[0])), _aligned(_rates(sheet.rows[0]))
    ages = _ages(sheet.rows[0], max(map(width, rates)), mark)
    panels = [counts, [*rates, "", *ages]]
    rooms = [max(map(width, panel)) for panel in panels]
    panels.append(_chart(sheet.trend, page - sum(rooms) - 2 * len(_APART), mark, _LONG_BAR))
    lines = [_APART.join([*map(pad, row, rooms), row[-1]]).rstrip() for row in zip_longest(*panels, fillvalue="")]
    return lines if max(map(width, lines)) <= page else []


def _ages(figures: Figures, cells: int, mark: str) -> list[str]:
    """A bar for each age of the open ones, under their heading."""
    rows = _aligned([(age_words(name), str(n)) for name, n in figures.ageing.items()])
    bar, most = max(cells - width(rows[0]) - 1, 4), max(figures.ageing.values())
    bars = (_marks(n, most, bar, mark) for n in figures.ageing.values())
    return [_(_EXPLAINED["ageing"]), *map(" ".join, zip(rows, bars, strict=True))]


def _hanging(text: str, page: int) -> list[str]:
    first, *rest = wrapped(text, page - len(_GAP))
    return [first, *(_GAP + line for line in rest)]


_FIRST: tuple[tuple[str, Cell], ...] = (
    (N_("Total"), lambda each: str(each.total)),
    (N_("Overdue"), lambda each: str(each.overdue)),
    (N_("Done rate"), lambda each: rate_words(each.rates["done"])),
    (N_("Closed rate"), lambda each: rate_words(each.rates["closed"])),
    (N_("On time"), lambda each: rate_words(each.rates["on_time"])),
    (N_("Days"), median_days),
)
"""The figures that come first for each group."""

_FURTHER: tuple[tuple[str, Cell], ...] = (
    (LABELS["open"], lambda each: str(each.open)),
    (LABELS["in_progress"], lambda each: str(each.in_progress)),
    (N_("Awaiting"), lambda each: str(each.awaiting)),
    (LABELS["done"], lambda each: str(each.done)),
    (LABELS["closed"], lambda each: str(each.closed)),
    (LABELS["sustained"], lambda each: str(each.sustained)),
    (LABELS["waived"], lambda each: str(each.waived)),
    (LABELS["returns"], lambda each: str(each.returns)),
    (LABELS["extensions"], lambda each: str(each.extensions)),
)


def _columns(groups: Sequence[Figures]) -> list[list[str]]:
    """The cells of each column under its heading: the first figures, the other counts, the ages."""
    columns = [[_(heading), *map(cell, groups)] for heading, cell in (*_FIRST, *_FURTHER)]
    ages = [
        [_("{days} d").format(days=age_words(age)), *(str(each.ageing[age]) for each in groups)] for age, _d in AGES
    ]
    return columns + ages


def _groups(sheet: FigureSheet, by: Grouping, page: int) -> list[str]:
    """Tables with a line for each group, as few as the page has room for; a long name goes on below."""
    groups = sheet.rows[1:]
    if not groups:
        return [_("none")]
    names = [_indented(sheet, each) + visible(group_words(each.group, by)) for each in groups]
    indents = [_indented(sheet, each) for each in groups]
    lines: list[str] = []
    for table in _tables(_columns(groups), page, min(max(map(width, names)), _READABLE_NAME)):
        lines += ["", *_table(table, names, indents, page)]
    return lines[1:]


def _tables(columns: Sequence[list[str]], page: int, wanted: int) -> list[list[list[str]]]:
    """The columns, divided into tables that fit the page, with `wanted` cells for names, the first ones with fewer."""
    tables: list[list[list[str]]] = [[]]
    for place, column in enumerate(columns):
        further = place >= len(_FIRST)
        # One or two further counts are not torn from the others.
        beside = columns[place : place + 3] if place == len(_FIRST) else [column]
        least = wanted if further else _NARROWEST_NAME
        if tables[-1] and _left([*tables[-1], *beside], page) < least:
            tables.append([])
        tables[-1].append(column)
    return tables


def _table(table: Sequence[Sequence[str]], names: Sequence[str], indents: Sequence[str], page: int) -> list[str]:
    widths = [max(map(width, column)) for column in table]
    room = min(max(map(width, names)), max(_left(table, page), _NARROWEST_NAME))
    heads, *rows = zip(*table, strict=True)
    lines = [_line(pad("", room), heads, widths)]
    for name, wide, row in zip(names, indents, rows, strict=True):
        indent = wide[: room // 2]
        first, *rest = wrapped(name.strip(), room - len(indent))
        lines.append(_line(pad(indent + first, room), row, widths))
        lines += [indent + line for line in rest]
    return lines


def _left(table: Sequence[Sequence[str]], page: int) -> int:
    return page - sum(max(map(width, column)) + len(_GAP) for column in table)


def _indented(sheet: FigureSheet, figures: Figures) -> str:
    return _GAP * sheet.depths.get(figures.group or "", 0)


def _line(name: str, row: Sequence[str], widths: Sequence[int]) -> str:
    return name + "".join(_GAP + " " * (room - width(cell)) + cell for cell, room in zip(row, widths, strict=True))


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    return [pad(label, widths[0]) + _GAP + " " * (widths[1] - width(value)) + value for label, value in rows]


def _chart(trend: Sequence[Week], page: int, mark: str, longest: int = _BAR) -> list[str]:
    """A line for each week. Found and closed share a scale; what is overdue has its own."""
    flow = max([each.found for each in trend] + [each.closed for each in trend], default=0)
    stock = max((each.overdue for each in trend), default=0)
    room = max(len(str(flow)), len(str(stock)), 1)
    bar = max(min(longest, (page - 10) // 3 - room - len(_GAP) - 1), 4)
    cells = room + 1 + bar
    heads = [_("Week from"), _("Found"), _("Closed"), _("Overdue")]
    lines = [(pad(heads[0], 10) + "".join(_GAP + pad(head, cells) for head in heads[1:])).rstrip()]
    for each in trend:
        counts = ((each.found, flow), (each.closed, flow), (each.overdue, stock))
        bars = [f"{count:>{room}} {_marks(count, most, bar, mark)}" for count, most in counts]
        lines.append((each.week.isoformat() + "".join(_GAP + pad(each_bar, cells) for each_bar in bars)).rstrip())
    return lines


def _marks(count: int, most: int, bar: int, mark: str) -> str:
    return mark * -(-count * bar // most) if most else ""  # something is never drawn as nothing


def figures_markdown(sheet: FigureSheet) -> str:
    """A table of all and of the groups, as Markdown."""
    lines = [f"# {escaped(sheet.title)}", "", escaped(subtitle(sheet)), ""]
    named = [(_("All"), sheet.rows[0])]
    if sheet.by is not None:
        named += [(group_words(each.group, sheet.by), each) for each in sheet.rows[1:]]
    heads = [label for label, _value in _all_facts(sheet.rows[0])]
    lines += _md_table([_("Group"), *heads], ([name, *(v for _l, v in _all_facts(each))] for name, each in named))
    lines += [*(f"- {escaped(formula)}" for formula in formulas()), ""]
    weeks = ([each.week.isoformat(), str(each.found), str(each.closed), str(each.overdue)] for each in sheet.trend)
    lines += _md_table([_("Week from"), _("Found"), _("Closed"), _("Overdue")], weeks)
    if sheet.foot:
        lines += [escaped(sheet.foot), ""]
    return "\n".join(lines)


def _md_table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return [
        _md_line(heads),
        _md_line(["---", *("---:" for _head in heads[1:])]),
        *(_md_line([escaped(cell) for cell in row]) for row in rows),
        "",
    ]


def _md_line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
