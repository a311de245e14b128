"""Take the pictures of the screen from the real program, and write docs/gallery.md.

`python docs/pictures/take.py [NAME…]` needs rsvg-convert, pngquant and two fonts (Debian: librsvg2-bin, pngquant,
fonts-dejavu, fonts-noto-cjk). Each picture shows the sample ledger of one day, so that it changes only where the
program does.
"""

import asyncio
import html
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.cells import cell_len
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from rectify.i18n import use_language
from rectify.service import demo
from rectify.tui.desk import Desk
from rectify.tui.habits import AS_USUAL, ViewHabits
from rectify.tui.rectify_app import RectifyApp

FOLDER = Path(__file__).parent
NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
CELL = 12.2
"""The width of a column in Textual's drawings."""
FONT = "DejaVu Sans Mono"
FONT_SIZE = CELL / 0.60205
"""The size at which a letter of that font is as wide as a column."""

CAPTION = 'font-family="DejaVu Sans" font-size="26" fill="#565e68"'

PAPER = '<rect width="100%" height="100%" fill="#ffffff"/>'

FINDINGS = """\
序号,Finding 问题,Unit 责任单位,Owner 责任人,Due 整改时限,Status 整改情况,Batch 批次
1,三会一课记录不完整，缺三次签到,泡崖街道,李敏,2026-12-10,整改中,A
2,Fire door wedged open,红旗村,Chen Bo,soon,,A
3,公示栏三个月未更新,红旗村,陈波,2026年底前,已整改,B
4,Receipts without a number,Service Hall,Ma Li,2026-12-18,未整改,B
"""
"""A file to import."""


@dataclass(frozen=True)
class Shot:
    """A screen, and how to get there."""

    name: str
    keys: tuple[str, ...]
    """The names of keys; what begins with a blank is typed."""
    english: str = ""
    chinese: str = ""
    size: tuple[int, int] = (100, 30)
    language: str = "en"
    theme: str = "rectify-dark"
    colour: bool = True


GALLERY = (
    Shot(
        "main", ("2", "j", "j"), "The ledger: views, filter, list, details, keys", "台账：视图、筛选、清单、详情、按键"
    ),
    Shot("menu", ("2", "j", "j", "s"), "`s`: only the moves that are allowed now", "`s`：只列出当前可办的事项"),
    Shot(
        "form",
        ("2", *"jjjj", ">", " Wedge removed, closer fitted"),
        "`>`: the next move, asking only what it needs",
        "`>`：下一步，只问必填项",
    ),
    Shot("overview", ("0",), "`0`: the ledger on one wall", "`0`：总览"),
    Shot("figures", ("f",), "`f`: counts and rates, each with its formula", "`f`：整改统计，附计算口径"),
    Shot(
        "print",
        ("2", "p"),
        "`p`: every report in every format, its beginning in sight",
        "`p`：各类报表、各种格式，先看样",
    ),
    Shot(
        "import",
        ("I", " findings.csv", "enter"),
        "`I`: what each column means, and what would change",
        "`I`：先看各列含义和将要发生的变化",
    ),
    Shot(
        "history",
        ("2", "j", "j", "h"),
        "`h`: when, who, what, from which value to which",
        "`h`：何时、何人、何事、由何改为何",
    ),
    Shot("help", ("?",), "`?`: the keys that are in force", "`?`：现行按键"),
)
"""What the gallery shows, in both languages and both themes."""

THEMES = {"dark": "rectify-dark", "light": "rectify-light"}

_MOVED = ("2", *"jjjj", ">", " Wedge removed, closer fitted", "enter")
JOB = (
    Shot("job-1", ("2", *"jjjj"), "1  Press 2: what is overdue", size=(80, 24)),
    Shot("job-2", _MOVED[:-1], "2  Press >: the next move asks what it needs", size=(80, 24)),
    Shot("job-3", _MOVED, "3  Moved; u would take it back", size=(80, 24)),
    Shot("job-4", (*_MOVED, "p", "enter"), "4  Press p, Enter: the list for Monday", size=(80, 24)),
)
"""The main job in four steps, which are one picture."""

ALONE = (
    Shot("main", ("2", "j", "j"), size=(120, 36)),
    Shot("without-colour", ("2", "j", "j", "space", "j"), size=(100, 30), colour=False),
)
"""What stands on other pages."""


# --- the program


async def drawing(shot: Shot) -> str:
    """The screen of `shot` as an SVG."""
    use_language(shot.language)
    with tempfile.TemporaryDirectory() as folder, working_in(Path(folder), colour=shot.colour):
        path = Path(folder) / "sample.db"
        demo.create(path, NOW).close()
        Path("findings.csv").write_text(FINDINGS, encoding="utf-8")
        habits = AS_USUAL._replace(view=ViewHabits(theme=shot.theme))
        app = RectifyApp(Desk.at(path, "Wang Lan", lambda: NOW, habits))
        async with app.run_test(size=shot.size) as pilot:
            await settle(app, pilot)
            for key in shot.keys:
                await press(pilot, key)
                await settle(app, pilot)
            for text in app.screen.query("Input, TextArea").results(Input | TextArea):
                text.cursor_blink = False
            await settle(app, pilot)
            svg = app.export_screenshot(title="rectify")
        app.desk.close()
    return unpadded(svg)


