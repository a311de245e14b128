"""One cell -> what it says of a problem, by kind of column. Source: docs/rules.md, "Import" and "Date phrases"."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple, TypeGuard

from rectify.domain.calendar_words import in_words
from rectify.domain.columns import BY_NAME, Kind
from rectify.domain.dates import Reading, excel_serial, is_written_date, read_date, read_day
from rectify.domain.facts import CONTROLS, LONG_TEXTS, clean, read_mode
from rectify.domain.problem import Mode, Status
from rectify.domain.quotation import shown
from rectify.domain.workdays import WEEKENDS_ONLY, Holidays
from rectify.errors import InvalidInput
from rectify.i18n import _
from rectify.transfer.sheet import Cell, text_of
from rectify.transfer.wording import days
from rectify.transfer.wording.legends import legend_of
from rectify.transfer.wording.ranks import severity_of
from rectify.transfer.wording.spans import SPAN, as_phrase, in_full
from rectify.transfer.wording.vocabulary import NOT_LOOKED_AT, compared
from rectify.transfer.wording.words import day_behind, is_nothing, standing_of, ticked_in

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])?(?!\d)|(?!\d))")
_MOMENT = re.compile(
    r"(?P<day>\d{4}([-./])\d{1,2}\2\d{1,2})[T ]\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?"
    r"( ?[AP]M)?( ?(Z|[A-Z]{3,4}|[+-]\d{2}(:?\d{2})?)){0,2}"
)
"""A time of day, with or without a zone, as programs write it; the day counts as it is written."""

_DONE_BEHIND = re.compile(
    r"(?<=[\d日号])\s*已?(?:整改|完成|办结|销号|落实|解决|处理|整治)(?:(?:全部)?(?:完成|完毕|到位|整改|结束))?[。.]?$"
)
"""What stands behind the day on which the work was done: 2026年3月18日整改完毕."""

_UNDECIDED = re.compile(
    r"待定|未定|待确定|(?:暂|尚)?未(?:确定|明确)|暂无|无期限|不限|视情况(?:而定)?|另行(?:通知|确定|安排)"
    r"|待[\u4e00-\u9fff]{1,8}(?:批复|批准|通知|明确|确定|安排)后?(?:确定|明确)?"
    r"|tb[acd]|to be (?:determined|decided|confirmed|advised|agreed)|not set|no date",
    re.IGNORECASE,
)
"""What stands where nobody has said a day yet."""

_AHEAD = re.compile(
    r"(?:expected|planned|target|eta|est(?:imated)?|anticipated|scheduled|due|forecast)\b.*\d", re.IGNORECASE
)
"""What stands where the day of completion is asked for, of a day that is still to come."""

_NOBODY = frozenset(
    {
        "closed", "unassigned", "not assigned", "to be assigned", "tbd", "tbc", "待定", "未定", "未指派", "未分配",
        "未分派", "待指派", "待分配", "待分派", "待确定",
    }
)  # fmt: skip
"""What stands where a name is asked for, and names nobody."""

_FIGURE = re.compile(r"\d{1,3}(?:\.\d+)?")
_SERIALS = range(20_000, 80_000)
"""Plain numbers that are taken for a spreadsheet's days: 1954 to 2119."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What cells are read against."""

    today: date
    source: str | None = None
    """The source of the rows that name none."""
    holidays: Holidays = WEEKENDS_ONLY
    epoch_1904: bool = False
    column: str = ""
    """The heading of the column that is read."""
    order: days.Order | None = None
    """The order of day and month in the column, where it is known."""
    order_said: bool = False
    """Whether the user or the heading says so, which then holds for years of two figures too."""
    years_last: bool = False
    """Whether the column shows that 31-Mar-26 ends with the year."""
    whole: int | None = None
    """What stands for finished in a column of shares: 1 or 100."""
    unit: str | None = None
    """The unit of bare figures in a column that says how long there is."""


class Said(NamedTuple):
    """What a cell says."""

    facts: Mapping[str, Any]
    """By name."""
    reason: str | None = None
    """Why the row cannot be taken."""
    remark: str | None = None
    """What a clerk should know."""
    kept: str | None = None
    """The cell's text, where the facts do not tell all of it."""
    controls: bool = False
    """Whether characters were left out that command a terminal."""


