"""What an app in a test need not do: read the same styles again, draw pictures that nobody sees, wait for the clock."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from weakref import WeakKeyDictionary

import pytest
from textual import constants
from textual._compositor import Compositor
from textual.app import App
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.pilot import Pilot

Colours = frozenset[tuple[str, str]]
"""The variables that a style sheet is read with."""


TICK = 0.001
"""Seconds between two looks at a part that waits for a thread."""


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


Kin = tuple[Any, ...]
"""A part of a screen with all that it stands in, as far as a style may ask for it."""


class Looks(dict[Any, Any]):
    """The looks of the parts of all apps that read the same styles; `kin` says whose are asked for."""

    kin: Kin = ()

    def get(self, _key: object, default: Any = None) -> Any:
        """What a part of this kin looks like."""
        return super().get(self.kin, default)

    def __setitem__(self, _key: object, look: Any) -> None:
        super().__setitem__(self.kin, look)


@contextmanager
def styled_once() -> Iterator[None]:
    """What a part looks like is found once for all parts of its kin, and not anew in every app."""
    known: dict[tuple[int, ...], Looks] = {}
    last: WeakKeyDictionary[Stylesheet, tuple[list[RuleSet], Looks]] = WeakKeyDictionary()
    apply = Stylesheet.apply

    def looks(sheet: Stylesheet) -> Looks:
        if sheet not in last or last[sheet][0] is not sheet.rules:
            last[sheet] = sheet.rules, known.setdefault(tuple(map(id, sheet.rules)), Looks())
        return last[sheet][1]

    def state(part: DOMNode) -> Kin:
        focusable = getattr(part, "can_focus", False)
        return type(part), part._id, part.classes, part._pseudo_classes_cache_key, focusable

    def applied(sheet: Stylesheet, node: DOMNode, *, animate: bool = False, cache: Any = None) -> None:
        found = looks(sheet)
        found.kin = (node.app.pseudo_classes, *map(state, node.css_path_nodes))
        apply(sheet, node, animate=animate, cache=found)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(RuleSet, "__hash__", object.__hash__)
        patch.setattr(Stylesheet, "apply", applied)
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


@contextmanager
def paused_until_still() -> Iterator[None]:
    """A pause ends when nothing is left to do, and not when the clock says that a while has passed."""
    wait = Pilot.pause

    async def paused(pilot: Pilot[Any], delay: float | None = None) -> None:
        if delay is None:
            await still(pilot.app)
        else:
            await wait(pilot, delay)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Pilot, "pause", paused)
        patch.setattr(constants, "TEXTUAL_ANIMATIONS", "none")
        yield


async def still(app: App[Any]) -> None:
    """Wait until no part of `app` has anything to do but to wait for the clock, or for a worker."""
    while await _anything(app) or _anything_to_lay_out(app):
        pass


async def _anything(app: App[Any]) -> bool:
    """Let everything run that can run now, and every part deal with its messages; whether there was anything."""
    ready = asyncio.get_running_loop()._ready  # type: ignore[attr-defined]
    await asyncio.sleep(0)
    rounds = 0
    while ready or any(map(_is_at_work, (app, *app.screen.walk_children(with_self=True)))):
        await asyncio.sleep(0 if ready else TICK)
        rounds += 1
    return rounds > 0


def _is_at_work(part: DOMNode) -> bool:
    """Whether a part of the screen deals with a message, and does not wait for one."""
    return part.is_running and not part._message_queue.ready_event._waiters


def _anything_to_lay_out(app: App[Any]) -> bool:
    """Lay out what has changed; whether something has."""
    screen = app.screen
    changed = screen._layout_required, screen._scroll_required, screen._repaint_required, screen._recompose_required
    if any(changed) or screen._dirty_widgets or screen._callbacks:
        screen._on_timer_update()
        return True
    return False
