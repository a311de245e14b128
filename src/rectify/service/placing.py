"""The tree of units: putting one unit under another. Source: docs/rules.md, "Words"."""

from rectify.domain.facts import clean
from rectify.domain.problem import Stamp
from rectify.errors import InvalidInput, Refused
from rectify.i18n import _, listed
from rectify.service.work import working
from rectify.store import names
from rectify.store.database import Ledger


def place_unit(ledger: Ledger, unit: str, parent: str | None, stamp: Stamp) -> bool:
    """Put `unit` under `parent`, which is created if it is new, or at the top. Returns whether that changed anything.

    Raises InvalidInput without a name, Refused for an unknown unit and for a unit that would stand under itself.
    """
    name, above = clean(unit), clean(parent or "") or None
    if not name:
        raise InvalidInput(_("Name the unit."))
    with working(ledger, stamp) as work:
        connection = work.recorder.connection
        known = names.in_use(connection, "unit")
        if name not in known:
            raise unknown_unit(name, known)
        if above is not None and above in names.below(connection, name):
            raise Refused(_("{unit} cannot stand under {parent}: that is below it.").format(unit=name, parent=above))
        return names.set_parent(work.recorder, work.names, name, above)


def unknown_unit(name: str, known: list[str]) -> Refused:
    """The refusal of a unit that the ledger does not have."""
    from difflib import get_close_matches  # loads only for a name that is wrong

    close = get_close_matches(name, known, 3) or [each for each in known if name and name in each][:3]
    hint = _(" Similar: {numbers}.").format(numbers=listed(close)) if close else ""
    return Refused(_("No unit is called {unit}.{hint}").format(unit=name, hint=hint))
