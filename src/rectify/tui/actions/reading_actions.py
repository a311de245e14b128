"""Actions that change nothing: print, history, copy."""

from typing import TYPE_CHECKING

from rectify import service
from rectify.i18n import _, ngettext
from rectify.report.lettering import visible
from rectify.tui.actions.listing_actions import ListingActions
from rectify.tui.listing.choice import BY_KEY, Choice
from rectify.tui.messages import LedgerChanged

if TYPE_CHECKING:
    from rectify.tui.dialogs.print_dialog import PrintChoice
    from rectify.tui.printing import Subject


class ReadingActions(ListingActions):
    """The part of the main screen that shows things to read."""

    async def action_print_list(self) -> None:
        """Ask what to print, and where to."""
        self.start_change(self.ask_print())

    async def ask_print(self) -> None:
        """Count what may be printed, and ask what is."""
        import shutil

        from rectify.service.printing import REPORTS
        from rectify.tui.dialogs.print_dialog import MARKED, Printable, PrintChoice, PrintDialog
        from rectify.tui.printing import Subject, ordered, previewed

        current, shown = self.problem_list.current, self.problem_list.shown
        number, unit = (current.number, current.unit) if current else (None, None)
        subject = Subject(self.choice, self.desk.today, number, unit, tuple(self.problem_list.marks))
        counts = await self.printed_counts(subject.choice)
        printable = Printable(
            counts={**counts, "list": shown, MARKED: len(subject.marked)},
            number=number,
            title=current.title if current else "",
            unit=unit,
            folder=self.desk.folder,
            printer=shutil.which("lp") is not None,
            usual=self.desk.habits.print,
            # whoever marked problems or narrowed the list wants these on paper
            report=MARKED if subject.marked else "list" if subject.choice.full_query else REPORTS[0].id,
        )
        width = self.preview_width

        async def preview(order: PrintChoice) -> str:
            asked, stamp = ordered(order, subject, width), self.desk.stamp
            return await self.desk.read_beside(lambda ledger: previewed(ledger, asked, stamp))

        dialog = PrintDialog(printable, preview)
        await self.ask(dialog, lambda order: self.start_change(self.deliver(order, subject)))

    async def printed_counts(self, choice: Choice) -> dict[str, int]:
        """How many problems are overdue or due soon of what `choice` looks for."""
        if not choice.full_query:
            return self.desk.counts
        searched = choice.searched(self.desk.today)
        views = [BY_KEY["overdue"], BY_KEY["soon"]]
        return await self.desk.store.read("printed", lambda ledger: service.counts(ledger, searched, views))

    @property
    def paper_width(self) -> int:
        """The cells that a printed line has on the screen."""
        return max(self.size.width, 40)

    @property
    def preview_width(self) -> int:
        """The cells that a printed line has in the dialog."""
        return max(min(self.size.width * 9 // 10, 140) - 6, 40)

    async def action_show_history(self) -> None:
        """Show what happened to the problem under the cursor."""
        if problem := await self.under_cursor():
            self.start(self.tell_history(problem.number, problem.title))

    async def action_copy_problem(self) -> None:
        """Copy what is selected with the mouse, else number and title of the problem under the cursor."""
        if text := self.get_selected_text():
            self.app.copy_to_clipboard(text)
        elif problem := await self.under_cursor():
            self.app.copy_to_clipboard(visible(f"{problem.number} {problem.title}"))
            self.say(_("Copied: {number}").format(number=problem.number))

    async def deliver(self, order: "PrintChoice", subject: "Subject") -> None:
        """Print what was ordered of `subject`."""
        from rectify.tui.pages.reading import TextPage
        from rectify.tui.printing import PAPER, ordered, printed

        shown = order.target is None and not order.printer
        paper = self.desk.habits.print.width or PAPER
        asked = ordered(order, subject, self.paper_width if shown else paper)
        # only a slip that is issued is written to the ledger; nothing else waits for it, or keeps it
        issues = asked.issue and asked.report == "slip"
        run = self.desk.change if issues else self.desk.beside
        made = await run(lambda ledger, stamp: printed(ledger, asked, order, stamp))
        if made.slip is not None:
            self.post_message(LedgerChanged())
            self.say(_("Issued slip {slip} to {unit}.").format(slip=made.slip, unit=subject.unit))
        if shown:
            await self.app.push_screen(TextPage(_("Print"), str(made.body)))
        elif order.printer:
            self.say(_("Sent to the printer."))
        else:
            said = ngettext("Wrote {n} problem to {path}", "Wrote {n} problems to {path}", made.shown)
            self.say(said.format(n=made.shown, path=order.target))

    async def tell_history(self, number: str, title: str) -> None:
        """Read and show the history of a problem."""
        from rectify.tui.pages.reading import HistoryScreen

        events = await self.desk.store.read("history", lambda ledger: service.history(ledger, number))
        zone = self.desk.facts.time_zone if self.desk.facts else "UTC"
        await self.app.push_screen(HistoryScreen(f"{number} {title}", events, zone))
