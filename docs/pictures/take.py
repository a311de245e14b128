"""Take the pictures of this folder from the real program: `python docs/pictures/take.py`.

Needs rsvg-convert (Debian: librsvg2-bin) and a Chinese font (fonts-noto-cjk). Each shows the sample ledger of today.
"""

import asyncio
import re
import subprocess
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from rectify.i18n import use_language
from rectify.service import demo
from rectify.tui.desk import Desk
from rectify.tui.rectify_app import RectifyApp

FOLDER = Path(__file__).parent
CELL = 12.2
"""The width of a column in Textual's drawings."""

PICTURES: tuple[tuple[str, str, tuple[int, int], tuple[str, ...]], ...] = (("main", "en", (120, 36), ("2", "j", "j")),)
"""The name, the language, the columns and lines, and the keys that lead there."""


async def take(name: str, language: str, size: tuple[int, int], keys: Sequence[str]) -> None:
    """Take one picture."""
    use_language(language)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sample.db"
        demo.create(path, datetime.now(UTC)).close()
        app = RectifyApp(Desk.at(path, "Wang Lan", lambda: datetime.now(UTC)))
        async with app.run_test(size=size) as pilot:
            await settle(app, pilot)
            for key in keys:
                await pilot.press(key)
                await settle(app, pilot)
            drawing = Path(folder) / f"{name}.svg"
            drawing.write_text(unpadded(app.export_screenshot(title="rectify")), encoding="utf-8")
        app.desk.close()
        target = FOLDER / f"{name}.png"
        subprocess.run(["rsvg-convert", "--zoom", "1", "--output", target, drawing], check=True)
        print(target)


def unpadded(drawing: str) -> str:
    """The drawing with each text placed where its first letter stands: rsvg-convert leaves leading blanks out."""

    def place(match: re.Match[str]) -> str:
        before, x, after, blanks = match.groups()
        return f'{before}x="{float(x) + len(blanks) * CELL:.1f}"{after}'

    return re.sub(r'(<text [^>]*?)x="([\d.]+)"([^>]*>)(\u00a0+)', place, drawing.replace("&#160;", "\u00a0"))


async def settle(app: RectifyApp, pilot: object) -> None:
    """Wait until what was asked is shown."""
    for _again in range(3):
        await app.workers.wait_for_complete()
        await pilot.pause(0.4)  # type: ignore[attr-defined]  # Pilot is generic in what the App returns


def main() -> None:
    """Take them all."""
    for picture in PICTURES:
        asyncio.run(take(*picture))


if __name__ == "__main__":
    main()
