"""The lines of the panels of the overview, fitted to their room."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from rectify.domain.calendar_words import short
from rectify.domain.figures import Figures, Week
from rectify.domain.listing import VIEWS
from rectify.domain.problem import LIGHT_LETTERS, Light, Problem
from rectify.domain.query_end import quoted
from rectify.i18n import N_, _, listed
from rectify.report.figures import MEDIAN, RATES, age_words, median_days, rate_words
from rectify.report.lettering import fitted, pad, visible, width
from rectify.report.report import Grouping, group_words
from rectify.tui.controls.parts import Part, Row
from rectify.tui.listing.list_columns import Day, letter_of
from rectify.tui.pages.charts import LARGE, NOTHING, bar, columns, large, stacked

if TYPE_CHECKING:
    from rectify.service import LitGroup

_GAP = "  "
_MOST_NAME, _LEAST_BAR, _MOST_BAR, _LEAD, _MOST_NUMBER = 28, 6, 40, 12, 20
_LIGHTS = ((Light.RED, "█"), (Light.YELLOW, "▓"), (Light.GREEN, "░"))
"""The lights of a bar, each with what it is drawn with, which tells them apart without colours too."""
_TALLEST, _WIDEST = 6, 4
"""The most lines of a chart, and the most cells of one of its columns."""
_SERIES: tuple[tuple[str, str, str, Callable[[Week], int]], ...] = (
    ("flow", N_("Found"), "chart", lambda week: week.found),
    ("flow", N_("Closed"), "chart", lambda week: week.closed),
    ("stock", N_("Overdue"), "red", lambda week: week.overdue),
)
"""The charts of the trend: the scale that it shares, its name, its colour, and what it counts."""


def group_query(name: str | None, by: Grouping) -> str:
    """The query that finds the problems of a group."""
    return f"no:{by}" if name is None else f"{by}:{quoted(name)}"


def lit_rows(groups: Sequence["LitGroup"], room: int, by: Grouping) -> Callable[["LitGroup"], Row]:
    """How a group is drawn in `room` cells: its name, a bar, its lights as numbers, its leads."""
    digits = [max((len(str(group.lights[place])) for group in groups), default=1) for place in range(len(_LIGHTS))]
    letters = [_(LIGHT_LETTERS[light]) for light, _sign in _LIGHTS]
    rest = room - sum(width(letter) + 1 + many + len(_GAP) for letter, many in zip(letters, digits, strict=True))
    longest = max((width(visible(group_words(each.name, by))) for each in groups), default=0)
    name = max(min(longest, _MOST_NAME, rest // 2), 1)
    has_lead = by != "lead" and rest - name >= _LEAST_BAR + _LEAD + len(_GAP)
    lead = _LEAD + (rest - name > _MOST_BAR + _LEAD) * _LEAD if has_lead else 0
    length = min(rest - name - len(_GAP) - (lead + len(_GAP) if has_lead else 0), _MOST_BAR)
    # beside a unit that has the problems of many, the bars of these would be too short to tell apart
    sums = [sum(each.lights[: len(_LIGHTS)]) for each in groups if each.units <= 1]
    most = max(sums, default=max((sum(each.lights[: len(_LIGHTS)]) for each in groups), default=0))

    def row(group: "LitGroup") -> Row:
        counts = group.lights[: len(_LIGHTS)]
        parts: list[Part] = [(fitted(visible(group_words(group.name, by)), name) + _GAP, "")]
        if length >= _LEAST_BAR:
            parts += _light_bar(counts, most, length)
        for (light, _sign), letter, count, many in zip(_LIGHTS, letters, counts, digits, strict=True):
            parts.append((f"{_GAP}{letter} {count:>{many}}", light.value if count else "quiet"))
        return [*parts, (_GAP + fitted(visible(listed(group.leads)), lead), "quiet")] if has_lead else parts

    return row


def _light_bar(counts: Sequence[int], most: int, length: int) -> list[Part]:
    cells = stacked(counts, max(most, sum(counts)), length)
    parts = [(sign * taken, light.value) for (light, sign), taken in zip(_LIGHTS, cells, strict=True) if taken]
    return [*parts, (" " * (length - sum(cells)), "")]


def ahead_rows(problems: Sequence[Problem], room: int, day: Day) -> Callable[[Problem], Row]:
    """How a deadline is drawn in `room` cells: its light, its day, days left, whose and what it is."""
    number = min(max((width(visible(each.number)) for each in problems), default=0), _MOST_NUMBER)
    dates = max((width(short(each.due_on, day.today)) for each in problems if each.due_on), default=0)
    left = max((width(days_left(each.due_on, day.today)) for each in problems if each.due_on), default=0)
    letter = max(width(_(sign)) for sign in LIGHT_LETTERS.values())
    rest = room - letter - dates - left - number - 4 * len(_GAP) + 1
    unit = max(min(rest // 4, 24), 0) if rest >= 40 else 0
    owner = max(min(rest // 6, 14), 0) if rest >= 50 else 0
    title = rest - (unit + len(_GAP) if unit else 0) - (owner + len(_GAP) if owner else 0)

    def row(problem: Problem) -> Row:
        assert problem.due_on is not None  # else it would not be ahead
        lit = day.light(problem).value
        parts: list[Part] = [
            (letter_of(problem, day) + " ", lit),
            (pad(short(problem.due_on, day.today), dates) + _GAP, lit),
            (fitted(days_left(problem.due_on, day.today), left, right=True) + _GAP, lit),
            (fitted(visible(problem.number), number) + _GAP, ""),
            (fitted(visible(problem.title), max(title, 1)), ""),
        ]
        beside = ((problem.unit, unit), (problem.owner, owner))
        return [*parts, *((_GAP + fitted(visible(text or ""), cells), "quiet") for text, cells in beside if cells)]

    return row


def days_left(due: date, today: date) -> str:
    """How many days are left until `due`."""
    days = (due - today).days
    return _("{days} d").format(days=days) if days else _("today")


def trend_lines(weeks: Sequence[Week], room: int, height: int) -> list[Row]:
    """A chart for what was found, closed and overdue in each week, the last number at its end; below, which weeks."""
    names = [_(label) for _scale, label, _style, _count in _SERIES]
    labels = max(map(width, names)) + 1
    numbers = max((len(str(count(weeks[-1]))) for _s, _l, _style, count in _SERIES), default=1) + 1
    shown = weeks[-max(min(len(weeks), room - labels - numbers), 1) :]
    each = max((room - labels - numbers) // len(shown), 1)
    across, gap = (min(each - 1, _WIDEST), 1) if each > 1 else (1, 0)
    tall = max(min((height - 1) // len(_SERIES), _TALLEST + 1), 1)
    lines = [line for place in range(len(_SERIES)) for line in _series(place, shown, labels, tall, across, gap)]
    first, last = (f"{week.week:%m-%d}" for week in (shown[0], shown[-1]))
    between = max(len(shown) * (across + gap) - gap - len(first) - len(last), 1)
    return [*lines, [(" " * labels + first + " " * between + last, "quiet")]][:height]


def _series(place: int, weeks: Sequence[Week], labels: int, tall: int, across: int, gap: int) -> list[Row]:
    scale, label, style, count = _SERIES[place]
    most = max(other(week) for shared, _l, _s, other in _SERIES if shared == scale for week in weeks)
    high = max(tall - 1, 1) if tall > 2 else tall
    drawn = columns([count(week) for week in weeks], most, high, across, gap)
    blank: list[Row] = [[("", "")] for _line in range(tall - high)]
    *upper, lowest = drawn
    last: Row = [(pad(_(label), labels), ""), (lowest, style), (f" {count(weeks[-1])}", "strong")]
    return [*blank, *([(" " * labels + line, style)] for line in upper), last]


def age_lines(figures: Figures, room: int) -> list[Row]:
    """A bar for each age of the open ones."""
    words = {name: _("{days} d").format(days=age_words(name)) for name in figures.ageing}
    labels = max(map(width, words.values())) + 1
    digits = max(len(str(count)) for count in figures.ageing.values())
    most = max(figures.ageing.values())
    length = max(room - labels - digits - 1, 1)
    return [
        [(pad(words[name], labels), ""), (f"{count:>{digits}} ", "strong"), (bar(count, most, length), "chart")]
        for name, count in figures.ageing.items()
    ]


def count_lines(counts: Mapping[str, int], room: int, height: int) -> list[Row]:
    """How many each view has, above its name; in large figures where there is room for them."""
    each = room // len(VIEWS)
    texts = {view.key: str(counts[view.key]) if view.key in counts else NOTHING for view in VIEWS}
    styles = {view.key: _LIT.get(view.key, "strong") if counts.get(view.key) else "quiet" for view in VIEWS}
    names: Row = [(fitted(_(view.label), each), "quiet") for view in VIEWS]
    if height <= LARGE or any(len(text) * LARGE > each - 1 for text in texts.values()):
        blank: list[Row] = [[("", "")] for _line in range(height - 2)]
        return [*blank, [(fitted(text, each), styles[key]) for key, text in texts.items()], names]
    figures = {key: large(text) for key, text in texts.items()}
    return [
        *([(pad(lines[line], each), styles[key]) for key, lines in figures.items()] for line in range(LARGE)),
        names,
    ]


_LIT = {"overdue": "red", "soon": "yellow"}
"""The views whose counts have the colour of a light."""


def rate_lines(figures: Figures, room: int, height: int) -> list[Row]:
    """The rates with what they are of, and the days that a closing took; where there is one line, the rates alone."""
    told = [(_(label), _rate(figures, name)) for name, label in RATES.items()] + [(_(MEDIAN), median_days(figures))]
    labels = max(width(label) for label, _value in told) + len(_GAP)
    values = max(width(value) for _label, value in told)
    if height < len(told):
        return [[part for label, value in told[:-1] for part in ((f"{label} ", "quiet"), (value + _GAP, ""))]]
    return [[(pad(label, labels), "quiet"), (fitted(value, values, right=True), "")] for label, value in told]


def _rate(figures: Figures, name: str) -> str:
    rate = figures.rates[name]
    return rate_words(rate) if rate.of else _("none")
