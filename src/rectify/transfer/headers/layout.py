"""The header of a sheet: where it stands, and what each column means. Source: docs/rules.md, "Import"."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as with_default

from rectify.domain.columns import ROW
from rectify.domain.facts import clean
from rectify.i18n import N_, _
from rectify.transfer.headers.doubts import Doubts, Hows
from rectify.transfer.headers.mapping import IGNORED, field_named, given_places, split_orders
from rectify.transfer.headers.ticks import Choice, choices_of
from rectify.transfer.headers.turns import turns_of
from rectify.transfer.outcome import ColumnMatch, TitleNeeded
from rectify.transfer.sheet import Cell, Row, Sheet, is_blank, letters, text_of
from rectify.transfer.wording import content
from rectify.transfer.wording.days import Order
from rectify.transfer.wording.headings import folded, unspaced
from rectify.transfer.wording.matching import FIELDS, assign, exact_fields_of, field_words, fields_of, names

REASON = "rejected_reason"
"""The column that says why an earlier import left a row out; it is no part of the list."""

_OWN = frozenset(ROW)
"""Headings that together only a list written by rectify has."""

_COMPUTED = (_OWN - {*FIELDS}) | {"group"}
"""Those of its columns that follow from the others, or stand here already."""

_FILLED = 0.05
"""A column that is filled in less than this part of the rows is as good as empty."""

_LATER_FILLED = frozenset(
    {"status", "done_on", "closed_on", "verified_by", "next_review_on", "delay_reason", "next_step"}
)
"""Fields that stay empty until something is done."""

_UNFIT = {
    "status": N_("Column {column} is kept as it is: it holds sentences, no words for a status."),
    "due_on": N_("Column {column} is kept as it is: it says how long there is, but no column says from which day."),
    "number": N_("Column {column} is kept as it is: it holds numbers several times, so it numbers no single problem."),
}
"""Why a column is not what its heading names, where its cells say otherwise."""

_SEARCHED_ROWS = 30
"""So many rows are looked at to name an example."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What the columns of a sheet mean."""

    header_row: int
    matches: tuple[ColumnMatch, ...]
    places: Mapping[str, int]
    """Where each field stands, counted from 0."""
    extras: tuple[tuple[int, str], ...]
    """Where the columns stand that mean nothing here, with their headings."""
    headings: tuple[tuple[int, str], ...]
    """All columns that hold anything."""
    warnings: tuple[str, ...]
    own: bool = False
    """Whether rectify wrote the list itself."""
    orders: Mapping[str, Order] = with_default(default_factory=dict)
    """The order of day, month and year in a field's column, where the user gave it."""
    choices: tuple[Choice, ...] = ()
    """The columns in which the status is ticked, or told at one look after the other."""


def names_title(cells: Sequence[Cell], mapping: Mapping[str, str]) -> bool:
    """Whether these cells look like the header of a list of problems."""
    headings = {clean(text_of(cell)) for cell in cells if not is_blank(cell)}
    mapped = {folded(heading) for heading, wanted in mapping.items() if field_named(wanted) == "title"}
    return any(folded(heading) in mapped or names(heading, "title") for heading in headings)


def lay_out(sheet: Sheet, mapping: Mapping[str, str]) -> Layout:
    """What the columns mean whose header is the first row of `sheet`; `mapping` gives the field of a column by its
    heading, "-" to leave it out, or "due:dmy" to say in which order its days are written.

    Raises InvalidInput where `mapping` does not fit the header, and where no column is the title.
    """
    headings = _headings(sheet)
    fields, orders = split_orders(mapping)
    given = given_places(fields, dict(headings))
    ticked = _ticked(sheet, headings, given)
    places, hows = _matched(sheet, headings, given, ticked)
    Doubts(sheet, _unspaced(headings), _unspaced(_written(sheet, headings)), places, hows).settle()
    for place in ticked:
        del hows[place]
    if ticked and "status" in places:
        del hows[places.pop("status")]  # sentences about what is ticked
    matches = tuple(ColumnMatch(heading, *hows.get(place, (None, "extra"))) for place, heading in headings)
    _check_title(sheet, headings, places, matches)
    extras = tuple((place, heading) for place, heading in headings if place not in hows)
    warnings = (*sheet.notes, *_losers(sheet, headings, places, extras), *_guesses(headings, hows))
    own = _is_own(headings)
    choices = () if own or "status" in places else choices_of(sheet, extras) or turns_of(sheet, extras)
    return Layout(sheet.rows[0].number, matches, places, extras, headings, warnings, own, orders, choices)


