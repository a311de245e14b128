"""What to print, how it is grouped, and where it goes."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from textual import on
from textual.app import ComposeResult

from rectify.i18n import _
from rectify.tui.fields import Field, Line, OneOf
from rectify.tui.frame import Form

Printed = Literal["overdue", "shown"]
Grouping = Literal["unit", "owner"]
Format = Literal["text", "md"]

SUFFIXES = {"text": ".txt", "md": ".md"}


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """A list to print."""

    report: Printed
    by: Grouping | None
    format: Format
    target: Path | None
    """The file; None is the screen."""


class PrintDialog(Form[PrintOrder]):
    """What to print and where to. Its result is the order, or None."""

    def __init__(self, shown: int, overdue: int, folder: Path) -> None:
        """`shown` and `overdue` count the problems of each list; `folder` is where a file goes that names no other."""
        super().__init__()
        self.shown = shown
        self.overdue = overdue
        self.folder = folder
        self._proposed = "overdue.txt"

    def heading(self) -> str:
        """That something is printed."""
        return _("Print")

    def body(self) -> ComposeResult:
        """The choices, and the file."""
        lists = [
            ("overdue", _("overdue ({count})").format(count=self.overdue)),
            ("shown", _("the list shown ({count})").format(count=self.shown)),
        ]
        yield Field("report", _("List"), OneOf(lists))
        yield Field("by", _("Grouped by"), OneOf([("unit", _("unit")), ("owner", _("owner")), ("", _("nothing"))]))
        yield Field("format", _("Format"), OneOf([("text", _("plain text")), ("md", "Markdown")]))
        yield Field("target", _("To"), OneOf([("screen", _("the screen")), ("file", _("a file"))]))
        yield Field("file", _("File"), Line(self._proposed), read=self._whole_path)

    def on_mount(self) -> None:
        """The file is asked for only when there will be one."""
        self.follow_choices()

    @on(OneOf.Changed)
    def follow_choices(self) -> None:
        """Ask for the file when there will be one, and propose a name that fits."""
        self.field("file").display = self.field("target").text == "file"
        proposed = self.field("report").text + SUFFIXES[self.field("format").text]
        line = self.field("file").query_one(Line)
        if line.value == self._proposed:
            line.value = proposed
        self._proposed = proposed

    def action_accept(self) -> None:
        """Answer, unless a file is wanted and none is named."""
        to_file = self.field("target").text == "file"
        name = self.text_of("file")
        if to_file and name is None:
            self.complain("file", _("Name the file."))
            return
        self.finish(
            PrintOrder(
                cast("Printed", self.field("report").text),
                cast("Grouping | None", self.field("by").text or None),
                cast("Format", self.field("format").text),
                self._path(name) if to_file and name else None,
            )
        )

    def _path(self, name: str) -> Path:
        return self.folder / Path(name).expanduser()

    def _whole_path(self, name: str) -> str:
        return str(self._path(name.strip())) if name.strip() else ""
