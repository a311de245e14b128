"""Writing to a path that a user named: whole or not at all, and over another file only with leave."""

import shutil
from pathlib import Path

from rectify.errors import LedgerUnavailable, Refused
from rectify.i18n import _, reason_of
from rectify.whole_file import growing


def place(path: Path, content: bytes, *, force: bool) -> None:
    """Put `content` at `path`: a new file is readable as the user's new files are, one that takes the place of
    another as that was; a device or a pipe is written to.

    Raises Refused when there is a file already, unless `force` puts the new one in its place; LedgerUnavailable, which
    names the file and leaves the old one as it is, when it cannot be written.
    """
    try:
        target = path.resolve()
        if target.exists() and not target.is_file():
            target.write_bytes(content)
        else:
            _place(target, content, force)
    except FileExistsError:
        raise refused(path) from None
    except (OSError, RuntimeError, ValueError) as error:
        raise LedgerUnavailable(
            _("{path} cannot be written: {error}").format(path=path, error=reason_of(error))
        ) from error


def refused(path: Path) -> Refused:
    """The refusal to overwrite a file."""
    return Refused(_("{path} exists already; --force writes over it.").format(path=path))


def _place(target: Path, content: bytes, force: bool) -> None:
    if target.exists() and not force:
        raise FileExistsError
    with growing(target, mode=0o666) as made:
        if target.exists():
            shutil.copymode(target, made.path)
        made.file.write(content)
        made.put(target, over=force)
