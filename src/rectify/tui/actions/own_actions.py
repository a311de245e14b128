"""The action of the user's own keys and look: ask, write the config file, and apply it at once."""

import asyncio
import os
from typing import TYPE_CHECKING

from rectify.i18n import _
from rectify.tui.actions.asking import Asking
from rectify.tui.messages import HabitsChanged

if TYPE_CHECKING:
    from rectify.tui.dialogs.own_dialog import OwnChoices


class OwnActions(Asking):
    """The part of the main screen that lets somebody choose keys and colours of their own."""

    async def action_edit_own(self) -> None:
        """Ask for keys and look."""
        from rectify.tui.dialogs.own_dialog import OwnDialog
        from rectify.tui.themes import theme_for

        dialog = OwnDialog(self.desk.habits, theme_for(os.environ))
        await self.ask(dialog, lambda choices: self.start_change(self.keep_own(choices)))

    async def keep_own(self, choices: "OwnChoices") -> None:
        """Write what was chosen into the config file, and work by it from now on.

        Raises InvalidInput where the file is wrong, and LedgerUnavailable where it cannot be written.
        """
        from rectify.config import config_path
        from rectify.own_config import save
        from rectify.tui.habits import habits_of
        from rectify.tui.own_keys import full_name

        file = self.desk.habits.file or config_path()
        await asyncio.to_thread(save, file, choices.changes, check=habits_of, meaning=full_name)
        before, self.desk.habits = self.desk.habits.table, habits_of(file)
        self.post_message(HabitsChanged(before))
        self.say(_("Saved in {path}").format(path=file))
