"""An app that asks one dialog and keeps its answers; and what is to be seen of it."""

import html
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tests.tui.quick import draw
from textual.app import App
from textual.events import Key
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.widgets import Static

from rectify.tui.dialogs import frame

MARKED_UP = "[urgent] fix [/] №1"
"""A title that would end the app if it were taken for markup."""


class Host(App[None]):
    """Shows `dialog` at once."""

    CSS_PATH = Path(frame.__file__).with_name("dialogs.tcss")

    def __init__(self, dialog: frame.Dialog[Any]) -> None:
        super().__init__()
        self.dialog = dialog
        self.answers: list[object] = []

    def on_mount(self) -> None:
        """Ask."""
        self.push_screen(self.dialog, self.answers.append)


@asynccontextmanager
async def showing(
    dialog: frame.Dialog[Any], *keys: str, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Pilot[None]]:
    """`dialog` on a terminal of `size`, after `keys` were pressed."""
    app = Host(dialog)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await press(pilot, *keys)
        await pilot.pause()
        draw(app)
        yield pilot


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys: characters as fast as they come, and a key with a name when all before it have done their work."""
    for key in keys:
        if len(key) == 1:
            pilot.app.post_message(Key(_character_to_key(key), key))
        else:
            pilot.app.post_message(Key(key, None))
            await pilot.pause()


async def answers(dialog: frame.Dialog[Any], *keys: str, size: tuple[int, int] = (80, 24)) -> list[object]:
    """What `dialog` answers to `keys`: one value, or nothing while it is still open."""
    async with showing(dialog, *keys, size=size) as pilot:
        assert isinstance(pilot.app, Host)
        return pilot.app.answers


def said(dialog: frame.Dialog[Any]) -> list[str]:
    """What is said to be wrong, from top to bottom."""
    lines = dialog.query("Field.-wrong .below, .refusal").results(Static)
    return [str(line.content) for line in lines if line.display]


def seen(pilot: Pilot[None]) -> str:
    """Every text on the screen."""
    picture = re.sub(r"<style.*?</style>|<title>.*?</title>", "", pilot.app.export_screenshot(), flags=re.DOTALL)
    return html.unescape(re.sub("<[^>]+>", "", picture)).replace("\xa0", " ")
