"""Print the workbooks that rectify writes to the pictures of this folder: `python docs/pictures/workbook.py`.

Needs LibreOffice Calc, pdftoppm and a Chinese font (Debian: libreoffice-calc, poppler-utils, fonts-noto-cjk). It is the
sample ledger of today, as LibreOffice prints it. `--all FOLDER` keeps every page and file there instead.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
DOTS_PER_INCH = 85


@dataclass(frozen=True)
class Book:
    """One workbook, and the pages of it that are shown, by language."""

    name: str
    command: tuple[str, ...]
    pages: tuple[tuple[str, int], ...] = ()


BOOKS = (
    Book("workbook-list", ("export",), (("zh", 2),)),
    Book("workbook-overdue", ("overdue", "--format", "xlsx", "--output"), (("en", 1),)),
)


def printed(book: Book, language: str, folder: Path) -> list[Path]:
    """Every page of the workbook as a picture, as LibreOffice prints it."""
    path = folder / f"{book.name}-{language}.xlsx"
    start = (sys.executable, "-m", "rectify", "--demo", "--lang", language, "--actor", "Wang Lan")
    subprocess.run((*start, *book.command, path), check=True, stdout=subprocess.DEVNULL)
    options = ("--headless", f"-env:UserInstallation={(folder / 'user').as_uri()}", "--convert-to", "pdf")
    subprocess.run(("soffice", *options, "--outdir", folder, path), check=True, capture_output=True, timeout=300)
    page = folder / path.stem
    subprocess.run(("pdftoppm", "-png", "-r", str(DOTS_PER_INCH), path.with_suffix(".pdf"), page), check=True)
    return sorted(folder.glob(f"{path.stem}-*.png"))


def main() -> None:
    """Print all of it in both languages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="keep every page and every file here")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.all or Path(temporary)
        for book in BOOKS:
            for language in ("en", "zh"):
                pages = printed(book, language, folder)
                for shown, number in () if asked.all else book.pages:
                    if shown == language:
                        target = FOLDER / f"{book.name}-{language}.png"
                        shutil.copy(pages[number - 1], target)
                        print(target, target.stat().st_size)


if __name__ == "__main__":
    main()
