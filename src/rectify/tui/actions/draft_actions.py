"""Actions on drafts: show those that are kept, and continue one."""

from typing import TYPE_CHECKING

from rectify.i18n import _
from rectify.tui.actions.listing_actions import ListingActions

if TYPE_CHECKING:
    from rectify.tui.drafts import Draft

MOST_SHOWN = 100
"""So many problems of one draft are shown as a list."""


class DraftActions(ListingActions):
    """The part of the main screen that goes on with what was typed before."""

    async def tell_drafts(self) -> None:
        """Say which drafts an earlier run left, and which key goes on with the last one."""
        from rectify.tui.drafts import told_at_start

        await self.desk.drafts.ready()
        if left := self.desk.drafts.of(self.desk.actor):
            self.say(told_at_start(left, self.desk.local_now, self.desk.habits.table))

    async def action_show_drafts(self) -> None:
        """Show the drafts that are kept."""
        from rectify.tui.dialogs.drafts_menu import DraftsMenu
        from rectify.tui.drafts import folder

        drafts = self.desk.drafts
        await drafts.ready()
        kept = drafts.of(self.desk.actor)
        menu = DraftsMenu(kept, self.desk.local_now, str(folder()), lambda draft: drafts.drop(draft.origin))
        await self.ask(menu, self.go_on_with)

    async def go_on_with(self, draft: "Draft") -> None:
        """Open the form of a draft; of problems, show these, and say which key opens it."""
        from rectify.domain.query_end import quoted  # loads with the filter line

        numbers, command = draft.origin.numbers, self.desk.habits.table.by_id[draft.origin.command]
        if not numbers:
            await self.app.run_action(command.action, self)
            return
        if len(numbers) <= MOST_SHOWN:
            await self.action_show_query(f"number:{','.join(map(quoted, numbers))}")
        key, mark = (self.desk.habits.table.key(name) for name in (command.id, "problem.mark_all"))
        if len(numbers) == 1:
            self.say(_("{key} goes on with the draft.").format(key=key))
        else:
            self.say(_("Mark them with {mark}; then {key} goes on with the draft.").format(mark=mark, key=key))
