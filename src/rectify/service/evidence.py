"""Evidence: files and links that show what was done. Source: docs/rules.md, "Evidence".

A file is read before the transaction begins, so that a large one holds up nobody; it may stay where it is, or be copied
into the ledger's evidence folder.
"""

import hashlib
import os
import re
import secrets
import stat
from collections.abc import Callable, Sequence
from pathlib import Path

from rectify.domain.facts import clean
from rectify.domain.problem import Evidence, Problem, Stamp
from rectify.errors import InvalidInput, LedgerUnavailable, Refused
from rectify.i18n import _
from rectify.service.changes import working
from rectify.store import attached, problems
from rectify.store.attached import EVIDENCE
from rectify.store.database import Ledger, instant
from rectify.store.problems import Change

Progress = Callable[[int, int], None]
"""Called now and then with how many bytes of how many are read; it may raise to cancel."""

_LINK = re.compile(r"(?i)(https?|ftp|sftp|file|smb)://\S+")
_CHUNK = 1 << 20


def _ignore(_done: int, _total: int) -> None:
    """Nobody watches."""


def gather(
    ledger: Ledger, number: str, what: str, stamp: Stamp, *, note: str | None = None, progress: Progress = _ignore
) -> Evidence:
    """Read what is to be evidence of the problem `number`: a path, or the address of a link.

    A file is copied first where the ledger says so. Raises InvalidInput for what is no readable file, LedgerUnavailable
    when it cannot be copied.
    """
    text, written = what.strip(), clean(note or "") or None
    if not text:
        raise InvalidInput(_("Name a file or a link."))
    if _LINK.fullmatch(text):
        return Evidence("link", text, None, None, written, stamp.actor, instant(stamp))
    path = Path(text).expanduser()
    _require_file(path)
    size, digest = measure_file(path, progress)
    kept = _kept(ledger, number, path, digest)
    return Evidence("file", _from_ledger(ledger, kept), size, digest, written, stamp.actor, instant(stamp))


def _require_file(path: Path) -> None:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        broken = path.is_symlink()
        reason = _("it is a link to nowhere") if broken else _("there is no such file")
        raise InvalidInput(_("{path} cannot be evidence: {reason}.").format(path=path, reason=reason)) from None
    except OSError as error:
        raise InvalidInput(
            _("{path} cannot be evidence: {reason}.").format(path=path, reason=error.strerror)
        ) from error
    if stat.S_ISDIR(mode):
        raise InvalidInput(
            _("{path} cannot be evidence: {reason}.").format(path=path, reason=_("it is a folder; name a file"))
        )
    if not stat.S_ISREG(mode):
        raise InvalidInput(
            _("{path} cannot be evidence: {reason}.").format(path=path, reason=_("it is a device, not a file"))
        )


def measure_file(path: Path, progress: Progress = _ignore) -> tuple[int, str]:
    """The size in bytes and the SHA-256 of a file, read piece by piece. Raises InvalidInput when it cannot be read."""
    digest, done = hashlib.sha256(), 0
    try:
        with path.open("rb") as file:
            total = os.fstat(file.fileno()).st_size
            while piece := file.read(_CHUNK):
                digest.update(piece)
                done += len(piece)
                progress(done, total)
    except OSError as error:
        raise InvalidInput(
            _("{path} cannot be evidence: {reason}.").format(path=path, reason=error.strerror)
        ) from error
    return done, digest.hexdigest()


def _kept(ledger: Ledger, number: str, path: Path, digest: str) -> Path:
    """Where the file is kept: where it is, or as a copy in the evidence folder under the problem's number."""
    if ledger.facts.evidence_folder is None:
        return path.absolute()
    folder = ledger.path.absolute().parent / ledger.facts.evidence_folder / _file_name(number)
    target = folder / f"{digest[:8]}-{_file_name(path.name)}"
    if target.exists():
        return target
    draft = folder / f".{secrets.token_hex(4)}.new"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _copy(path, draft)
        draft.replace(target)
    except OSError as error:
        raise LedgerUnavailable(
            _("{path} cannot be written: {reason}.").format(path=target, reason=error.strerror)
        ) from error
    finally:
        draft.unlink(missing_ok=True)
    return target


def _copy(path: Path, draft: Path) -> None:
    with path.open("rb") as source, open(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as copy:  # noqa: PTH123
        while piece := source.read(_CHUNK):
            copy.write(piece)
        copy.flush()
        os.fsync(copy.fileno())


def _file_name(text: str) -> str:
    # What a user typed never leads out of the folder.
    return re.sub(r"[^\w.\-]+", "_", text).strip(".") or "_"


def _from_ledger(ledger: Ledger, path: Path) -> str:
    """The path as it is kept: from the ledger's folder where the file lies below it, so that both can move together."""
    home = ledger.path.absolute().parent
    return str(path.relative_to(home)) if path.is_relative_to(home) else str(path)


def place_of(ledger: Ledger, evidence: Evidence) -> Path:
    """Where a file of evidence should be."""
    return ledger.path.absolute().parent / evidence.path


def add_evidence(ledger: Ledger, number: str, pieces: Sequence[Evidence], stamp: Stamp) -> Problem:
    """Add what was gathered to a problem. Raises Refused when it has the same file or link already."""
    with working(ledger, stamp) as work:
        problem = work.problems([number])[0]
        there: list[Evidence] = attached.read(work.recorder.connection, EVIDENCE, [problem.id]).get(problem.id, [])
        for piece in pieces:
            if any((each.path, each.sha256) == (piece.path, piece.sha256) for each in there):
                raise Refused(
                    _("{number} has {path} as evidence already.").format(number=problem.number, path=piece.path)
                )
        change = Change(problem, {}, note=pieces[0].note, lists={EVIDENCE.name: [*there, *pieces]})
        return work.after(problems.change(work.recorder, work.names, "evidence", [change]))[0]
