"""The header of a sheet: where it stands, and what each column means. Source: docs/rules.md, "Import"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rectify.domain.columns import COLUMNS, MEASURE_SYNONYMS, PROSE_STATUS, ROW, folded
from rectify.domain.facts import SHORT_NAMES, clean
from rectify.errors import InvalidInput
from rectify.i18n import _
from rectify.transfer.outcome import ColumnMatch, How
from rectify.transfer.sheet import Block, Cell, Row, Sheet, is_blank, letters, text_of
from rectify.transfer.words import standing_of

MEASURE = "measure"
"""The field whose cell holds the measures, one a line."""

IGNORED = "-"
"""What `--map COLUMN=-` says of a column that is left out."""

REASON = "rejected_reason"
"""The column that says why an earlier import left a row out; it is no part of the list."""

_IMPORTED = tuple(column for column in COLUMNS if column.imported)
FIELDS = (*(column.name for column in _IMPORTED), MEASURE)
"""What a column of a file may be read as."""

_OWN = frozenset(ROW)
"""Headings that together only a list written by rectify has."""

_COMPUTED = (_OWN - {*FIELDS}) | {"group"}
"""Those of its columns that follow from the others, or stand here already."""

_ALSO = {"复核": "next_review_on"}
"""A heading on the Chinese screen that means too many things in files to be a synonym."""

_SEARCHED_ROWS = 30
"""So far down a header is looked for, to say where it stands."""


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


def names_title(cells: Sequence[Cell], mapping: Mapping[str, str]) -> bool:
    """Whether these cells look like the header of a list of problems."""
    headings = {text_of(cell).strip() for cell in cells}
    mapped = {heading for heading, field in mapping.items() if _field_named(field) == "title"}
    return bool(headings & mapped) or any(_rank("title", heading) is not None for heading in headings)


def lay_out(sheet: Sheet, mapping: Mapping[str, str]) -> Layout:
    """Read the header in the first row of `sheet`; `mapping` gives the field of a column, or "-", by its heading.

    Raises InvalidInput where the header is missing or not in the first row, where `mapping` does not fit it, where no
    column is the title, and where cells are merged over several rows.
    """
    if not sheet.rows or all(map(is_blank, sheet.rows[0].cells)):
        raise InvalidInput(
            _("{file}: the first row is empty. rectify reads a list whose header is its first row.").format(
                file=sheet.file
            )
        )
    headings = _headings(sheet)
    given = _given(mapping, dict(headings))
    places, hows = _matched(headings, given)
    if hows.get(places.get("status", -1)) == ("status", "synonym") and _tells_in_sentences(sheet, headings, places):
        del hows[places.pop("status")]
    _check_title(sheet, headings, places)
    _check_blocks(sheet)
    matches = tuple(ColumnMatch(heading, *hows.get(place, (None, "extra"))) for place, heading in headings)
    extras = tuple((place, heading) for place, heading in headings if place not in hows)
    warnings = _losers(headings, places, extras)
    return Layout(sheet.rows[0].number, matches, places, extras, headings, warnings, _is_own(headings))


def _headings(sheet: Sheet) -> tuple[tuple[int, str], ...]:
    """The columns that have a heading or hold anything, each under a heading of its own."""
    first = sheet.rows[0].cells
    taken = dict[str, int]()
    headings = list[tuple[int, str]]()
    for place, cell in enumerate(first):
        heading = clean(text_of(cell))
        if not heading and not _is_filled(sheet.rows, place):
            continue
        heading = heading or f"column {letters(place + 1)}"
        taken[heading] = taken.get(heading, 0) + 1
        headings.append((place, heading if taken[heading] == 1 else f"{heading} ({taken[heading]})"))
    return tuple(headings)


def _is_filled(rows: Sequence[Row], place: int) -> bool:
    return any(place < len(cells) and not is_blank(cells[place]) for _number, cells in rows)


def _given(mapping: Mapping[str, str], headings: Mapping[int, str]) -> dict[int, str]:
    """The fields that the user gave, by place."""
    given = dict[int, str]()
    for name, wanted in mapping.items():
        place = _place_of(name, headings)
        field = _field_of(wanted)
        if field != IGNORED and field in given.values():
            raise InvalidInput(_("--map names two columns for the field {field}.").format(field=field))
        given[place] = field
    return given


def _place_of(name: str, headings: Mapping[int, str]) -> int:
    wanted = " ".join(name.split())
    exact = [place for place, heading in headings.items() if heading == wanted]
    alike = exact or [place for place, heading in headings.items() if folded(heading) == folded(wanted)]
    if len(alike) == 1:
        return alike[0]
    raise InvalidInput(
        _("--map: the file has no column {column}. Columns: {columns}.").format(
            column=name, columns=", ".join(headings.values())
        )
    )


def _field_of(wanted: str) -> str:
    field = _field_named(wanted)
    if field is not None:
        return field
    raise InvalidInput(
        _("--map: {field} is no field that is imported. Fields: {fields}, or - to leave the column out.").format(
            field=wanted, fields=", ".join(FIELDS)
        )
    )


def _field_named(wanted: str) -> str | None:
    """The field that has this name, heading or, if it is the only one, synonym."""
    name = wanted.strip().casefold()
    field = SHORT_NAMES.get(name, name)
    if field in FIELDS or field == IGNORED:
        return field
    by_heading = [column.name for column in _IMPORTED if name in {column.heading.casefold(), _(column.heading)}]
    alike = by_heading or [each for each in FIELDS if _rank(each, wanted) is not None]
    return alike[0] if len(alike) == 1 else _ALSO.get(name)


def _matched(
    headings: Sequence[tuple[int, str]], given: Mapping[int, str]
) -> tuple[dict[str, int], dict[int, tuple[str | None, How]]]:
    """The place of each field, and the field of each place with how it was found. The better heading wins a field."""
    places = {field: place for place, field in given.items() if field != IGNORED}
    hows: dict[int, tuple[str | None, How]] = {
        place: (None, "ignored") if field == IGNORED else (field, "map") for place, field in given.items()
    }
    left_out = {REASON, *_COMPUTED} if _is_own(headings) else {REASON}
    for place, heading in headings:
        if heading in left_out:
            hows.setdefault(place, (None, "ignored"))
    for field in FIELDS:
        ranks = [
            (rank, place)
            for place, heading in headings
            if field not in places and place not in hows and (rank := _rank(field, heading)) is not None
        ]
        if ranks:
            rank, place = min(ranks)
            places[field] = place
            hows[place] = (field, "synonym" if rank else "name")
    return places, hows


def _is_own(headings: Sequence[tuple[int, str]]) -> bool:
    return {heading for _place, heading in headings} >= _OWN


def _tells_in_sentences(sheet: Sheet, headings: Sequence[tuple[int, str]], places: Mapping[str, int]) -> bool:
    """Whether the column of the status never names one, under a heading where some offices write sentences."""
    place = places["status"]
    if folded(dict(headings)[place]) not in PROSE_STATUS:
        return False
    texts = {text_of(cells[place]) for _number, cells in sheet.rows[1:] if place < len(cells)}
    return not any(standing_of(text) for text in texts) and any(map(str.strip, texts))


def _rank(field: str, heading: str) -> int | None:
    """How well `heading` names `field`: 0 by its own name, then by its synonyms in order; None not at all."""
    word = folded(heading)
    words = _WORDS[field]
    return words.index(word) if word in words else None


_WORDS = {column.name: (folded(column.name), *column.synonyms) for column in _IMPORTED} | {
    MEASURE: (MEASURE, *MEASURE_SYNONYMS)
}


def _check_title(sheet: Sheet, headings: Sequence[tuple[int, str]], places: Mapping[str, int]) -> None:
    if "title" in places:
        return
    for number, cells in sheet.rows[1:_SEARCHED_ROWS]:
        if _is_header(cells):
            raise InvalidInput(
                _(
                    "{file}: the header stands in row {row}. rectify reads a list whose header is its first row: "
                    "delete the rows above it in a copy, and import that."
                ).format(file=sheet.file, row=number)
            )
    raise InvalidInput(
        _(
            "{file}: no column is read as the title of the problem. Columns in the first row: {columns}. "
            'Say which one it is, such as --map "{example}=title"; the first row must hold the names of the columns.'
        ).format(
            file=sheet.file,
            columns=", ".join(heading for _place, heading in headings),
            example=_wordiest(sheet, headings, places),
        )
    )


def _wordiest(sheet: Sheet, headings: Sequence[tuple[int, str]], places: Mapping[str, int]) -> str:
    """The column that most looks like a title: of those that mean nothing yet, the one with the longest cells."""
    free = [(place, heading) for place, heading in headings if place not in places.values()] or headings
    some = [cells for _number, cells in sheet.rows[1:_SEARCHED_ROWS]]

    def words(column: tuple[int, str]) -> int:
        return sum(len(text_of(cells[column[0]])) for cells in some if column[0] < len(cells))

    return max(free, key=words)[1]


def _is_header(cells: Sequence[Cell]) -> bool:
    """Whether a row names the title and one more field."""
    headings = tuple(enumerate(text_of(cell) for cell in cells if not is_blank(cell)))
    places, _hows = _matched(headings, {})
    return "title" in places and len(places) > 1


def _check_blocks(sheet: Sheet) -> None:
    if sheet.blocks:
        block = min(sheet.blocks)
        raise InvalidInput(
            _(
                "{file}: the cells {first}:{last} are merged over several rows. rectify reads a list with one row for "
                "each problem: unmerge them in a copy, fill every row, and import that."
            ).format(file=sheet.file, first=_corner(block, 0), last=_corner(block, 2))
        )


def _corner(block: Block, at: int) -> str:
    return f"{letters(block[at + 1])}{block[at]}"


def _losers(
    headings: Sequence[tuple[int, str]], places: Mapping[str, int], extras: Sequence[tuple[int, str]]
) -> tuple[str, ...]:
    """A sentence for each column that names a field which a better heading has."""
    by_place = dict(headings)
    sentences = list[str]()
    for _place, heading in extras:
        field = next((each for each in FIELDS if _rank(each, heading) is not None), None)
        if field is not None and field not in places:
            sentences.append(
                _("Column {column} is kept as it is: it holds sentences, no words for a status.").format(column=heading)
            )
        elif field is not None:
            sentences.append(
                _("Column {column} is kept as it is: {field} is read from column {other}.").format(
                    column=heading, field=field, other=by_place[places[field]]
                )
            )
    return tuple(sentences)
