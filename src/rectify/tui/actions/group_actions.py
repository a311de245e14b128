"""Actions on a list in groups: choose the grouping, fold and unfold groups, mark all of one."""

from rectify.i18n import _
from rectify.tui.actions.marking_actions import MarkingActions
from rectify.tui.listing.groups import GroupedRows
from rectify.tui.listing.window import GroupHeading


class GroupActions(MarkingActions):
    """The part of the main screen that keeps the groups of the list."""

    async def action_choose_grouping(self) -> None:
        """Ask what the list is grouped by."""
        from rectify.tui.dialogs.group_menu import GroupMenu

        await self.ask(GroupMenu(self.choice.grouping), self.group_by)

    def group_by(self, grouping: str) -> None:
        """Group the list by a fact, or by none (""); the cursor stays on its problem."""
        self.keep(grouping=grouping or None)
        current = self.problem_list.current
        self.start_change(self.reload(current.number if current else None))

    async def action_fold_group(self) -> None:
        """Fold the group under the cursor, or of the problem there, or unfold it."""
        rows, row = await self.groups(), self.problem_list.under
        if rows is not None and row is not None:
            self.fold(rows, rows.folded ^ {rows.group_of(row)})

    async def action_fold_all(self) -> None:
        """Fold all groups."""
        if rows := await self.groups():
            self.fold(rows, frozenset(heading.name for heading in rows.lines.headings))

    async def action_unfold_all(self) -> None:
        """Unfold all groups."""
        if rows := await self.groups():
            self.fold(rows, frozenset())

    async def groups(self) -> GroupedRows | None:
        """The rows of the list in groups; None, where it has none, and that is said."""
        await self.until_quiet()
        rows = self.problem_list.source
        if isinstance(rows, GroupedRows):
            return rows
        self.say(_("The list has no groups; {key} makes them.").format(key=self.desk.habits.table.key("list.group")))
        return None

    def fold(self, rows: GroupedRows, folded: frozenset[str | None]) -> None:
        """Fold these groups and no others; a cursor that was in one of them goes to its heading."""
        self.folded[rows.by] = folded
        self.problem_list.source = rows.folding(folded)
        self.start_change(self.problem_list.reload())

    async def mark_group(self, heading: GroupHeading) -> None:
        """Mark all problems of a group, in sight or folded away; when they all are, take the marks off."""
        rows = self.problem_list.source
        if isinstance(rows, GroupedRows):
            self.turn_marks(await rows.of_group(heading))
