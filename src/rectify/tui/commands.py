"""THE table of commands: what a key does, what it is called, and how it is explained.

Bindings, footer, palette, help, docs/keys.md and `rectify keys` are read from it. To add a key is to add a row, its
action and its test. It imports nothing of the terminal. Source of own keys: docs/config.md, "Keys".
"""

from collections.abc import Iterable, Iterator, Mapping

from rectify.domain.listing import VIEWS
from rectify.i18n import N_, _
from rectify.tui.command import CHANGING, GROUPS, LISTING, MOVING, PAPER, Command
from rectify.tui.key_names import shown
from rectify.tui.view_words import OWN, SHOWN

COMMANDS: tuple[Command, ...] = (
    Command("row.down", ("j", "down"), "cursor_down", N_("Down"), N_("One row down."), MOVING, "rows"),
    Command("row.up", ("k", "up"), "cursor_up", N_("Up"), N_("One row up."), MOVING, "rows"),
    Command("row.page_down", ("pagedown",), "page_down", N_("Page down"), N_("One page down."), MOVING, "rows"),
    Command("row.page_up", ("pageup",), "page_up", N_("Page up"), N_("One page up."), MOVING, "rows"),
    Command("row.first", ("g", "home"), "first", N_("First"), N_("To the first row."), MOVING, "rows"),
    Command("row.last", ("G", "end"), "last", N_("Last"), N_("To the last row."), MOVING, "rows"),
    Command("list.go", ("#",), "go_to_number", N_("Go to number"), N_("To a problem by how its number ends."), MOVING),
    Command(
        "pane.open",
        ("enter",),
        "open_pane",
        N_("Details"),
        N_("Open the details of the problem and go there; in the filter line: apply it."),
        MOVING,
        footer=18,
    ),
    Command(
        "screen.back",
        ("escape",),
        "go_back",
        N_("Back"),
        N_("Step back: leave the dialog, the details, the filter, the marks."),
        MOVING,
        footer=1,
    ),
    Command("pane.next", ("tab",), "next_pane", N_("Next part"), N_("To the next part of the screen."), MOVING),
    Command(
        "pane.previous",
        ("shift+tab",),
        "previous_pane",
        N_("Previous part"),
        N_("To the part of the screen before."),
        MOVING,
    ),
    *(
        Command(
            f"view.{view.key}",
            (str(position),),
            f"show_view('{view.key}')",
            view.label,
            SHOWN[view.key],
            LISTING,
        )
        for position, view in enumerate(VIEWS, 1)
    ),
    *(
        Command(
            f"view.own_{position}",
            (str(len(VIEWS) + position),),
            f"show_own_view({position})",
            label,
            told,
            LISTING,
        )
        for position, (label, told) in enumerate(OWN, 1)
    ),
    Command(
        "list.views",
        ("V",),
        "open_views",
        N_("Views"),
        N_("Every view with its count and query; save what is shown as a view of your own, edit, move, remove it."),
        LISTING,
    ),
    Command(
        "list.back",
        ("[", "alt+left"),
        "show_previous_list",
        N_("List before"),
        N_("Back to the list that was shown before: its view, filter, order, groups, and the problem there."),
        LISTING,
    ),
    Command(
        "list.forward",
        ("]", "alt+right"),
        "show_next_list",
        N_("List after"),
        N_("Forward again to the list that you came back from."),
        LISTING,
    ),
    Command(
        "list.filter",
        ("/",),
        "open_filter",
        N_("Filter"),
        N_("Type words or a query such as unit:… due<eom is:overdue."),
        LISTING,
        footer=9,
    ),
    Command(
        "list.sort",
        ("o",),
        "choose_sort",
        N_("Sort"),
        N_("Choose what the list is sorted by; the same again turns it round."),
        LISTING,
        footer=20,
    ),
    Command("list.group", ("b",), "choose_grouping", N_("Group by"), N_("By unit, owner, lead or source."), LISTING),
    Command(
        "group.fold",
        ("z",),
        "fold_group",
        N_("Fold"),
        N_("Fold the group under the cursor, or unfold it; Enter on its heading does it too."),
        LISTING,
    ),
    Command("group.fold_all", ("(",), "fold_all", N_("Fold all"), N_("Fold all groups."), LISTING),
    Command("group.unfold_all", (")",), "unfold_all", N_("Unfold all"), N_("Unfold all groups."), LISTING),
    Command(
        "list.columns",
        ("C",),
        "choose_columns",
        N_("Columns", "of the list"),
        N_("Choose which columns the list has, and in which order; each view keeps its own."),
        LISTING,
    ),
    Command(
        "list.day",
        ("D",),
        "choose_day",
        N_("Past day"),
        N_("Show the ledger as it stood at the end of a past day; Esc goes back to today."),
        LISTING,
    ),
    Command(
        "problem.status",
        ("s",),
        "choose_status",
        N_("Status"),
        N_("Choose among the moves that are allowed now."),
        CHANGING,
        footer=2,
    ),
    Command(
        "problem.advance",
        (">",),
        "advance_problem",
        N_("Next"),
        N_("The usual next move: start, submit, accept."),
        CHANGING,
        footer=3,
    ),
    Command(
        "problem.step_back",
        ("<",),
        "step_back_problem",
        N_("Return"),
        N_("Withdraw what you submitted, return what somebody else did."),
        CHANGING,
        footer=4,
    ),
    Command(
        "problem.mark",
        ("space",),
        "mark_problem",
        N_("Mark"),
        N_("Mark the problem and step on; the next action is done to all that are marked."),
        CHANGING,
        footer=11,
    ),
    Command(
        "problem.mark_down",
        ("shift+down",),
        "mark_down",
        N_("Mark and go down"),
        N_("Mark the problem and step down; a click with Shift marks all from the cursor to the row clicked."),
        CHANGING,
    ),
    Command(
        "problem.mark_up",
        ("shift+up",),
        "mark_up",
        N_("Mark and go up"),
        N_("Mark the problem and step up; a click with Ctrl marks one, or takes its mark off."),
        CHANGING,
    ),
    Command(
        "problem.mark_all",
        ("*",),
        "mark_all",
        N_("Mark all"),
        N_("Mark all that are shown; once more to take the marks off."),
        CHANGING,
    ),
    Command("problem.new", ("n",), "new_problem", N_("New"), N_("Enter a problem."), CHANGING, footer=16),
    Command("problem.edit", ("e",), "edit_problem", N_("Edit"), N_("Edit the facts."), CHANGING, footer=17),
    Command(
        "problem.due",
        ("d",),
        "set_due",
        N_("Due date"),
        N_("Set the due date: a date, or words such as fri, +2w, eom, 月底."),
        CHANGING,
        footer=6,
    ),
    Command(
        "problem.who", ("w",), "set_who", N_("Who"), N_("Set the owner, the lead and the unit."), CHANGING, footer=7
    ),
    Command(
        "problem.note",
        ("c",),
        "note_problem",
        N_("Note"),
        N_("Write a note: progress, the reason for a delay, the next step."),
        CHANGING,
        footer=8,
    ),
    Command(
        "problem.measures",
        ("m",),
        "open_measures",
        N_("Measures"),
        N_("Write, tick and order the measures; ! in the list marks a late one. In the details, Mark ticks."),
        CHANGING,
        footer=10,
    ),
    Command(
        "problem.evidence",
        ("a",),
        "add_evidence",
        N_("Evidence"),
        N_("Add a file or a link as evidence."),
        CHANGING,
        footer=15,
    ),
    Command(
        "problem.extend",
        ("x",),
        "extend",
        N_("Extension"),
        N_("Ask for a later due date; approve or refuse what is asked for, which ? marks in the list."),
        CHANGING,
        footer=14,
    ),
    Command(
        "problem.review",
        ("v",),
        "review",
        N_("Review"),
        N_("Record a review of a sustained problem; the next one follows."),
        CHANGING,
        footer=5,
    ),
    Command("ledger.undo", ("u",), "undo", N_("Undo"), N_("Undo your last action."), CHANGING, footer=13),
    Command("ledger.redo", ("ctrl+r",), "redo", N_("Redo"), N_("Do again what was undone."), CHANGING),
    Command(
        "list.print",
        ("p",),
        "print_list",
        N_("Print"),
        N_("Print a list, the record of a problem, a slip to its unit, or figures; or write them to a file."),
        PAPER,
        footer=12,
    ),
    Command(
        "list.import",
        ("I",),
        "import_list",
        N_("Import"),
        N_("Take in the list of a file: see what its columns mean and what would change before anything is written."),
        PAPER,
        footer=1,
    ),
    Command(
        "list.export",
        ("E",),
        "export_list",
        N_("Export"),
        N_("Write what is shown, or marked, to a file: Excel, CSV, JSON, a calendar; or a part for a unit to fill in."),
        PAPER,
    ),
    Command(
        "ledger.overview",
        ("0",),
        "show_overview",
        N_("Overview"),
        N_("Counts, lights by unit, the trend, ages and the next deadlines of what the filter selects."),
        PAPER,
    ),
    Command(
        "list.units",
        ("U",),
        "show_units",
        N_("Units"),
        N_("The tree of units with what each has to do; put one under another."),
        PAPER,
    ),
    Command(
        "list.figures",
        ("f",),
        "show_figures",
        N_("Figures"),
        N_("Counts, rates and the trend by week of what the filter selects, by unit, owner, lead or source."),
        PAPER,
        footer=21,
    ),
    Command(
        "problem.history",
        ("h",),
        "show_history",
        N_("History"),
        N_("What happened to the problem: when, who, what."),
        PAPER,
        footer=19,
    ),
    Command(
        "problem.copy",
        ("ctrl+c",),
        "copy_problem",
        N_("Copy"),
        N_("Copy the number and the title; Ctrl+C never quits."),
        PAPER,
    ),
    Command(
        "ledger.settings",
        ("comma",),
        "edit_settings",
        N_("Settings"),
        N_("The settings of the ledger."),
        PAPER,
    ),
    Command(
        "app.own",
        ("K",),
        "edit_own",
        N_("Keys and look"),
        N_("Choose keys, theme, first view and how lists are printed, for yourself; they are kept in config.toml."),
        PAPER,
    ),
    Command(
        "list.drafts",
        ("R",),
        "show_drafts",
        N_("Drafts"),
        N_("What was typed into forms and is not in the ledger: go on with it, or throw it away."),
        PAPER,
    ),
    Command("app.help", ("?",), "show_help", N_("Help"), N_("Every key."), PAPER, footer=23),
    Command("app.tour", ("f1",), "show_tour", N_("Tour"), N_("rectify in three screens, for a first look."), PAPER),
    Command("app.palette", ("ctrl+p",), "command_palette", N_("Palette"), N_("Every command by name."), PAPER, "app"),
    Command("app.leave", ("q",), "leave", N_("Quit"), N_("Leave rectify."), PAPER, footer=22),
    Command("app.quit", ("ctrl+q",), "quit", N_("Quit"), N_("Leave rectify from anywhere."), PAPER, "app"),
)


