"""The print dialog: report, grouping, format, target, and a preview of the first lines."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import cast

from textual import on
from textual.app import ComposeResult

from rectify.errors import RectifyError
from rectify.i18n import _
from rectify.report.defaults import AS_USUAL, PrintDefaults
from rectify.report.formats import Format
from rectify.report.report import Grouping
from rectify.service.printing import BY_ID, REPORTS, PrintKind
from rectify.tui.controls.fields import Field, Line, OneOf
from rectify.tui.dialogs.file_form import FORMAT_LABELS, SUFFIXES, FileForm, file_name
from rectify.tui.groupings import FACTS
from rectify.tui.pages.reading import Lines

_ONLY_IN_FILES = frozenset({"html", "xlsx"})
"""The formats that no terminal shows."""


MARKED = "marked"
"""What is chosen for the list of the marked problems, beside the ids of the reports."""


@dataclass(frozen=True, slots=True)
class PrintChoice:
    """A report to print."""

    report: str
    """The id of one of service.printing.REPORTS."""
    by: Grouping | None
    format: Format
    target: Path | None
    """The file; None is the screen, or the printer."""
    printer: bool = False
    page_per_group: bool = False
    marked: bool = False
    """Whether the list is that of the marked problems."""


@dataclass(frozen=True, slots=True)
class Printable:
    """What there is to print, and where to."""

    counts: Mapping[str, int] = field(default_factory=dict)
    """How many problems each list has, by the id of the report; under MARKED how many are marked."""
    number: str | None = None
    """The problem under the cursor, whose record can be printed."""
    title: str = ""
    unit: str | None = None
    """Its unit, to which a slip can be issued."""
    folder: Path = Path()
    """Where a file goes that names no other."""
    printer: bool = False
    """Whether there is a printer to send it to."""
    usual: PrintDefaults = AS_USUAL
    """What is chosen at first."""
    report: str = REPORTS[0].id
    """The id of the report that is chosen at first, or MARKED."""


Preview = Callable[[PrintChoice], Awaitable[str]]
"""The beginning of what an order prints, as text."""


async def no_preview(_order: PrintChoice) -> str:
    """Nothing to be seen beforehand."""
    return ""


class PrintDialog(FileForm[PrintChoice]):
    """What to print and where to. Its result is the order, or None."""

    def __init__(self, printable: Printable, preview: Preview = no_preview) -> None:
        super().__init__(printable.folder)
        self.printable = printable
        self.preview = preview
        self._proposed = "overdue.txt"

    def heading(self) -> str:
        """That something is printed."""
        return _("Print")

    def body(self) -> ComposeResult:
        """The choices, the file, and what it will look like."""
        usual = self.printable.usual
        yield Field(
            "report", _("Report"), OneOf(self._reports(), self.printable.report), read=self._subject, dense=True
        )
        yield Field("by", _("Grouped by"), OneOf(_groupings(REPORTS[0]), usual.by), dense=True)
        yield Field("format", _("Format"), OneOf(_formats(REPORTS[0]), usual.format), dense=True)
        pages = [("", _("one after another")), ("page", _("each on a new page"))]
        yield Field("pages", _("Groups"), OneOf(pages), dense=True)
        yield Field("target", _("To"), OneOf(self._targets("text")), read=self._warning, dense=True)
        yield Field("file", _("File"), Line(self._proposed), read=self.whole_path, dense=True)
        preview = Lines("")
        preview.can_focus = False
        yield preview

    def on_mount(self) -> None:
        """Only what fits the report is asked for."""
        self.follow_choices()

    def _reports(self) -> list[tuple[str, str]]:
        counts, printable = self.printable.counts, self.printable
        labels = {
            "overdue": _("overdue ({count})").format(count=counts.get("overdue", 0)),
            "soon": _("due soon ({count})").format(count=counts.get("soon", 0)),
            "list": _("shown ({count})").format(count=counts.get("list", 0)),
            MARKED: _("marked ({count})").format(count=counts.get(MARKED, 0)),
            "record": _("record"),
            "slip": _("slip"),
            "figures": _("figures"),
        }
        missing = {MARKED: not counts.get(MARKED), "record": printable.number is None, "slip": printable.unit is None}
        reports = [kind.id for kind in REPORTS]
        reports.insert(reports.index("list") + 1, MARKED)
        return [(report, labels[report]) for report in reports if not missing.get(report)]

    def _targets(self, chosen: Format) -> list[tuple[str, str]]:
        """Where a format can go: only text goes to a printer as it is."""
        screen = [] if chosen in _ONLY_IN_FILES else [("screen", _("the screen"))]
        printer = [("printer", _("the printer"))] if self.printable.printer and chosen == "text" else []
        return [*screen, ("file", _("a file")), *printer]

    def _chosen(self, name: str) -> str:
        return self.field(name).text

    def _kind(self) -> PrintKind:
        """The report that is chosen."""
        chosen = self._chosen("report")
        return BY_ID["list" if chosen == MARKED else chosen]

    @on(OneOf.Changed)
    def follow_choices(self) -> None:
        """Offer what the report has, ask for the file when there will be one, and propose a name that fits."""
        kind = self._kind()
        _offer(self.field("by"), _groupings(kind))
        _offer(self.field("format"), _formats(kind))
        chosen = cast("Format", self._chosen("format"))
        _offer(self.field("target"), self._targets(chosen))
        self.field("by").display = bool(kind.groupings)
        self.field("pages").display = chosen == "html" and kind.id != "figures" and bool(self._chosen("by"))
        self.field("file").display = self._chosen("target") == "file"
        self.field("target").show_echo()
        self._propose(kind, chosen)
        self.show_preview()

    def ending(self) -> str:
        """That of the format."""
        return SUFFIXES[cast("Format", self._chosen("format"))]

    def _propose(self, kind: PrintKind, chosen: Format) -> None:
        names = {"record": self.printable.number, "slip": f"slip-{self.printable.unit}"}
        name = names.get(kind.id) or self._chosen("report")
        proposed = file_name(name, SUFFIXES[chosen])
        if self.field("file").text == self._proposed:
            self.propose("file", proposed)
        self._proposed = proposed

    def _subject(self, report: str) -> str:
        """What is known beside the name of a report: whose record, whose slip."""
        title = f"{self.printable.number}  {self.printable.title}"
        return {"record": title, "slip": _("to {unit}").format(unit=self.printable.unit)}.get(report, "")

    def _warning(self, target: str) -> str:
        """What is to be known before it is done: a slip that leaves the screen is issued."""
        if not self.is_mounted or self._chosen("report") != "slip":
            return ""
        if target == "screen":
            return _("A draft: nothing is recorded.")
        return _("It is issued, numbered, and recorded.")

    def show_preview(self) -> None:
        """Show the first lines of what is chosen now."""
        # a coroutine would never be awaited where another choice replaces it before it begins
        preview = partial(self._show_preview, self._order(None))
        self.run_worker(preview, exclusive=True, group="preview")  # type: ignore[arg-type]  # Textual names one kind of coroutine

    async def _show_preview(self, order: PrintChoice) -> None:
        try:
            text = await self.preview(order)
        except RectifyError as error:
            text = str(error)
        if not self.is_left:
            self.query_one(Lines).show(text)

    def action_accept(self) -> None:
        """Answer, unless a file is wanted that has no name, or one that is there already and was not confirmed."""
        if self._chosen("target") != "file":
            self.finish(self._order(None))
            return
        path = self.target()
        if path is not None:
            self.finish(self._order(path))

    def _order(self, path: Path | None) -> PrintChoice:
        kind = self._kind()
        by = self._chosen("by") if kind.groupings else ""
        return PrintChoice(
            report=kind.id,
            by=cast("Grouping | None", by or None),
            format=cast("Format", self._chosen("format")),
            target=path,
            printer=self._chosen("target") == "printer",
            page_per_group=self.field("pages").display and self._chosen("pages") == "page",
            marked=self._chosen("report") == MARKED,
        )


def _groupings(kind: PrintKind) -> list[tuple[str, str]]:
    named: list[tuple[str, str]] = [(by, _(fact.label)) for by, fact in FACTS.items() if by in kind.groupings]
    return [*named, ("", _("nothing"))] if kind.ungrouped else named or [("", "")]


def _formats(kind: PrintKind) -> list[tuple[str, str]]:
    return [(each, _(label)) for each, label in FORMAT_LABELS.items() if each in kind.formats]


def _offer(asked: Field, options: Sequence[tuple[str, str]]) -> None:
    """Offer other values; the chosen one stays where it is among them."""
    control = asked.query_one(OneOf)
    if control.options == tuple(options):
        return
    chosen, values = control.text, [value for value, _label in options]
    with control.prevent(OneOf.Changed):
        control.options = tuple(options)
        control.chosen = values.index(chosen) if chosen in values else 0
    control.refresh(layout=True)