Reader = Callable[[Cell, int | None], Said]
"""Reads a cell; the year completes days without one."""


WORD = "status_word"
"""A status that stands in a column of days, among the facts of a cell."""


UNSEEN = "status_unseen"
"""That the status only says that nobody looked at the work, among the facts of a cell."""


DAY = "status_day"
"""A day of completion that stands in the column of the status, among the facts of a cell."""


def reader_of(field: str, setting: Setting) -> Reader:
    """How the cells of the column `field` are read."""
    return _READERS[BY_NAME[field].kind](field, setting)


def read_cell(reader: Reader, cell: Cell, year: int | None) -> Said:
    """What a cell says to its reader."""
    said = reader(cell, year)
    return said._replace(controls=True) if isinstance(cell, str) and has_controls(cell) else said


def year_in(*texts: str | None) -> int | None:
    """The first year that stands in a title, a source or the name of a file or a sheet."""
    for text in texts:
        if text and (match := _YEAR.search(text)):
            return int(match[1])
    return None


def has_controls(text: str) -> bool:
    """Whether a text holds characters that command a terminal."""
    return not text.isprintable() and re.search(CONTROLS, text) is not None


def without_controls(text: str) -> str:
    """A text without characters that command a terminal; line ends and tabs stay."""
    return re.sub(CONTROLS, "", text)


def _text(field: str, setting: Setting) -> Reader:
    keep_lines = field in LONG_TEXTS
    legend = legend_of(setting.column) if field == "category" else {}

    def read(cell: Cell, _year: int | None) -> Said:
        if field == "number":
            cell = _plain_figure(cell)
        text = clean(text_of(cell), keep_lines=keep_lines)
        text = _chosen(legend.get(text.casefold(), text)) if field == "category" else text
        return Said({field: text or None})

    return read


def _name(field: str, setting: Setting) -> Reader:
    legend = legend_of(setting.column) if field == "source" else {}

    def read(cell: Cell, _year: int | None) -> Said:
        text = clean(text_of(cell))
        text = legend.get(text.casefold(), text)
        if text.casefold() in _NOBODY:
            return Said({field: None}, kept=text)
        return Said({field: None if is_nothing(text) else text})

    return read


def _chosen(text: str) -> str:
    """What is ticked where a form gives several words to choose from, else the text."""
    ticked = ticked_in(text)
    return text if ticked is None else ticked


def _severity(field: str, setting: Setting) -> Reader:
    legend = legend_of(setting.column)

    def read(cell: Cell, _year: int | None) -> Said:
        text = clean(text_of(cell))
        text = _chosen(legend.get(text.casefold(), text))
        return Said({field: None if is_nothing(text) else severity_of(text)})

    return read


def _mode(field: str, setting: Setting) -> Reader:
    legend = legend_of(setting.column)

    def read(cell: Cell, _year: int | None) -> Said:
        text = clean(text_of(cell))
        text = _chosen(legend.get(text.casefold(), text))
        if is_nothing(text):
            return Said({field: None})
        try:
            return Said({field: read_mode(text)})
        except InvalidInput:
            remark = _("The mode “{word}” is unknown; it is kept as it is.").format(word=shown(text))
            return Said({field: None}, remark=remark, kept=text)

    return read


def _status(field: str, setting: Setting) -> Reader:
    legend = legend_of(setting.column)

    def read(cell: Cell, _year: int | None) -> Said:
        text = clean(text_of(cell))
        text = legend.get(text.casefold(), text)
        if not legend and setting.whole is not None and (figure := figure_of(cell)) is not None:
            text = f"{int(100 * figure / setting.whole)}%"
        standing = standing_of(text)
        if standing is not None:
            written = day_behind(text)
            day = _past_day(written, setting) if written and standing.status is Status.CLOSED else None
            told: dict[str, Any] = {} if day is None else {DAY: day}
            if compared(text) in NOT_LOOKED_AT:
                told[UNSEEN] = True
            return Said({field: standing.status, "as_error": standing.as_error} | told, kept=text if written else None)
        if is_nothing(text):
            return Said({field: None})
        if (day := _day_done(text, setting)) is not None:
            remark = _("“{word}” stands where a status is asked for; it was done on that day.").format(word=shown(text))
            return Said({field: Status.CLOSED, "as_error": False, DAY: day}, remark=remark, kept=text)
        remark = _("The status “{word}” is unknown and taken as open; the word is kept.").format(word=shown(text))
        return Said({field: Status.OPEN}, remark=remark, kept=text)

    return read


