"""The form of a view that the office keeps: its name, its query, and how its list looks."""

from collections.abc import Callable, Collection, Sequence
from datetime import date

from textual.app import ComposeResult

from rectify.domain.filter_tree import QueryError
from rectify.domain.filters import parse
from rectify.domain.listing import VIEWS
from rectify.domain.own_views import GROUPINGS, OwnView, checked_name
from rectify.errors import InvalidInput
from rectify.i18n import N_, _, labelled, listed
from rectify.report.lettering import visible
from rectify.tui.controls.fields import Field, Line, OneOf
from rectify.tui.controls.opener import Names, Opener
from rectify.tui.dialogs.columns_dialog import ColumnsDialog, LeftOut
from rectify.tui.dialogs.form import Form
from rectify.tui.dialogs.frame import Hint
from rectify.tui.dialogs.sort_menu import SortMenu
from rectify.tui.listing.choice import order_heading, order_in_words
from rectify.tui.listing.column_layout import Columns
from rectify.tui.listing.list_columns import heading_words


class ViewForm(Form[OwnView]):
    """A view: its name, the view that it narrows, its query, order, columns and groups. Its result is the view."""

    def __init__(
        self, title: str, view: OwnView, others: Collection[str], day: date, left_out: LeftOut, *, may_replace: bool
    ) -> None:
        """`others` are the names of the other views; one of them may be replaced when Enter is pressed once more."""
        super().__init__()
        self.title_words = title
        self.view = view
        self.others = others
        self.day = day
        self.left_out = left_out
        self.may_replace = may_replace
        self._replaces = ""

    def heading(self) -> str:
        """Whether it is saved or edited."""
        return self.title_words

    def body(self) -> ComposeResult:
        """The fields."""
        view = self.view
        bases = [(base.key, base.title) for base in VIEWS]
        groups = [("", _("No groups")), *((name, order_heading(name)) for name in GROUPINGS)]
        yield Field("name", _("Name"), Line(visible(view.name)))
        yield Field("base", _("View"), OneOf(bases, view.base))
        query = Line(visible(view.query), placeholder=_("words, unit:…, due<eom, is:overdue"), select=False)
        yield Field("query", _("Query"), query, read=self._fault)
        yield Field("order", _("Sorted by"), Opener(view.order, lambda names: order_in_words(names or ()), self._sort))
        yield Field("columns", _(N_("Columns", "of the list")), Opener(view.columns, columns_in_words, self._choose))
        yield Field("grouping", _("Grouped by"), OneOf(groups, view.grouping or ""))

    def hints(self) -> Sequence[Hint]:
        """Where Enter opens a dialog of its own, another key accepts."""
        accept, *others = super().hints()
        return (accept._replace(keys="Ctrl+S") if isinstance(self.focused, Opener) else accept, *others)

    def action_accept(self) -> None:
        """Answer, if there is a name and the query can be read; a name that is taken asks once."""
        name, query = self._typed_name(), self.field("query").text
        if name is None:
            return
        try:
            parse(query, self.day)
        except QueryError as error:
            self.complain("query", _pointed(query, error))
            return
        order, columns = self._names("order"), self._names("columns")
        base, grouping = self.field("base").text, self.field("grouping").text
        self.finish(OwnView(name, query.strip(), base, order or (), columns, grouping or None))

    def _typed_name(self) -> str | None:
        """The name, or None after it was said what is wrong with it."""
        try:
            name = checked_name(self.field("name").text)
        except InvalidInput as error:
            self.complain("name", str(error))
            return None
        if name not in self.others or name == self._replaces:
            return name
        if self.may_replace:
            self._replaces = name
            self.complain("name", _("There is a view {view} already; Enter once more replaces it.").format(view=name))
        else:
            self.complain("name", _("There is a view {view} already.").format(view=name))
        return None

    def _fault(self, query: str) -> str:
        try:
            parse(query, self.day)
        except QueryError as error:
            return _pointed(query, error)
        return ""

    def _names(self, field: str) -> Names:
        control = self.field(field).control
        return control.names if isinstance(control, Opener) else None

    def _sort(self, order: Names, take: Callable[[Names], None]) -> None:
        self.app.push_screen(SortMenu(order or ()), lambda chosen: None if chosen is None else take(chosen))

    def _choose(self, columns: Names, take: Callable[[Names], None]) -> None:
        def answered(chosen: Columns | None) -> None:
            if chosen is not None:
                take(chosen.names)

        self.app.push_screen(ColumnsDialog(columns, self.left_out), answered)


def columns_in_words(columns: Names) -> str:
    """The columns of a list from left to right."""
    return _("the usual ones") if columns is None else listed(map(heading_words, columns))


def _pointed(query: str, error: QueryError) -> str:
    """What is wrong with a query, and where."""
    wrong = query[error.position : error.position + max(error.length, 1)].strip()
    return labelled(visible(wrong), error) if wrong else str(error)
