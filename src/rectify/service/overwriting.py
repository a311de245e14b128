"""The files that must not be overwritten, because the ledger depends on them. Source: docs/printing.md."""

from pathlib import Path

from rectify.errors import InvalidInput
from rectify.i18n import _
from rectify.service.evidence import is_evidence, is_of_ledger
from rectify.store import files
from rectify.store.database import Ledger


def require_free(ledger: Ledger, path: Path) -> None:
    """Raise InvalidInput if `path` is the ledger itself, evidence of it, or a file that was imported into it."""
    if is_of_ledger(ledger.path, path):
        raise InvalidInput(_("{path} is the ledger itself; name another file.").format(path=path))
    if not path.exists():
        return
    if is_evidence(ledger, path):
        raise InvalidInput(_("{path} is evidence in this ledger; name another file.").format(path=path))
    with ledger.reading() as connection:
        if files.is_imported(connection, str(path.resolve())):
            raise InvalidInput(_("{path} was imported into this ledger; name another file.").format(path=path))