def _day_done(text: str, setting: Setting) -> date | None:
    """The day that stands alone where a status is asked for, if it is past; None for any other text."""
    text = _DONE_BEHIND.sub("", text) if len(text) <= days.LONGEST else text
    return _past_day(text, setting) if is_written_date(text) else None


def _past_day(text: str, setting: Setting) -> date | None:
    """The day that a text names, if it is certain and past."""
    try:
        day = _reading(text, None, setting).due_on
    except InvalidInput:
        return None
    return day if day is not None and day <= setting.today else None


def _date(field: str, setting: Setting) -> Reader:
    def read(cell: Cell, year: int | None) -> Said:
        try:
            text, reading, remark = _read_day_cell(field, cell, year, setting)
            if reading is None:
                return Said({field: None})
            if reading.due_on is None or reading.mode is not None:
                read_day(text, setting.today, year=year, typed=False, holidays=setting.holidays)
        except InvalidInput as error:
            return _word_for_day(field, cell) or Said({field: None}, reason=str(error))
        return Said({field: reading.due_on}, remark=remark)

    return read


def _word_for_day(field: str, cell: Cell) -> Said | None:
    """What a word says that stands where the day of completion is asked for: 已完成; None for any other cell."""
    text = clean(text_of(cell))
    if field in {"done_on", "closed_on"} and _AHEAD.match(text):
        remark = _("“{word}” tells no day on which anything was done; it is kept.").format(word=shown(text))
        return Said({field: None}, remark=remark, kept=text)
    standing = standing_of(text) if field in {"done_on", "closed_on"} and isinstance(cell, str) else None
    if standing is None:
        return None
    remark = _("“{word}” stands where a day is asked for; it is read as a status.").format(word=shown(text))
    return Said({field: None, WORD: standing.status}, remark=remark, kept=text)


def _due(field: str, setting: Setting) -> Reader:
    def read(cell: Cell, year: int | None) -> Said:
        span = clean(text_of(cell))
        if (phrase := as_phrase(span, setting.unit)) is not None:
            return Said({field: None, "due_text": in_full(span, setting.unit), "due_mode": None, SPAN: phrase})
        try:
            text, reading, remark = _read_day_cell(field, cell, year, setting)
        except InvalidInput as error:
            return _word_for_due(field, cell) or Said({field: None}, reason=str(error))
        if reading is None:
            return Said({field: None, "due_text": text or None if remark else None, "due_mode": None}, remark=remark)
        facts = {field: reading.due_on, "due_text": None if is_written_date(text) else text, "due_mode": reading.mode}
        if (word := days.remark_behind(text)) and (standing := standing_of(word)) and standing.status is Status.CLOSED:
            facts[WORD] = Status.CLOSED
        return Said(facts, remark=reading.warning or remark)

    return read


_IN_PLACE_OF_DUE = frozenset({Status.CLOSED, Status.SUSTAINED, Status.IN_PROGRESS, Status.SUBMITTED})
"""What may stand where the deadline is asked for; that nothing was begun says no more than that there is no day."""


def _word_for_due(field: str, cell: Cell) -> Said | None:
    """What a word says that stands where the deadline is asked for: 已于4月完成, 正在整改; None for any other cell."""
    said = _word_for_day("done_on", cell)
    word = said.facts.get(WORD) if said is not None else None
    if said is None or word not in _IN_PLACE_OF_DUE:
        return None
    if word is Status.SUSTAINED and any(map(str.isdigit, str(said.kept))):
        return None
    mode = Mode.SUSTAINED if word is Status.SUSTAINED else None
    return said._replace(facts={field: None, "due_text": said.kept, "due_mode": mode, WORD: word}, kept=None)


