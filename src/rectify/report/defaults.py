"""The user's defaults of printing, from the config file. Source: docs/config.md, "Print"."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rectify.config import Config, Reader, one_of, read_section
from rectify.errors import InvalidInput
from rectify.i18n import _
from rectify.report.formats import FORMATS, Format
from rectify.report.report import GROUPINGS, Grouping

if TYPE_CHECKING:
    from rectify.toml_file import Entry

NARROWEST, WIDEST = 40, 400
"""The least and the greatest width of a text."""

BY_PROGRAMS = frozenset({"csv", "json"})
"""The formats for programs, which are grouped only on request."""


class PrintDefaults(NamedTuple):
    """The values of options that are not given; None leaves it to the report."""

    format: Format | None = None
    by: Grouping | None = None
    folder: Path | None = None
    """The folder for files whose name has none."""
    width: int | None = None
    """Cells of a line of text that goes to a file, a pipe or a printer."""

    def grouping(self, format: Format) -> Grouping | None:
        """The grouping of a list in `format`."""
        return None if format in BY_PROGRAMS else self.by


AS_USUAL = PrintDefaults()


def print_defaults(config: Config, faults: list[str]) -> PrintDefaults:
    """The section of printing in `config`; every fault in it is added to `faults`."""
    return PrintDefaults(**read_section(config.section("print"), _READERS, faults))


def _folder(entry: "Entry") -> Path:
    """A folder, relative to that of the config file."""
    if not isinstance(entry.value, str) or not entry.value.strip():
        raise InvalidInput(_("it must be the path of a folder"))
    try:
        return entry.place.file.path.parent / Path(entry.value).expanduser()
    except RuntimeError as error:
        raise InvalidInput(_("the home folder in {value} is unknown").format(value=entry.value)) from error


def _width(entry: "Entry") -> int:
    return read_width(entry.value)


def read_width(value: object) -> int:
    """A number of cells. Raises InvalidInput."""
    if not isinstance(value, int) or isinstance(value, bool) or not NARROWEST <= value <= WIDEST:
        raise InvalidInput(_("it must be a number from {least} to {most}").format(least=NARROWEST, most=WIDEST))
    return value


_READERS: dict[str, Reader] = {
    "format": one_of(FORMATS),
    "by": one_of(GROUPINGS),
    "folder": _folder,
    "width": _width,
}
"""The keys of the table [print]."""

KEYS = tuple(_READERS)