def _ticked(sheet: Sheet, headings: Sequence[tuple[int, str]], given: Mapping[int, str]) -> set[int]:
    """The columns in which the status is ticked, or told at one look after the other, which name no field even where
    their headings do: Completed. A column of words for a status comes before them.
    """
    if _is_own(headings) or "status" in given.values():
        return set()
    free = [each for each in headings if each[0] not in given]
    found = {each.place for each in choices_of(sheet, free) or turns_of(sheet, free)}
    others = [column for column in _written(sheet, headings) if column[0] not in found]
    named = any(
        "status" in exact_fields_of(heading, sheet.parents.get(place, "")) and _tells_status(sheet, place)
        for place, heading in others
    )
    return set() if named else found


def _tells_status(sheet: Sheet, place: int) -> bool:
    """Whether a column headed like a status is not one of sentences: it is empty, or words for a status stand in it."""
    return not content.column(sheet, place) or content.tells_status(sheet, place)


def _headings(sheet: Sheet) -> tuple[tuple[int, str], ...]:
    """The columns that have a heading or hold anything, each under a heading of its own."""
    plain = [clean(text_of(cell)) for cell in sheet.rows[0].cells]
    taken = dict[str, int]()
    headings = list[tuple[int, str]]()
    for place, text in enumerate(plain):
        if not text and not _is_filled(sheet.rows, place):
            continue
        parent = sheet.parents.get(place)
        heading = f"{parent} {text}" if parent and plain.count(text) > 1 else text
        # This name is kept in the ledger with what the column holds, so that it is the same in every language.
        heading = heading or f"column {letters(place + 1)}"
        taken[heading] = taken.get(heading, 0) + 1
        headings.append((place, heading if taken[heading] == 1 else f"{heading} ({taken[heading]})"))
    return tuple(headings)


def _is_filled(rows: Sequence[Row], place: int) -> bool:
    return any(place < len(cells) and not is_blank(cells[place]) for _number, cells in rows)


def _matched(
    sheet: Sheet, headings: Sequence[tuple[int, str]], given: Mapping[int, str], ticked: set[int]
) -> tuple[dict[str, int], Hows]:
    """The place of each field, and the field of each place with how it was found; what is `ticked` has none."""
    places = {field: place for place, field in given.items() if field != IGNORED}
    hows: Hows = {place: (None, "ignored") if field == IGNORED else (field, "map") for place, field in given.items()}
    hows |= dict.fromkeys(ticked, (None, "extra"))
    left_out = {REASON, *_COMPUTED} if _is_own(headings) else {REASON}
    for place, heading in headings:
        if heading in left_out:
            hows.setdefault(place, (None, "ignored"))
    written = _written(sheet, headings)
    own = _is_own(headings)
    empty = set[int]() if own else _empty(sheet, headings)
    spans = set[int]() if own else _spans(sheet, written)
    unsure = {place for place in empty if not exact_fields_of(dict(written)[place], sheet.parents.get(place, ""))}
    for put_off, spelled in ((empty, not empty), (unsure, True), (set[int](), True)):
        settled = set(hows) | put_off | spans
        found = assign(written, sheet.parents, places, settled, spelled_too=spelled)
        for name, (place, how) in found.items():
            places[name] = place
            hows[place] = (name, how)
    return places, hows


