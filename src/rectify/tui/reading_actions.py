"""What the keys do that change nothing: print, history, help, copy."""

from typing import TYPE_CHECKING

from rectify import service
from rectify.i18n import _, ngettext
from rectify.report.lettering import visible
from rectify.tui.choice import Choice
from rectify.tui.commands import grouped, keys_of
from rectify.tui.rule_actions import RuleActions

if TYPE_CHECKING:
    from rectify.report import Grouping
    from rectify.tui.print_dialog import PrintOrder


class ReadingActions(RuleActions):
    """The part of the main screen that shows things to read."""

    choice = Choice()

    async def action_print_list(self) -> None:
        """Ask what to print, and where to."""
        from pathlib import Path

        from rectify.tui.print_dialog import PrintDialog

        dialog = PrintDialog(self.problem_list.total, self.desk.counts.get("overdue", 0), Path.cwd())
        await self.ask(dialog, lambda order: self.start(self.deliver(order)))

    async def action_show_history(self) -> None:
        """Show what happened to the problem under the cursor."""
        if problem := await self.under_cursor():
            self.start(self.tell_history(problem.number, problem.title))

    async def action_show_figures(self) -> None:
        """Show the figures of what the filter selects."""
        from rectify.tui.figures_page import FiguresPage

        choice, today = self.choice, self.desk.today

        async def read(by: "Grouping | None", width: int) -> str:
            from rectify.tui.printing import figured

            return await self.desk.store.read("figures", lambda ledger: figured(ledger, by, choice, today, width))

        await self.app.push_screen(FiguresPage(read))

    async def action_show_help(self) -> None:
        """Show every key."""
        from rectify.tui.pages import HelpScreen

        sections = [
            (label, [(keys_of(each), f"{_(each.label)}: {_(each.help)}") for each in commands])
            for label, commands in grouped()
        ]
        await self.app.push_screen(HelpScreen(sections))

    async def action_copy_problem(self) -> None:
        """Copy what is selected with the mouse, else number and title of the problem under the cursor."""
        if text := self.get_selected_text():
            self.app.copy_to_clipboard(text)
        elif problem := await self.under_cursor():
            self.app.copy_to_clipboard(visible(f"{problem.number} {problem.title}"))
            self.say(_("Copied: {number}").format(number=problem.number))

    async def deliver(self, order: "PrintOrder") -> None:
        """Print what was ordered."""
        from rectify.tui.pages import TextPage
        from rectify.tui.printing import printed

        choice, today, width = self.choice, self.desk.today, max(self.size.width - 16, 40)
        count, text = await self.desk.store.write(lambda ledger: printed(ledger, order, choice, today, width))
        if order.target is None:
            await self.app.push_screen(TextPage(_("Print"), text))
        else:
            said = ngettext("Wrote {n} problem to {path}", "Wrote {n} problems to {path}", count)
            self.say(said.format(n=count, path=order.target))

    async def tell_history(self, number: str, title: str) -> None:
        """Read and show the history of a problem."""
        from rectify.tui.pages import HistoryScreen

        events = await self.desk.store.read("history", lambda ledger: service.history(ledger, number))
        zone = self.desk.facts.time_zone if self.desk.facts else "UTC"
        await self.app.push_screen(HistoryScreen(f"{number} {title}", events, zone))
