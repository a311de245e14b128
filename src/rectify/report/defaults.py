"""How somebody is used to print, from the config file. Source: docs/config.md, "Print"."""

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
"""The cells of a line of text, at least and at most."""

BY_PROGRAMS = frozenset({"csv", "json"})
"""The formats that programs read, which are grouped only where that is asked for."""


class PrintDefaults(NamedTuple):
    """What stands for an option that is not given; None leaves it to the report."""

    format: Format | None = None
    by: Grouping | None = None
    folder: Path | None = None
    """Where a file goes that names no folder."""
    width: int | None = None
    """Cells of a line of text that goes to a file, a pipe or a printer."""

    def grouping(self, format: Format) -> Grouping | None:
        """What a list in `format` is grouped by."""
        return None if format in BY_PROGRAMS else self.by


AS_USUAL = PrintDefaults()


def print_defaults(config: Config, faults: list[str]) -> PrintDefaults:
    """What `config` says of printing; everything wrong with it is added to `faults`."""
    return PrintDefaults(**read_section(config.section("print"), _READERS, faults))


def _folder(entry: "Entry") -> Path:
    """A folder, from that of the config file on."""
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
