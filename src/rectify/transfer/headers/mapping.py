"""What --map says of the columns: their fields, and the order of their days. Source: docs/rules.md, "Import"."""

from collections.abc import Mapping

from rectify.domain.columns import full_name
from rectify.errors import InvalidInput
from rectify.i18n import _
from rectify.transfer.wording.days import Order
from rectify.transfer.wording.headings import folded
from rectify.transfer.wording.matching import FIELDS, IMPORTED, names

IGNORED = "-"
"""What `--map COLUMN=-` says of a column that is left out."""

ORDERS: Mapping[str, Order] = {"dmy": "dmy", "mdy": "mdy"}
"""How `--map COLUMN=due:dmy` says in which order the days of a column are written."""

_ALSO = {"复核": "next_review_on"}
"""A heading on the Chinese screen that means too many things in files to be a synonym."""


def split_orders(mapping: Mapping[str, str]) -> tuple[dict[str, str], dict[str, Order]]:
    """The fields that the user gave by column, and the orders of their days by field."""
    fields, orders = dict[str, str](), dict[str, Order]()
    for column, wanted in mapping.items():
        name, _colon, written = wanted.rpartition(":")
        order = ORDERS.get(written.strip().casefold())
        if order is not None and name:
            fields[column] = name
            orders[_field_of(name)] = order
        else:
            fields[column] = wanted
    return fields, orders


def given_places(mapping: Mapping[str, str], headings: Mapping[int, str]) -> dict[int, str]:
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
    field = field_named(wanted)
    if field is not None:
        return field
    raise InvalidInput(
        _("--map: {field} is no field that is imported. Fields: {fields}, or - to leave the column out.").format(
            field=wanted, fields=", ".join(FIELDS)
        )
    )


def field_named(wanted: str) -> str | None:
    """The field that has this name, heading or, if it is the only one, synonym."""
    name = wanted.strip().casefold()
    field = full_name(wanted)
    if field in FIELDS or field == IGNORED:
        return field
    by_heading = [column.name for column in IMPORTED if name in {column.heading.casefold(), _(column.heading)}]
    alike = by_heading or [each for each in FIELDS if names(wanted, each)]
    return alike[0] if len(alike) == 1 else _ALSO.get(name)
