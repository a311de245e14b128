"""Actions between the ledger and files: import and export."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from rectify import service
from rectify.domain.filter_tree import Numbered
from rectify.domain.listing import Selection
from rectify.domain.problem import Stamp
from rectify.i18n import _, ngettext
from rectify.tui.actions.listing_actions import ListingActions
from rectify.tui.messages import LedgerChanged

if TYPE_CHECKING:
    from rectify.transfer.order import ImportOrder
    from rectify.transfer.outcome import ImportReport
    from rectify.tui.dialogs.export_dialog import ExportOrder
    from rectify.tui.dialogs.import_forms import ImportForm
    from rectify.tui.long_work import LongWork


class TransferActions(ListingActions):
    """The part of the main screen that takes files in and gives them back."""

    # --- import

    async def action_import_list(self) -> None:
        """Ask which file, then show what it would do."""
        await self.ask_file()

    async def ask_file(self, typed: Mapping[str, str] | None = None, said: str = "") -> None:
        """Ask which file to import; of one that came to nothing, with what was `typed` and what is `said` of it."""
        from rectify.tui.dialogs.import_forms import ImportForm

        form = ImportForm(Path.cwd(), self.desk.names.get("source", ()))
        form.begin_with(typed or {}, said)
        await self.ask(form, lambda order: self.start(self.show_import(order, form)))

    async def show_import(self, order: "ImportOrder", form: "ImportForm") -> None:
        """Open the wizard on the file of `order`, which `form` asked for; from one that is refused it goes back."""
        from rectify.tui.dialogs.import_wizard import AnotherFile, ImportWizard

        def answered(answer: "ImportReport | AnotherFile") -> None:
            if isinstance(answer, AnotherFile):
                self.start(self.ask_file(form.kept, answer.reason))
            else:
                self.tell_import(answer)

        await self.ask(ImportWizard(order, self.look_into, self.take_in), answered)

    async def look_into(self, order: "ImportOrder", work: "LongWork") -> "ImportReport":
        """What the import of `order` would do."""
        return await self.desk.beside(lambda ledger, stamp: _imported(ledger, order, stamp, work, dry_run=True))

    async def take_in(self, order: "ImportOrder", work: "LongWork") -> "ImportReport":
        """Import the file of `order`."""
        return await self.desk.beside(lambda ledger, stamp: _imported(ledger, order, stamp, work, dry_run=False))

    def tell_import(self, report: "ImportReport") -> None:
        """Say what was imported, and show it."""
        from rectify.service.import_words import tally_words

        self.post_message(LedgerChanged())
        said = [*([_("The import is done.")] if report.written else []), tally_words(report)]
        if report.rejected_file is not None:
            said.append(_("The rejected rows are in {path}").format(path=report.rejected_file))
        self.say("\n".join(said))

    # --- export

    async def action_export_list(self) -> None:
        """Ask what to export, and to which file."""
        from rectify.tui.dialogs.export_dialog import Exportable, ExportDialog

        counts = self.desk.counts
        marked = tuple(self.problem_list.marks)
        exportable = Exportable(
            shown=self.problem_list.shown,
            marked=len(marked),
            all=counts.get("all", 0),
            name=self.choice.view.title,
            folder=self.desk.folder,
        )
        await self.ask(ExportDialog(exportable), lambda order: self.start(self.export(order, marked)))

    async def export(self, order: "ExportOrder", marked: tuple[str, ...]) -> None:
        """Write the file of `order`."""
        selection, query = self.exported(order, marked)
        part = order.what == "part"
        made = await self.desk.beside(
            lambda ledger, stamp: service.export_file(
                ledger, order.path, selection, stamp, query=query, part=part, force=order.force
            )
        )
        said = ngettext("Wrote {n} problem to {path}", "Wrote {n} problems to {path}", made.problems)
        self.say(said.format(n=made.problems, path=order.path))

    def exported(self, order: "ExportOrder", marked: tuple[str, ...]) -> tuple[Selection, str]:
        """The problems that `order` means, and the query that they answer to."""
        today, as_of = self.desk.today, self.desk.as_of
        if order.what == "all":
            return Selection(today, as_of=as_of), ""
        if marked and order.what in {"marked", "part"}:
            return Selection(today, Numbered(marked), as_of), ""
        return self.choice.selection(today), self.choice.query


def _imported(
    ledger: "service.Ledger", order: "ImportOrder", stamp: Stamp, work: "LongWork", *, dry_run: bool
) -> "ImportReport":
    from rectify.service.importing import import_file  # loads what reads files

    return import_file(ledger, order, stamp, dry_run=dry_run, progress=work.tell)