class Table:
    """Every command with the keys in force."""

    def __init__(self, commands: Iterable[Command]) -> None:
        self.commands = tuple(commands)
        self.by_id = {command.id: command for command in self.commands}
        self.footer = sorted((each for each in self.commands if each.footer), key=lambda command: command.footer)

    def grouped(self) -> Iterator[tuple[str, tuple[Command, ...]]]:
        """The commands by group, each group with its label in the language in use."""
        for group in GROUPS:
            yield _(group), tuple(command for command in self.commands if command.group == group)

    def key(self, name: str) -> str:
        """The first key of a command as a user reads it; where it has none, the command as the palette names it."""
        command = self.by_id[name]
        return shown(command.keys[0]) if command.keys else f"“{_(command.label)}”"


USUAL = Table(COMMANDS)
"""The keys of those who chose no others."""

BY_ID = USUAL.by_id


def effective(chosen: Mapping[str, tuple[str, ...]]) -> Table:
    """The table in which the commands named in `chosen` have the keys that stand there, and no others."""
    return (
        Table(command._replace(keys=chosen.get(command.id, command.keys)) for command in COMMANDS) if chosen else USUAL
    )


def keys_of(command: Command) -> str:
    """The keys of `command` as they are typed, "j ↓"; their full-width twins are not spelled out."""
    return " ".join(shown(key) for key in command.keys)
