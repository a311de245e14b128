"""The base of forms that name a file: its path, its ending, and whether a file is overwritten."""

import re
from pathlib import Path

from textual import on
from textual.widgets import Input

from rectify.i18n import N_, _
from rectify.report.formats import Format
from rectify.report.lettering import visible
from rectify.tui.dialogs.form import Form
from rectify.tui.dialogs.frame import ResultT

SUFFIXES: dict[Format, str] = {
    "text": ".txt",
    "md": ".md",
    "html": ".html",
    "csv": ".csv",
    "json": ".json",
    "xlsx": ".xlsx",
}
FORMAT_LABELS: dict[Format, str] = {
    "text": N_("plain text"),
    "md": "Markdown",
    "html": N_("for paper (HTML)"),
    "csv": "CSV",
    "json": "JSON",
    "xlsx": "Excel",
}
"""The formats in the order in which they are offered."""

_UNFIT = re.compile(r"[^\w.-]+")
_ENDING = re.compile(r"\.[a-z][a-z0-9]{0,4}$", re.IGNORECASE)
"""What says of a name which format it is of; ".11" and ".稿" belong to the name."""


def file_name(stem: str, ending: str) -> str:
    """A name for a file that any system takes."""
    return (_UNFIT.sub("-", stem).strip("-") or "rectify") + ending


class FileForm(Form[ResultT]):
    """A form with a field "file"; one that names no folder is in `folder`, one without an ending gets it."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self._overwritten: Path | None = None
        """The file that exists, and that the next Enter writes over."""

    def ending(self) -> str:
        """The ending of a file that is named without one."""
        return ""

    def path(self, name: str) -> Path:
        """The file that is called `name`."""
        path = self.folder / Path(name).expanduser()
        return path if _ENDING.search(path.name) or path.is_dir() else path.with_name(path.name + self.ending())

    def whole_path(self, name: str) -> str:
        """The same, to be read beside what is typed."""
        return visible(str(self.path(name.strip()))) if name.strip() else ""

    def named(self) -> Path | None:
        """The file that is named; None where none is, and that is said."""
        name = self.text_of("file")
        if name is None:
            self.complain("file", _("Name the file."))
        return None if name is None else self.path(name)

    def target(self) -> Path | None:
        """The file to write; None where there can be none, or one is there and was not confirmed, and that is said."""
        path = self.named()
        if path is not None and (reason := self._unfit(path)):
            self.complain("file", reason)
            return None
        if path is not None and path.exists() and path != self._overwritten:
            self.complain("file", _("It exists already. Enter again writes over it."))
            self._overwritten = path
            return None
        return path

    def _unfit(self, path: Path) -> str:
        """Why no file can be written there."""
        if path.is_dir():
            return _("It is a folder; name a file.")
        if not path.parent.is_dir():
            return _("There is no folder {path}.").format(path=visible(str(path.parent)))
        return self.refusal(path)

    def refusal(self, path: Path) -> str:
        """Why no file of such a name is written; nothing where every name will do."""
        return ""

    @on(Input.Changed)
    def forget_overwriting(self) -> None:
        """Another file is another question."""
        self._overwritten = None
