"""Print what is printed to the pictures of this folder: `python docs/pictures/paper.py`.

Needs chromium, pdftoppm and a Chinese font (Debian: chromium, poppler-utils, fonts-noto-cjk). Each shows the sample
ledger of today, as Chromium prints it to A4.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
UNIT = "Pear Orchard Village"
DOTS_PER_INCH = 110


@dataclass(frozen=True)
class Paper:
    """One thing to print, and the pages of it that are shown."""

    name: str
    command: tuple[str, ...]
    pages: tuple[int, ...] = (1,)


PAPERS = (
    Paper("overdue", ("overdue",), (1, 2)),
    Paper("slip", ("slip", UNIT, "--note", "Please bring the key register / 请携带钥匙登记簿")),
    Paper("record", ("show", "2026-0003")),
    Paper("figures", ("figures", "--by", "unit")),
)


def printed(paper: Paper, language: str, folder: Path) -> Iterator[Path]:
    """The pictures of the pages that are shown, as Chromium prints them."""
    page, pdf = folder / "page.html", folder / "page.pdf"
    start = (sys.executable, "-m", "rectify", "--demo", "--lang", language, "--actor", "Wang Lan")
    subprocess.run((*start, *paper.command, "--format", "html", "--output", page), check=True)
    options = (
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-pdf-header-footer",
        f"--user-data-dir={folder}/user",
    )
    subprocess.run(
        ("chromium", *options, f"--print-to-pdf={pdf}", page.as_uri()), check=True, capture_output=True, timeout=120
    )
    for number in paper.pages:
        picture = folder / f"{paper.name}-{number}"
        place = ("-f", str(number), "-l", str(number), "-singlefile")
        subprocess.run(("pdftoppm", "-png", "-r", str(DOTS_PER_INCH), *place, pdf, picture), check=True)
        yield picture.with_suffix(".png")


def main() -> None:
    """Print all of it in both languages."""
    for language in ("en", "zh"):
        for paper in PAPERS:
            with tempfile.TemporaryDirectory() as folder:
                for number, picture in enumerate(printed(paper, language, Path(folder)), 1):
                    target = FOLDER / f"{paper.name}-{language}{f'-{number}' if len(paper.pages) > 1 else ''}.png"
                    shutil.copy(picture, target)
                    print(target, target.stat().st_size)


if __name__ == "__main__":
    main()
