"""The formats that a list is written in. Source: docs/commands.md, "Output"."""

from pathlib import Path
from typing import Literal, get_args

from rectify.errors import InvalidInput
from rectify.i18n import _

TextFormat = Literal["text", "csv", "json", "md", "html"]
Format = Literal["text", "csv", "json", "md", "html", "xlsx"]
FORMATS: tuple[Format, ...] = get_args(Format)
"""The formats of a list; all but a workbook are text."""

_SUFFIXES: dict[str, Format] = {
    ".txt": "text",
    ".csv": "csv",
    ".json": "json",
    ".md": "md",
    ".html": "html",
    ".htm": "html",
    ".xlsx": "xlsx",
}
_FOREIGN = frozenset({".xls", ".ods", ".pdf", ".docx", ".doc"})


def suffix_format(path: Path) -> Format | None:
    """The format that the ending of a file name asks for; None if it asks for none.

    Raises InvalidInput for a format in which lists are not written.
    """
    suffix = path.suffix.lower()
    if suffix in _FOREIGN:
        raise InvalidInput(
            _("A list is not written as {suffix}; choose one of {formats}.").format(
                suffix=suffix, formats=", ".join(FORMATS)
            )
        )
    return _SUFFIXES.get(suffix)