def _empty(sheet: Sheet, headings: Sequence[tuple[int, str]]) -> set[int]:
    """The columns without any text to speak of, which stand back behind others of the same meaning that have some.

    Those of a status and of days of completion do not: nothing in them says that nothing is finished.
    """
    counts = {place: len(content.column(sheet, place)) for place, _heading in headings}
    most = max(counts.values(), default=0)
    return {
        place
        for place, heading in _written(sheet, headings)
        if counts[place] < _FILLED * most
        and not {*exact_fields_of(heading, sheet.parents.get(place, ""))} & _LATER_FILLED
    }


def _spans(sheet: Sheet, written: Sequence[tuple[int, str]]) -> set[int]:
    """The columns headed like a deadline that only say how long there is."""
    return {
        place
        for place, heading in written
        if "due_on" in exact_fields_of(heading, sheet.parents.get(place, "")) and content.is_span(sheet, place)
    }


def _written(sheet: Sheet, headings: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """The headings as they are written, without what tells two alike ones apart."""
    cells = sheet.rows[0].cells
    return [(place, clean(text_of(cells[place])) if place < len(cells) else heading) for place, heading in headings]


def _unspaced(headings: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    return [(place, unspaced(heading)) for place, heading in headings]


def _is_own(headings: Sequence[tuple[int, str]]) -> bool:
    return {heading for _place, heading in headings} >= _OWN


def _check_title(
    sheet: Sheet, headings: Sequence[tuple[int, str]], places: Mapping[str, int], matches: Sequence[ColumnMatch]
) -> None:
    if "title" in places:
        return
    raise TitleNeeded(
        _(
            "{file}: no column is read as the title of the problem. Columns in row {row}: {columns}. "
            'Say which one it is, such as --map "{example}=title".'
        ).format(
            file=sheet.file,
            row=sheet.rows[0].number,
            columns=", ".join(heading for _place, heading in headings),
            example=_wordiest(sheet, headings, places),
        ),
        matches,
    )


def _wordiest(sheet: Sheet, headings: Sequence[tuple[int, str]], places: Mapping[str, int]) -> str:
    """The column that most looks like a title: of those that mean nothing yet, the one with the most letters."""
    free = [(place, heading) for place, heading in headings if place not in places.values()] or headings
    some = [cells for _number, cells in sheet.rows[1:_SEARCHED_ROWS]]

    def letters(column: tuple[int, str]) -> int:
        texts = (text_of(cells[column[0]]) for cells in some if column[0] < len(cells))
        return sum(letter.isalpha() for text in texts for letter in text)

    return max(free, key=letters)[1]


def _losers(
    sheet: Sheet, headings: Sequence[tuple[int, str]], places: Mapping[str, int], extras: Sequence[tuple[int, str]]
) -> Iterator[str]:
    """A sentence for each column that names a field which a better heading has."""
    by_place, written = dict(headings), dict(_written(sheet, headings))
    for place, heading in extras:
        matches = fields_of(written[place], sheet.parents.get(place, ""))
        field = next((each for each in FIELDS if each in matches and matches[each].how != "spelling"), None)
        if field is not None and field not in places:
            if field in _UNFIT and (field != "due_on" or content.is_span(sheet, place)):
                yield _(_UNFIT[field]).format(column=heading)
        elif field is not None:
            yield _("Column {column} is kept as it is: {field} is read from column {other}.").format(
                column=heading, field=field_words(field), other=by_place[places[field]]
            )


def _guesses(headings: Sequence[tuple[int, str]], hows: Hows) -> Iterator[str]:
    """A sentence for each column that was not known by its name."""
    for place, heading in headings:
        field, how = hows.get(place, (None, "extra"))
        if field is not None and how in {"spelling", "content"}:
            yield _('Column {column} was taken for {field}; if it is not, say --map "{column}=-".').format(
                column=heading, field=field_words(field)
            )
