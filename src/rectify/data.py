"""The files that come with the program: holiday tables and the sample ledger, whose source is `data/`."""

from pathlib import Path

from rectify.errors import RectifyError
from rectify.i18n import _

_INSTALLED = Path(__file__).parent / "_data"
_CHECKOUT = Path(__file__).parents[2] / "data"


def path_of(name: str) -> Path:
    """Where the file `name` of `data/` lies: inside the installed package, else in the checkout.

    Raises RectifyError when it is in neither place.
    """
    for folder in (_INSTALLED, _CHECKOUT):
        path = folder / name
        if path.exists():
            return path
    raise RectifyError(_("The program's own file {name} is missing; install rectify again.").format(name=name))


def text_of(name: str) -> str:
    """The text of the file `name` of `data/`, read as UTF-8. Raises RectifyError when it is missing or unreadable."""
    path = path_of(name)
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RectifyError(_("{path} cannot be read: {error}").format(path=path, error=error)) from error
