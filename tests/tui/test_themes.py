"""The themes of rectify: what is written can be read, and docs/design.md says how well."""

import re
from itertools import combinations
from pathlib import Path

import pytest
from tests.tui.contrast import EYES, contrast, distance
from tests.tui.ledger_host import working
from textual.theme import Theme

from rectify.tui.habits import AS_USUAL, THEMES, ViewHabits
from rectify.tui.themes import DARK, LIGHT, OWN, theme_for

PAGE = Path(__file__).parents[2] / "docs" / "design.md"
STYLES = Path(__file__).parents[2] / "src" / "rectify" / "tui"
GROUNDS = ("background", "surface", "panel", "boost")
ROLES = {
    "text": ("foreground", GROUNDS, 7.0),
    "quiet": ("text-muted", GROUNDS, 4.5),
    "accent": ("primary", GROUNDS, 4.5),
    "marks": ("text-accent", GROUNDS, 4.5),
    "red": ("text-error", GROUNDS, 4.5),
    "yellow": ("text-warning", GROUNDS, 4.5),
    "green": ("text-success", GROUNDS, 4.5),
    "under the cursor": ("block-cursor-foreground", ("block-cursor-background",), 7.0),
    "under the cursor, elsewhere": ("block-cursor-blurred-foreground", ("block-cursor-blurred-background",), 7.0),
}
"""What each role is written with, what it stands on, and the least contrast that it has there."""

LEAST_DISTANCE = 18.0
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(rgb|hsl)a?\(")


def colours(theme: Theme) -> dict[str, str]:
    return {name: str(value) for name, value in theme.to_color_system().generate().items()} | theme.variables


def least(theme: Theme, role: str) -> float:
    ink, grounds, _least = ROLES[role]
    found = colours(theme)
    return min(contrast(found[ink], found[ground]) for ground in grounds)


@pytest.mark.parametrize("theme", OWN.values(), ids=list(OWN))
@pytest.mark.parametrize("role", ROLES)
def test_every_role_can_be_read_on_what_it_stands_on(theme: Theme, role: str) -> None:
    assert least(theme, role) >= ROLES[role][2]


@pytest.mark.parametrize("theme", OWN.values(), ids=list(OWN))
@pytest.mark.parametrize("eyes", EYES)
def test_the_lights_are_told_apart_by_every_eye(theme: Theme, eyes: str) -> None:
    found = colours(theme)
    lights = [found[f"text-{name}"] for name in ("error", "warning", "success")]
    assert min(distance(one, other, eyes) for one, other in combinations(lights, 2)) >= LEAST_DISTANCE


@pytest.mark.parametrize("role", ROLES)
def test_the_page_says_how_well_each_role_is_read(role: str) -> None:
    dark, light = (f"{least(theme, role):.1f}" for theme in (DARK, LIGHT))
    assert f"| {role} | `${ROLES[role][0]}` | {dark} | {light} |" in PAGE.read_text(encoding="utf-8")


def test_no_style_sheet_has_a_colour_of_its_own() -> None:
    sheets = [path.read_text(encoding="utf-8") for path in STYLES.rglob("*.tcss")]
    assert len(sheets) >= 2
    assert not [line for sheet in sheets for line in sheet.splitlines() if COLOUR.search(line)]


def test_a_terminal_with_a_light_background_gets_the_light_theme() -> None:
    assert theme_for({}) == "rectify-dark"
    assert theme_for({"COLORFGBG": "0;15"}) == "rectify-light"
    assert theme_for({"COLORFGBG": "15;0"}) == "rectify-dark"
    assert theme_for({"COLORFGBG": "0;15"}, "nord") == "nord"
    assert theme_for({"TEXTUAL_THEME": "gruvbox"}, "nord") == "gruvbox"


@pytest.mark.parametrize(("chosen", "ground"), [(None, "#14181d"), ("rectify-light", "#faf9f6"), ("nord", "#2E3440")])
async def test_the_first_list_is_painted_in_the_theme_that_was_chosen(
    path: Path, chosen: str | None, ground: str
) -> None:
    async with working(path, habits=AS_USUAL._replace(view=ViewHabits(theme=chosen))) as clerk:
        assert clerk.screen.styles.background.hex.lower() == ground.lower()
        assert sorted(clerk.app.available_themes) == sorted(THEMES)