def _read_day_cell(
    field: str, cell: Cell, year: int | None, setting: Setting
) -> tuple[str, Reading | None, str | None]:
    """What a cell says of a day: its text, the reading, and what to say of it. Raises InvalidInput."""
    text = _day_text(cell, setting)
    if is_nothing(text):
        return text, None, None
    if _UNDECIDED.fullmatch(text):
        return text, None, _("“{text}” is no day yet; the problem has no date.").format(text=shown(text))
    if whole := days.with_whole_year(
        text, setting.order if setting.order_said else None, years_last=setting.years_last
    ):
        reading = _reading(whole, year, setting)
        return text, reading, _echo(text, reading)
    if counted := days.counted_day(cell):
        reading = _reading(counted.isoformat(), year, setting)
        return text, reading, _echo(text, reading)
    short = days.short_day(cell, setting.order) or (days.month_end(cell) if field == "due_on" else None)
    if short is not None:
        reading = _reading(short, year, setting)
        return text, reading, _echo(text, reading)
    if isinstance(cell, float) and "." in text and not text.startswith("0"):
        raise InvalidInput(_("“{text}” may be two different days; write it as 2026-12-31.").format(text=text))
    if days.in_figures(text):
        return text, _in_figures(field, text, year, setting), None
    try:
        reading = _reading(days.without_clock(text), year, setting)
    except InvalidInput:
        end = days.range_end(text) or days.without_remark(text)
        if end is None:
            raise
        reading = _reading(end.text, end.year or year, setting)
        return text, reading, _echo(text, reading)
    return text, reading, None


def _in_figures(field: str, text: str, year: int | None, setting: Setting) -> Reading:
    """A day with its year last. Raises InvalidInput, which names the way out, where the order is not known."""
    if setting.order is not None:
        ordered = days.put_in_order(text, setting.order)
        try:
            return _reading(ordered, year, setting)
        except InvalidInput as error:
            raise InvalidInput(str(error).replace(ordered, text)) from error
    try:
        return _reading(text, year, setting)
    except InvalidInput as error:
        hint = _('Say in which order the column is written: --map "{column}={field}:dmy" or "{column}={field}:mdy".')
        raise InvalidInput(f"{error} {hint.format(column=setting.column, field=field)}") from error


def _reading(text: str, year: int | None, setting: Setting) -> Reading:
    reading = read_date(text, setting.today, year=year, typed=False, holidays=setting.holidays)
    day = reading.due_on
    if day is not None and not days.FIRST_YEAR <= day.year <= days.LAST_YEAR:
        raise InvalidInput(
            _("“{text}” is in the year {year}, which cannot be right; lists hold days from {first} to {last}.").format(
                text=shown(text), year=day.year, first=days.FIRST_YEAR, last=days.LAST_YEAR
            )
        )
    return reading


def _echo(text: str, reading: Reading) -> str | None:
    if reading.due_on is None:
        return None
    return _("“{text}” is read as {day}.").format(text=shown(text), day=in_words(reading.due_on))


def _plain_figure(cell: Cell) -> Cell:
    """A cell without the apostrophe that keeps a figure a text in a spreadsheet."""
    return cell[1:] if isinstance(cell, str) and cell.startswith("'") and cell[1:2].isdigit() else cell


def _is_number(cell: Cell) -> TypeGuard[int | float]:
    """Whether a cell holds a number to count with; damaged workbooks hold endless ones too."""
    return isinstance(cell, int | float) and not isinstance(cell, bool) and math.isfinite(cell)


def figure_of(cell: Cell) -> float | None:
    """The number that a cell holds, also as a text of at most three figures before its point; None for any other."""
    if isinstance(cell, str):
        return float(cell) if _FIGURE.fullmatch(cell.strip()) else None
    return float(cell) if _is_number(cell) else None


def _day_text(cell: Cell, setting: Setting) -> str:
    """A cell that should name a day as text; the days that a spreadsheet counts become ISO."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if _is_number(cell) and int(cell) in _SERIALS:
        return excel_serial(cell, epoch_1904=setting.epoch_1904).isoformat()
    text = clean(text_of(cell))
    text = str(_plain_figure(text))
    moment = _MOMENT.fullmatch(text)
    return moment["day"] if moment else text


_READERS: dict[Kind, Callable[[str, Setting], Reader]] = {
    "text": _text,
    "name": _name,
    "severity": _severity,
    "mode": _mode,
    "status": _status,
    "date": _date,
    "due": _due,
}
