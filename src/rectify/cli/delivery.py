"""Where a report goes: to stdout, or to a file."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from rectify.cli import output
from rectify.cli.session import Session
from rectify.report.faces import write_file
from rectify.report.formats import Format, suffix_format

if TYPE_CHECKING:
    from rectify.service.printing import Printed, PrintOrder


def format_of(face: Format | None, file: Path | None) -> Format:
    """The format that was asked for; else the one that the ending of the file names; else text."""
    return face or (suffix_format(file) if file else None) or "text"


def width_of(session: Session, file: Path | None) -> int:
    """The width of a text in cells: that of the terminal, or of paper."""
    paper = session.print_defaults.width or output.PAPER
    return paper if file else output.width(paper)


def list_format(session: Session, face: Format | None, file: Path | None) -> Format:
    """As `format_of`, but the config file's format comes before text; a workbook only if a file is named."""
    usual = session.print_defaults.format
    if face or usual is None or (file and suffix_format(file)) or (usual == "xlsx" and not file):
        return format_of(face, file)
    return usual


def deliver(session: Session, order: "PrintOrder", file: Path | None, told: Callable[["Printed"], str]) -> "Printed":
    """Make the report that is ordered; print it, or write it to the file and report that with the sentence `told`.

    Raises InvalidInput where the ledger depends on the file.
    """
    from rectify.service.printing import print_report

    if file is None:
        printed = print_report(session.ledger, order, session.stamp)
        if isinstance(printed.body, bytes):
            output.emit_bytes(printed.body)
        else:
            output.emit(printed.body)
        return printed
    target = checked(session, file)
    printed = print_report(session.ledger, order, session.stamp, lambda made: write_file(made.content, target))
    output.tell(told(printed))
    return printed


def hand_over(session: Session, text: str, file: Path | None, told: str) -> None:
    """Print a text, or write it to the file and report that with the sentence `told`."""
    if file is None:
        output.emit(text)
    else:
        write_file(text.encode(), checked(session, file))
        output.tell(told)


def checked(session: Session, file: Path) -> Path:
    """The file to write to. Raises InvalidInput if the ledger depends on it."""
    from rectify.service.overwriting import require_free

    require_free(session.ledger, file)
    return file
