"""Figures as a workbook: an overview, a row for each group, and the weeks, each a sheet.

Source: docs/printing.md, "Workbooks".
"""

from collections.abc import Iterator

from rectify.domain.figures import FORMULAS, Figures, Rate
from rectify.i18n import N_, _
from rectify.report.figures import (
    AGEING,
    LABELS,
    MEDIAN,
    RATES,
    FigureSheet,
    age_words,
    subtitle,
)
from rectify.report.report import group_words
from rectify.report.sheet import CellKind, PrintedSheet, SheetColumn, SheetRow, Value, write_sheet

_COUNTS = tuple(name for name in LABELS if name != "awaiting")
""""Submitted" is left out, since it equals "awaits verification"."""

_OF = N_("Of", "of a share")
_INDENT = "  "


def figures_workbook(sheet: FigureSheet) -> bytes:
    """`sheet` as a workbook whose counts are numbers and whose rates are shares in percent."""
    groups = () if sheet.by is None else (_groups(sheet),)
    return write_sheet(_overview(sheet), *groups, _weeks(sheet))


def _printed(sheet: FigureSheet, name: str, columns: tuple[SheetColumn, ...], rows: list[SheetRow]) -> PrintedSheet:
    return PrintedSheet(name, sheet.title, subtitle(sheet), columns, rows, len(rows), sheet.foot, 1)


def _overview(sheet: FigureSheet) -> PrintedSheet:
    """Every figure of all problems on a line, and what it means."""
    columns = (
        SheetColumn(_("Figure")),
        SheetColumn(_("Value"), "number"),
        SheetColumn(_(_OF), "count"),
        SheetColumn(_("Share"), "percent"),
        SheetColumn(_("Meaning"), "prose"),
    )
    return _printed(sheet, _("Figures"), columns, [SheetRow(cells) for cells in _facts(sheet.rows[0])])


def _facts(figures: Figures) -> Iterator[list[Value]]:
    for name in _COUNTS:
        yield [_(LABELS[name]), getattr(figures, name), None, None, _(FORMULAS[name]) if name == "total" else None]
    for name, rate in figures.rates.items():
        yield [_(RATES[name]), rate.n, rate.of, _share(rate), _(FORMULAS[name])]
    yield [_(MEDIAN), figures.median_days_to_close, None, None, _(FORMULAS["median_days_to_close"])]
    for place, (name, count) in enumerate(figures.ageing.items()):
        meaning = None if place else _(FORMULAS["ageing"])
        yield [_(AGEING).format(days=age_words(name)), count, None, None, meaning]


def _share(rate: Rate) -> Value:
    return rate.n / rate.of if rate.of else None


def _groups(sheet: FigureSheet) -> PrintedSheet:
    """All problems, then each group, on a line."""
    shares = [
        column
        for label in RATES.values()
        for column in (
            _narrow(_("{rate}: n").format(rate=_(label))),
            _narrow(_("{rate}: of").format(rate=_(label))),
            _narrow(_(label), "percent"),
        )
    ]
    columns = (
        SheetColumn(_("Group")),
        *(_narrow(_(LABELS[name])) for name in _COUNTS),
        *shares,
        _narrow(_(MEDIAN), "number"),
        *(_narrow(_(AGEING).format(days=age_words(name))) for name in sheet.rows[0].ageing),
    )
    rows = [SheetRow([_("All"), *_numbers(sheet.rows[0])])]
    rows += [SheetRow([_name(sheet, each), *_numbers(each)]) for each in sheet.rows[1:]]
    return _printed(sheet, _("By group"), columns, rows)


def _narrow(heading: str, kind: CellKind = "count") -> SheetColumn:
    return SheetColumn(heading, kind, narrow=True)


def _name(sheet: FigureSheet, figures: Figures) -> str:
    assert sheet.by is not None
    return _INDENT * sheet.depths.get(figures.group or "", 0) + group_words(figures.group, sheet.by)


def _numbers(figures: Figures) -> list[Value]:
    counts: list[Value] = [getattr(figures, name) for name in _COUNTS]
    shares = [part for rate in figures.rates.values() for part in (rate.n, rate.of, _share(rate))]
    return [*counts, *shares, figures.median_days_to_close, *figures.ageing.values()]


def _weeks(sheet: FigureSheet) -> PrintedSheet:
    columns = (
        SheetColumn(_("Week from"), "date"),
        SheetColumn(_("Found"), "count"),
        SheetColumn(_("Closed"), "count"),
        SheetColumn(_("Overdue"), "count"),
    )
    rows = [SheetRow([each.week, each.found, each.closed, each.overdue]) for each in sheet.trend]
    return _printed(sheet, _("Week by week"), columns, rows)
