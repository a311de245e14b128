"""The tour: rectify in three screens for new users, with the keys that are in force."""

from collections.abc import Iterator, Sequence
from typing import ClassVar, NamedTuple

from rich.console import Group, RenderableType
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from rectify.i18n import N_, _
from rectify.report.lettering import visible
from rectify.tui.command_table import Table
from rectify.tui.dialogs.frame import Box, Hint, Scroller
from rectify.tui.pages.reading import Indented, Page, key_tables


class Section(NamedTuple):
    """A few lines with a heading: keys or examples, and what they do."""

    heading: str
    rows: tuple[tuple[tuple[str, ...] | str, str], ...]
    """The commands whose keys are named, or an example; beside it what to say, "" for what the command itself says."""


class Stop(NamedTuple):
    """One screen of the tour."""

    title: str
    said: str
    sections: tuple[Section, ...]


TOUR = (
    Stop(
        N_("What a ledger is"),
        N_(
            "Whatever an inspection, an audit or a self-check found has a line here, with its unit, its owner and its"
            " due date, until it is closed. Nothing gets lost on the way there."
        ),
        (
            Section(
                N_("Begin"),
                (
                    (
                        ("list.import",),
                        N_("Bring in the list that you have, Excel or CSV: you see first what it would change."),
                    ),
                    (("problem.new",), N_("Enter a problem.")),
                    (("ledger.overview",), N_("See the whole at a glance, on a wall too.")),
                ),
            ),
            Section(
                N_("Six views"),
                tuple(((f"view.{name}",), "") for name in ("open", "overdue", "soon", "submitted", "closed", "all")),
            ),
        ),
    ),
    Stop(
        N_("The day's work"),
        N_("Go to a problem and press what is to be done. Only what is needed is asked; the last line names the keys."),
        (
            Section(
                N_("Change"),
                (
                    (
                        ("problem.advance", "problem.step_back"),
                        N_("The usual next move: start, submit, accept. And one step back."),
                    ),
                    (
                        ("problem.due", "problem.who"),
                        N_("The due date, and who does it. Days as people say them: fri, +2w, eom, 月底."),
                    ),
                    (
                        ("problem.mark", "problem.mark_all"),
                        N_("Mark one, or all: the next key is meant for all that are marked, as one step."),
                    ),
                    (("ledger.undo",), N_("Undo what you did last, whatever it was.")),
                ),
            ),
            Section(
                N_("Find"),
                (
                    (("list.filter",), N_("Filter the list while you type. For example:")),
                    (N_('unit:"Town Hall" is:overdue'), N_("What is overdue in a unit and in those below it.")),
                    (N_("due<eom no:owner"), N_("What is due this month, and nobody does it.")),
                    (N_("fire -has:evidence"), N_("What speaks of fire, and has no evidence yet.")),
                ),
            ),
        ),
    ),
    Stop(
        N_("Paper and proof"),
        N_("What is agreed on paper and what is asked later comes from the same ledger."),
        (
            Section(
                N_("Paper"),
                (
                    (
                        ("list.print",),
                        N_("Print a list, a record, figures, a slip to a unit."),
                    ),
                    (
                        ("list.export",),
                        N_("Write what is shown to a file; a unit can fill in its part."),
                    ),
                ),
            ),
            Section(
                N_("Proof"),
                (
                    (
                        ("problem.history",),
                        N_("Who did what, when; `rectify check` proves it unaltered."),
                    ),
                    (("list.day",), N_("The ledger as it stood at the end of a past day.")),
                    (N_("This ledger"), "{place}"),
                    ("rectify backup", N_("Copies it, while it is in use too.")),
                ),
            ),
            Section(
                N_("Help"),
                (
                    (("app.help", "app.palette"), N_("Every key; every command by its name.")),
                    (("app.tour",), N_("These three screens again.")),
                ),
            ),
        ),
    ),
)


class Tour(Page):
    """Three screens to read, one after the other."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l,ｌ", "turn(1)", show=False),
        Binding("left,backspace,h,ｈ", "turn(-1)", show=False),
    ]

    def __init__(self, table: Table, place: str) -> None:
        """`table` has the keys in force; `place` is where the ledger lies."""
        super().__init__()
        self.table = table
        self.place = place
        self.stop = 0

    def heading(self) -> str:
        """Which screen it is."""
        return _("{n} of {all}  {title}").format(n=self.stop + 1, all=len(TOUR), title=_(TOUR[self.stop].title))

    def hints(self) -> Sequence[Hint]:
        """Going on, and back."""
        last = self.stop == len(TOUR) - 1
        on = Hint("Enter", _("Begin work"), "accept") if last else Hint("Enter →", _("Next"), "accept")
        back = (Hint("←", _("Back"), "turn(-1)"),) if self.stop else ()
        return (on, *back, Hint("Esc", _("Close"), "cancel"))

    def body(self) -> ComposeResult:
        """The text of the screen."""
        with Scroller():
            yield Static(Group(*self._told()), classes="stop")

    def action_accept(self) -> None:
        """Go on; from the last screen to work."""
        if self.stop == len(TOUR) - 1:
            self.finish(None)
        else:
            self.action_turn(1)

    def action_turn(self, screens: int) -> None:
        """So many screens on."""
        self.stop = min(max(self.stop + screens, 0), len(TOUR) - 1)
        self.query_one(".stop", Static).update(Group(*self._told()))
        self.query_one(Scroller).scroll_home(animate=False)
        self.query_one(Box).border_title = Content(self.heading())
        self.show_hints()

    def _told(self) -> Iterator[RenderableType]:
        stop = TOUR[self.stop]
        yield Indented(_(stop.said), 0)
        for section in stop.sections:
            yield Text()
            yield from key_tables([(_(section.heading), [self._row(*row) for row in section.rows])])

    def _row(self, subject: tuple[str, ...] | str, said: str) -> tuple[str, str]:
        if isinstance(subject, str):
            return _(subject), _(said).format(place=visible(self.place))
        commands = [self.table.by_id[name] for name in subject]
        keys = " ".join(self.table.key(each.id) for each in commands)
        return keys, _(said) if said else commands[0].explained