@contextmanager
def working_in(folder: Path, *, colour: bool) -> Iterator[None]:
    """Let the program run in `folder`, on a terminal with colour or without."""
    os.environ["XDG_STATE_HOME"] = str(folder)  # nothing is remembered of another run
    if not colour:
        os.environ["NO_COLOR"] = "1"
    try:
        with chdir(folder):
            yield
    finally:
        os.environ.pop("NO_COLOR", None)


async def press(pilot: Pilot[None], key: str) -> None:
    """Press a key, or type what follows a blank."""
    names = {" ": "space", ",": "comma", "?": "question_mark"}
    for each in key[1:] if key.startswith(" ") else (key,):
        await pilot.press(names.get(each, each))


async def settle(app: RectifyApp, pilot: Pilot[None]) -> None:
    """Wait until what was asked is shown."""
    for _again in range(3):
        await app.workers.wait_for_complete()
        await pilot.pause(0.2)


# --- the drawing


def unpadded(svg: str) -> str:
    """The drawing with each word, and each wide character, in the column where the terminal has it."""
    svg = re.sub(r"<text ([^>]*?)x=\"([\d.]+)\"([^>]*)>([^<]*)</text>", lambda match: "".join(_words(match)), svg)
    svg = re.sub(r"@font-face {.*?}", "", svg, flags=re.DOTALL)
    return svg.replace("font-size: 20px", f"font-size: {FONT_SIZE:.3f}px").replace("Fira Code", FONT)


def _words(match: re.Match[str]) -> Iterator[str]:
    before, x, after, text = match.groups()
    after = re.sub(r' textLength="[\d.]+"', "", after)
    left = float(x)
    if "-title" in before:
        yield match.group(0)
        return
    for word in re.findall(r"[\u00a0 ]+|[\u2e80-\ufffd]|[^\u00a0 \u2e80-\ufffd]+", html.unescape(text)):
        cells = cell_len(word)
        inset = max(cells * CELL - FONT_SIZE, 0) / 2 if len(word) == 1 and cells == 2 else 0
        if word.strip("\u00a0 "):
            yield f'<text {before}x="{left + inset:.1f}"{after}>{html.escape(word)}</text>'
        left += cells * CELL


def side_by_side(steps: Sequence[tuple[str, str]]) -> str:
    """Drawings with their captions, two in a line, as one."""
    width, height = (float(part) for part in re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', steps[0][1])[0])
    parts = []
    for place, (caption, svg) in enumerate(steps):
        x, y = place % 2 * (width + 24), place // 2 * (height + 60) + 44
        inner = svg.replace("<svg ", f'<svg x="{x}" y="{y}" width="{width}" height="{height}" ', 1)
        said = f'<text x="{x + 8}" y="{y - 14}" {CAPTION}>{html.escape(caption)}</text>'
        parts += [said, inner]
    whole = f'viewBox="0 0 {2 * width + 24} {2 * (height + 60)}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {whole}>{PAPER}{"".join(parts)}</svg>'


def paint(svg: str, target: Path, zoom: float, colours: int = 32) -> None:
    """Write the drawing as a small PNG."""
    with tempfile.TemporaryDirectory() as folder:
        drawn, raw = Path(folder) / "drawing.svg", Path(folder) / "raw.png"
        drawn.write_text(svg, encoding="utf-8")
        subprocess.run(["rsvg-convert", "--zoom", str(zoom), "--output", raw, drawn], check=True)
        subprocess.run(
            ["pngquant", "--force", "--speed", "1", "--nofs", "--strip", "--output", target, str(colours), raw],
            check=True,
        )
    print(target, target.stat().st_size)


# --- the page


def page() -> str:
    """The page docs/gallery.md."""
    lines = ["# Gallery", ""]
    lines += [
        "The sample ledger on 2026-11-22, in both languages and both themes, at 100 columns and 30 lines. Made by"
    ]
    lines += ["`python docs/pictures/take.py` from the program itself.", ""]
    for shot in GALLERY:
        lines += [f"## {shot.english}", "", shot.chinese, "", "| | English | 中文 |", "|---|---|---|"]
        for theme in THEMES:
            cells = [f"![{shot.name}, {theme}](pictures/{_name(shot, language, theme)})" for language in ("en", "zh")]
            lines.append(f"| {theme} | {' | '.join(cells)} |")
        lines.append("")
    return "\n".join(lines)


def _name(shot: Shot, language: str, theme: str) -> str:
    return f"gallery-{shot.name}-{language}-{theme}.png"


def main(names: Sequence[str]) -> None:
    """Take the pictures called `names`, or all."""
    for shot in GALLERY:
        for language in ("en", "zh"):
            for theme, named in THEMES.items():
                target = FOLDER / _name(shot, language, theme)
                if not names or shot.name in names:
                    seen = Shot(shot.name, shot.keys, size=shot.size, language=language, theme=named)
                    paint(asyncio.run(drawing(seen)), target, 0.7)
    for shot in ALONE:
        if not names or shot.name in names:
            paint(asyncio.run(drawing(shot)), FOLDER / f"{shot.name}.png", 0.7)
    if not names or "job" in names:
        steps = [(shot.english, asyncio.run(drawing(shot))) for shot in JOB]
        paint(side_by_side(steps), FOLDER / "job.png", 0.62)
    (FOLDER.parent / "gallery.md").write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
