"""The file of rejected rows, written beside the imported one, to be corrected and imported."""

import csv
import io
import os
from collections.abc import Sequence
from itertools import count
from pathlib import Path

from rectify.domain.formula_guard import guarded
from rectify.errors import LedgerUnavailable
from rectify.i18n import _, reason_of
from rectify.transfer.headers.layout import REASON
from rectify.transfer.outcome import Rejected
from rectify.transfer.read.mark import NAME as MARKED
from rectify.transfer.read.mark import Mark, as_cell


def write_rejected(path: Path, columns: Sequence[str], rejected: Sequence[Rejected], mark: Mark | None = None) -> Path:
    """Write the rows with their reasons beside the file at `path`, as CSV that spreadsheets open; returns where.

    Each has the `mark` of its file, so that it is still known for what it is when it comes again. A file that is there
    already is never replaced. Raises LedgerUnavailable, which names the file, when it cannot be written.
    """
    heads, marks = ((), ()) if mark is None else ((MARKED,), (as_cell(mark),))
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(map(guarded, (*columns, REASON, *heads)))
    for row in rejected:
        cells = (row.values.get(column, "") for column in columns)
        writer.writerow(map(guarded, (*cells, row.reason, *marks)))
    content = text.getvalue().encode("utf-8-sig", "surrogatepass")
    for position in count(1):
        ending = "rejected" if position == 1 else f"rejected-{position}"
        beside = path.with_name(f"{path.stem}.{ending}.csv")
        try:
            _create(beside, content)
        except FileExistsError:
            continue
        except OSError as error:
            raise LedgerUnavailable(
                _("{path} cannot be written: {error}").format(path=beside, error=reason_of(error))
            ) from error
        return beside
    raise AssertionError  # counting never ends


def _create(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        try:
            file.write(content)
            file.flush()
        except OSError:
            path.unlink()
            raise
