"""The views that a ledger keeps: saved, changed, moved, removed. A change is an event.

Source: docs/rules.md, "Lists and views".
"""

from rectify.domain.own_views import OwnView, checked
from rectify.domain.problem import Stamp
from rectify.errors import Conflict, Refused
from rectify.i18n import _
from rectify.service.work import Work, working
from rectify.store import views
from rectify.store.database import Ledger


def save_view(ledger: Ledger, view: OwnView, stamp: Stamp, *, before: OwnView | None = None) -> OwnView:
    """Save a view: after the others, or in place of `before`. Returns it as stored.

    Raises InvalidInput if it cannot be read, Refused if another view has its name, Conflict if `before` has changed
    since.
    """
    with working(ledger, stamp) as work:
        kept = checked(view, work.today)
        known = views.read(work.recorder.connection)
        place = _place(work, before) if before else len(known) + 1
        if any(each.name == kept.name for each in known if each != before):
            raise Refused(_("There is a view {view} already.").format(view=kept.name))
        views.put(work.recorder, before, kept, place)
    return kept


def move_view(ledger: Ledger, view: OwnView, position: int, stamp: Stamp) -> None:
    """Move a view to another place, counted from 1. Raises Conflict if it has changed since."""
    with working(ledger, stamp) as work:
        _place(work, view)
        views.put(work.recorder, view, view, position)


def remove_view(ledger: Ledger, view: OwnView, stamp: Stamp) -> None:
    """Remove a view. Raises Conflict if it has changed since."""
    with working(ledger, stamp) as work:
        views.put(work.recorder, view, None, _place(work, view))


def _place(work: Work, view: OwnView) -> int:
    """The place of a view, counted from 1. Raises Conflict if it has changed since it was read."""
    known = views.read(work.recorder.connection)
    if view not in known:
        raise Conflict(_("The view {view} was changed or removed meanwhile.").format(view=view.name))
    return known.index(view) + 1
