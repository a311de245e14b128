"""Evidence: files and links that show what was done. Source: docs/rules.md, "Evidence".

A file is read before the transaction begins, so that a large one holds up nobody; it may stay where it is, or be copied
into the ledger's evidence folder.
"""

import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from rectify.domain.facts import clean
from rectify.domain.problem import Evidence, Problem, Stamp
from rectify.errors import InvalidInput, LedgerUnavailable, Refused
from rectify.i18n import _, reason_of
from rectify.service.work import Work, working
from rectify.store import attached
from rectify.store.attached import EVIDENCE
from rectify.store.database import Ledger, instant
from rectify.store.problems import Change
from rectify.whole_file import growing

Progress = Callable[[int, int], None]
"""Called from time to time with the number of bytes read and the total; it may raise to cancel."""

_LINK = re.compile(r"(?i)(https?|ftp|sftp|file|smb)://\S.*")
_CHUNK = 1 << 20


def _ignore(_done: int, _total: int) -> None:
    """The progress that nobody follows."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where a ledger keeps its evidence. With it, a file can be read in another thread, without the ledger."""

    home: Path
    """The folder of the ledger."""
    copies: Path | None
    """The folder that files are copied to; None where they stay where they are."""
    ledger: Path
    """The ledger's own file."""


def shelf_of(ledger: Ledger) -> Shelf:
    """Where `ledger` keeps its evidence now."""
    home, folder = ledger.path.absolute().parent, ledger.facts.evidence_folder
    return Shelf(home, None if folder is None else home / folder, ledger.path)


def gather(
    shelf: Shelf,
    number: str,
    what: str,
    stamp: Stamp,
    *,
    note: str | None = None,
    progress: Progress = _ignore,
    made: list[Path] | None = None,
) -> Evidence:
    """Read what is to be evidence of the problem `number`: a path, or the address of a link.

    A file is copied where the shelf says so, and a copy that was not there before is added to `made`: `let_go` takes it
    away again when nothing comes of it. Raises InvalidInput for what is no readable file, LedgerUnavailable when it
    cannot be copied.
    """
    text, link, written = what.strip(), clean(what), clean(note or "") or None
    if not text:
        raise InvalidInput(_("Name a file or a link."))
    if _LINK.fullmatch(link):
        return Evidence("link", link, None, None, written, stamp.actor, instant(stamp.at))
    path = Path(text).expanduser()
    _require_file(path)
    if is_of_ledger(shelf.ledger, path):
        raise InvalidInput(_("{path} is the ledger itself; name another file.").format(path=path))
    if shelf.copies is None:
        kept = path.absolute()
        size, digest = measure_file(path, progress)
    else:
        folder = shelf.copies / _file_name(number)
        kept, size, digest, is_new = _copied(path, folder, progress)
        if is_new and made is not None:
            made.append(kept)
    return Evidence("file", _from_home(shelf.home, kept), size, digest, written, stamp.actor, instant(stamp.at))


def _require_file(path: Path) -> None:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        broken = path.is_symlink()
        reason = _("it is a link to nowhere") if broken else _("there is no such file")
        raise InvalidInput(_("{path} cannot be evidence: {reason}.").format(path=path, reason=reason)) from None
    except OSError as error:
        raise InvalidInput(
            _("{path} cannot be evidence: {reason}.").format(path=path, reason=reason_of(error))
        ) from error
    if stat.S_ISDIR(mode):
        raise InvalidInput(
            _("{path} cannot be evidence: {reason}.").format(path=path, reason=_("it is a folder; name a file"))
        )
    if not stat.S_ISREG(mode):
        raise InvalidInput(
            _("{path} cannot be evidence: {reason}.").format(path=path, reason=_("it is a device, not a file"))
        )


def is_of_ledger(ledger: Path, path: Path) -> bool:
    """Whether the file at `path` is the one of a ledger, or one that SQLite keeps beside it."""
    own = os.path.realpath(ledger)
    return os.path.realpath(path) in {own, f"{own}-wal", f"{own}-shm"}


def measure_file(path: Path, progress: Progress = _ignore) -> tuple[int, str]:
    """The size in bytes and the SHA-256 of a file, read in pieces. Raises InvalidInput if it cannot be read."""
    digest, done = hashlib.sha256(), 0
    for piece in _pieces(path, progress):
        digest.update(piece)
        done += len(piece)
    return done, digest.hexdigest()


