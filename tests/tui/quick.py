"""What an app in a test need not do: read the same styles again, and draw pictures that nobody sees."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from weakref import WeakKeyDictionary

import pytest
from textual._compositor import Compositor
from textual.app import App
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

Colours = frozenset[tuple[str, str]]
"""The variables that a style sheet is read with."""


@contextmanager
def parsed_once() -> Iterator[None]:
    """Every style sheet is read once, and not once for every app."""
    known: dict[tuple[object, ...], list[RuleSet]] = {}
    colours: dict[Colours, Colours] = {}
    last: WeakKeyDictionary[Stylesheet, tuple[dict[str, str], Colours]] = WeakKeyDictionary()
    read = Stylesheet._parse_rules

    def coloured(sheet: Stylesheet) -> Colours:
        if sheet not in last or last[sheet][0] is not sheet._variables:
            found = frozenset(sheet._variables.items())
            last[sheet] = sheet._variables, colours.setdefault(found, found)
        return last[sheet][1]

    def parsed(sheet: Stylesheet, css: str, *where: Any, **more: Any) -> list[RuleSet]:
        key = (css, coloured(sheet), where, *more.items())
        if key not in known:
            known[key] = read(sheet, css, *where, **more)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", parsed)
        yield


_draw = Compositor.render_update


@contextmanager
def drawn_once() -> Iterator[None]:
    """Nothing is drawn before `draw` or a picture asks for it: what changed is kept until then."""

    def drawn(compositor: Compositor, *, full: bool = False, **more: Any) -> object:
        return _draw(compositor, full=full, **more) if full else None

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Compositor, "render_update", drawn)
        yield


def draw(app: App[Any]) -> None:
    """Draw what has changed on the screen, as a terminal would have it drawn."""
    _draw(app.screen._compositor, screen_stack=app._background_screens)
