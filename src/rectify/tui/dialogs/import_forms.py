"""The forms of the import wizard: which file, which sheet, what a column means."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, OptionList

from rectify.domain.columns import BY_NAME, COLUMNS
from rectify.i18n import _
from rectify.report.lettering import visible
from rectify.transfer.order import ImportOrder
from rectify.transfer.outcome import ColumnMatch
from rectify.tui.controls.completions import MOST_NAMES, Completions
from rectify.tui.controls.fields import Field, NameLine
from rectify.tui.dialogs.file_form import FileForm
from rectify.tui.dialogs.frame import Menu, Picker

LEFT_OUT = "-"
AS_FOUND = ""
_MOST_FILES = 2000
"""Of a folder with more than these only the first are offered."""

_LISTS = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".txt", ".json", ".jsonl", ".ics"})
"""The endings of files that hold lists; others can be typed all the same."""


class FileLine(NameLine):
    """A line that offers the files of the folder that is being typed."""

    def __init__(self, folder: Path, placeholder: str = "") -> None:
        super().__init__(names=_files(folder, ""), placeholder=placeholder)
        self.folder = folder
        self.completions = Completions(self.take, _last_part)

    def take(self, name: str) -> None:
        """Put a file into the line, or a folder, and then offer what that holds."""
        super().take(name)
        if name.endswith("/"):
            self.look_around()
            self.completions.offer(self.names[:MOST_NAMES], self)

    @on(Input.Changed)
    def look_around(self) -> None:
        """Offer what the folder holds that is being typed."""
        self.names = tuple(_files(self.folder, self.value))


def _last_part(path: str) -> str:
    """The file or the folder alone: those before it stand in the line already."""
    return visible(path[path.rstrip("/").rfind("/") + 1 :])


def _files(folder: Path, typed: str) -> Iterator[str]:
    """The lists and folders beside what is typed, as they would be typed: folders first, hidden ones left out."""
    head = typed[: typed.rfind("/") + 1]
    try:
        found = sorted((folder / Path(head).expanduser()).iterdir(), key=lambda path: (path.is_file(), path.name))
    except OSError:
        return
    fitting = [path for path in found if not path.name.startswith(".")]
    for path in fitting[:_MOST_FILES]:
        if path.is_dir():
            yield f"{head}{path.name}/"
        elif path.suffix.casefold() in _LISTS:
            yield f"{head}{path.name}"


class ImportForm(FileForm[ImportOrder]):
    """Which file to import, and where its problems come from."""

    def __init__(self, folder: Path, sources: Sequence[str] = ()) -> None:
        super().__init__(folder)
        self.sources = tuple(sources)

    def heading(self) -> str:
        """That a file is imported."""
        return _("Import")

    def body(self) -> ComposeResult:
        """The file, the source."""
        samples = _("a workbook, a CSV, a JSON file")
        yield Field("file", _("File"), FileLine(self.folder, samples), read=self.whole_path)
        source = NameLine(names=self.sources, placeholder=_("for rows that name none"))
        yield Field("source", _("Source"), source)

    def action_accept(self) -> None:
        """Answer, if the file can be opened."""
        path = self.named()
        if path is not None and not path.is_file():
            self.complain("file", _("There is no file {path}.").format(path=visible(str(path))))
        elif path is not None:
            self.finish(ImportOrder(path, self.text_of("source")))


class SheetPicker(Picker[str]):
    """Which of several sheets is the list."""

    def __init__(self, sheets: Sequence[str]) -> None:
        super().__init__()
        self.sheets = tuple(sheets)

    def heading(self) -> str:
        """What is asked."""
        return _("Which sheet holds the list?")

    def body(self) -> ComposeResult:
        """The sheets."""
        yield Menu(Content(visible(sheet)) for sheet in self.sheets)

    @on(OptionList.OptionSelected)
    def pick(self, event: OptionList.OptionSelected) -> None:
        """Answer with the sheet."""
        self.finish(self.sheets[event.option_index])


class FieldPicker(Picker[str]):
    """What a column means: a field, "-" to leave it out, "" for what it was found to be."""

    def __init__(self, match: ColumnMatch, *, wants_title: bool = False) -> None:
        """`wants_title`: whether it is asked because no column is the title of the problem yet."""
        super().__init__()
        self.match = match
        self.wants_title = wants_title
        fields = [(column.name, _(column.heading)) for column in COLUMNS if column.imported]
        others = [("measure", _("Measures")), (LEFT_OUT, _("Leave the column out")), (AS_FOUND, _("As it was found"))]
        self.choices = [*_orders(match), *fields, *others]

    def heading(self) -> str:
        """Whose meaning it is."""
        return _("{column} is read as").format(column=visible(self.match.column))

    def body(self) -> ComposeResult:
        """The fields, the present one under the cursor, or the one that is wanted."""
        menu = Menu(Content(label) for _value, label in self.choices)
        values = [value for value, _label in self.choices]
        present = LEFT_OUT if self.match.how in {"ignored", "own"} else self.match.field or AS_FOUND
        wanted = "title" if self.wants_title else present
        menu.highlighted = values.index(wanted) if wanted in values else 0
        yield menu

    @on(OptionList.OptionSelected)
    def pick(self, event: OptionList.OptionSelected) -> None:
        """Answer with the field."""
        self.finish(self.choices[event.option_index][0])


def _orders(match: ColumnMatch) -> Iterator[tuple[str, str]]:
    """For a column of days, the orders that they may be written in."""
    column = BY_NAME.get(match.field or "")
    if column is not None and column.kind in {"date", "due"}:
        heading = _(column.heading)
        yield f"{column.name}:dmy", _("{field}, the day before the month").format(field=heading)
        yield f"{column.name}:mdy", _("{field}, the month before the day").format(field=heading)