def _pieces(path: Path, progress: Progress) -> Iterator[bytes]:
    done = 0
    try:
        with path.open("rb") as file:
            total = os.fstat(file.fileno()).st_size
            while piece := file.read(_CHUNK):
                yield piece
                done += len(piece)
                progress(done, total)
    except OSError as error:
        raise InvalidInput(
            _("{path} cannot be evidence: {reason}.").format(path=path, reason=reason_of(error))
        ) from error


def _copied(path: Path, folder: Path, progress: Progress) -> tuple[Path, int, str, bool]:
    """Copy the file into `folder`, under a name with its hash: where it is, its size and SHA-256, whether it is new."""
    digest, size = hashlib.sha256(), 0
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with growing(folder / "new") as copy:
            for piece in _pieces(path, progress):
                digest.update(piece)
                size += len(piece)
                copy.file.write(piece)
            target = _place_of(folder, digest.hexdigest(), _file_name(path.name))
            is_new = not target.exists()
            if is_new:
                copy.put(target)
        return target, size, digest.hexdigest(), is_new
    except OSError as error:  # of the copy: what cannot be read is InvalidInput by now
        raise LedgerUnavailable(
            _("{path} cannot be written: {reason}.").format(path=folder, reason=reason_of(error))
        ) from error
    finally:
        _leave(folder)


def _place_of(folder: Path, digest: str, name: str) -> Path:
    """The path for a file with this hash, which begins its name: a part of it, or all of it beside an altered copy."""
    short = folder / f"{digest[:8]}-{name}"
    is_free = not short.exists() or measure_file(short)[1] == digest
    return short if is_free else folder / f"{digest}-{name}"


def _leave(folder: Path) -> None:
    """Remove the folder of a problem if it holds no copy."""
    with suppress(OSError):  # there is more in it
        folder.rmdir()


def let_go(ledger: Ledger, made: Sequence[Path]) -> None:
    """Delete the copies in `made` that no evidence refers to: the change that they were made for was refused."""
    if not made:
        return
    home = shelf_of(ledger).home
    with ledger.reading() as connection:
        used = attached.paths_in_use(connection, [_from_home(home, path) for path in made])
    for path in made:
        if _from_home(home, path) not in used:
            with suppress(OSError):
                path.unlink(missing_ok=True)
            _leave(path.parent)


@contextmanager
def copying(ledger: Ledger) -> Iterator[list[Path]]:
    """Collect the copies made inside; at the end, delete those that no evidence refers to."""
    made: list[Path] = []
    try:
        yield made
    finally:
        with suppress(LedgerUnavailable):  # why it ended is told; the copy stays
            let_go(ledger, made)


def _file_name(text: str) -> str:
    # What a user typed never leads out of the folder.
    return re.sub(r"[^\w.\-]+", "_", text).strip(".") or "_"


def _from_home(home: Path, path: Path) -> str:
    """The path as it is stored: relative to the ledger's folder if it lies below, so that both can move together."""
    return str(path.relative_to(home)) if path.is_relative_to(home) else str(path)


def place_of(ledger: Ledger, evidence: Evidence) -> Path:
    """Where a file of evidence should be."""
    return ledger.path.absolute().parent / evidence.path


def is_evidence(ledger: Ledger, path: Path) -> bool:
    """Whether the file at `path` is evidence of a problem, by its own name or by that of a link to it."""
    home = shelf_of(ledger).home
    names = {
        _from_home(home, path.absolute()),
        _from_home(home, path.resolve()),
        _from_home(home.resolve(), path.resolve()),
    }
    with ledger.reading() as connection:
        return bool(attached.paths_in_use(connection, sorted(names)))


def add_evidence(ledger: Ledger, number: str, pieces: Sequence[Evidence], stamp: Stamp) -> Problem:
    """Add a file or link to a problem. Raises Refused if the problem has it already."""
    with working(ledger, stamp) as work:
        problem = work.problems([number])[0]
        change = Change(problem, {}, note=pieces[0].note, lists=with_pieces(problem, pieces, work))
        return work.change("evidence", [change])[0]


def with_pieces(problem: Problem, pieces: Sequence[Evidence], work: Work) -> dict[str, list[attached.Entry]]:
    """The evidence of a problem with `pieces` appended. Raises Refused if it has the same file or link already."""
    there = attached.read(work.recorder.connection, EVIDENCE, [problem.id]).get(problem.id, [])
    known = {(each.path, each.sha256) for each in there}
    for piece in pieces:
        if (piece.path, piece.sha256) in known:
            raise Refused(_("{number} has {path} as evidence already.").format(number=problem.number, path=piece.path))
    return {EVIDENCE.name: [*there, *pieces]}
