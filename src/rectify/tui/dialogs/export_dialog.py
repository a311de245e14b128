"""The dialog of an export: what, in which format, to which file."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from textual import on
from textual.app import ComposeResult

from rectify.i18n import N_, _
from rectify.report.formats import Format
from rectify.report.lettering import visible
from rectify.tui.controls.fields import Field, Line, OneOf
from rectify.tui.dialogs.file_form import FORMAT_LABELS, SUFFIXES, FileForm, file_name

What = Literal["shown", "marked", "all", "part"]

_LISTS: tuple[Format, ...] = ("xlsx", "csv", "json", "md", "html")
FORMATS: dict[str, str] = {SUFFIXES[each]: FORMAT_LABELS[each] for each in _LISTS} | {".ics": N_("calendar")}
"""The endings of files in the order in which they are offered, with what each is called."""


@dataclass(frozen=True, slots=True)
class ExportOrder:
    """A file to write."""

    what: What
    path: Path
    force: bool = False
    """Whether it takes the place of a file that is there."""


@dataclass(frozen=True, slots=True)
class Exportable:
    """What there is to export."""

    shown: int
    marked: int
    all: int
    name: str
    """What the list that is shown is called."""
    folder: Path = Path()
    """Where a file goes that names no other."""


class ExportDialog(FileForm[ExportOrder]):
    """Which problems, in which format, to which file. Its result is the order, or None."""

    def __init__(self, exportable: Exportable) -> None:
        super().__init__(exportable.folder)
        self.exportable = exportable
        self._proposed = ""

    def heading(self) -> str:
        """That something is exported."""
        return _("Export")

    def body(self) -> ComposeResult:
        """The choices, and the file."""
        yield Field("what", _("Problems"), OneOf(self._subjects()), read=self._meaning, dense=True)
        yield Field("format", _("Format"), OneOf([(ending, _(label)) for ending, label in FORMATS.items()]), dense=True)
        yield Field("file", _("File"), Line(), read=self.whole_path, dense=True)

    def on_mount(self) -> None:
        """Propose a name."""
        self.follow_choices()

    def _subjects(self) -> Sequence[tuple[str, str]]:
        counts = self.exportable
        marked = [("marked", _("marked ({count})").format(count=counts.marked))] if counts.marked else []
        return [
            *marked,
            ("shown", _("shown ({count})").format(count=counts.shown)),
            ("all", _("all ({count})").format(count=counts.all)),
            ("part", _("a part to fill in ({count})").format(count=counts.marked or counts.shown)),
        ]

    def _meaning(self, what: str) -> str:
        if what != "part":
            return ""
        return _(
            "A workbook that a unit fills in and sends back; import it, and each cell is compared with what was sent."
        )

    @on(OneOf.Changed)
    def follow_choices(self) -> None:
        """A part is a workbook; the name that is proposed fits the choices."""
        is_part = self.field("what").text == "part"
        self.field("format").display = not is_part
        ending = self.ending()
        named = self.field("file").text
        if named in {"", self._proposed}:
            stem = _("part") if is_part else self.exportable.name
            self._proposed = file_name(stem, ending)
            self.propose("file", self._proposed)
        elif Path(named).suffix in FORMATS:
            self.field("file").put(str(Path(named).with_suffix(ending)))

    def ending(self) -> str:
        """That of the format; a part is a workbook."""
        return ".xlsx" if self.field("what").text == "part" else self.field("format").text

    def refusal(self, path: Path) -> str:
        """That no list is written in a format that the ending asks for."""
        fitting = [".xlsx"] if self.field("what").text == "part" else [*FORMATS]
        if path.suffix.casefold() in fitting:
            return ""
        return _("No list is written as {suffix}; the endings are {endings}.").format(
            suffix=visible(path.suffix), endings=" ".join(fitting)
        )

    def action_accept(self) -> None:
        """Answer; where the file exists, Enter once more writes over it."""
        path = self.target()
        if path is not None:
            self.finish(self._order(path))

    def _order(self, path: Path) -> ExportOrder:
        return ExportOrder(cast("What", self.field("what").text), path, force=path.exists())
