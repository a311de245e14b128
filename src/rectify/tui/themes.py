"""The two themes of rectify, calm and of high contrast; their lights differ for every kind of colour vision.

Source: docs/design.md.
"""

from collections.abc import Mapping

from textual.theme import Theme


def _theme(name: str, *, dark: bool, ink: Mapping[str, str], ground: Mapping[str, str]) -> Theme:
    """A theme made of a few colours: `ink` is the text, `ground` the background."""
    return Theme(
        name,
        dark=dark,
        primary=ink["primary"],
        secondary=ink["quiet"],
        accent=ink["accent"],
        error=ink["red"],
        warning=ink["yellow"],
        success=ink["green"],
        foreground=ink["text"],
        background=ground["background"],
        surface=ground["surface"],
        panel=ground["panel"],
        variables=_variables(ink, ground),
    )


def _variables(ink: Mapping[str, str], ground: Mapping[str, str]) -> dict[str, str]:
    """The variables that Textual would blend from those colours; of blended colours no contrast could be guaranteed."""
    return {
        "text": ink["text"],
        "text-muted": ink["quiet"],
        "text-disabled": ink["quiet"],
        "text-primary": ink["primary"],
        "text-accent": ink["accent"],
        "text-error": ink["red"],
        "text-warning": ink["yellow"],
        "text-success": ink["green"],
        "block-cursor-foreground": ink["cursor"],
        "block-cursor-background": ground["cursor"],
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-foreground": ink["text"],
        "block-cursor-blurred-background": ground["blurred"],
        "primary-muted": ground["blurred"],
        "boost": ground["marked"],
        "input-cursor-foreground": ground["background"],
        "input-cursor-background": ink["text"],
        "input-selection-foreground": ink["cursor"],
        "input-selection-background": ground["cursor"],
        "border": ink["primary"],
        "border-blurred": ground["line"],
        "scrollbar": ground["line"],
        "scrollbar-hover": ink["quiet"],
        "scrollbar-active": ink["primary"],
        "scrollbar-background": ground["background"],
        "scrollbar-background-hover": ground["background"],
        "scrollbar-background-active": ground["background"],
        "scrollbar-corner-color": ground["background"],
    }


DARK = _theme(
    "rectify-dark",
    dark=True,
    ink={
        "text": "#e1e6eb",
        "quiet": "#aab4bf",
        "primary": "#86bbed",
        "accent": "#cbaaf0",
        "red": "#ff8a84",
        "yellow": "#f8dc7a",
        "green": "#5cd6c0",
        "cursor": "#ffffff",
    },
    ground={
        "background": "#14181d",
        "surface": "#1b2027",
        "panel": "#222930",
        "marked": "#2b2b3a",
        "cursor": "#2a5580",
        "blurred": "#2b3641",
        "line": "#46525e",
    },
)

LIGHT = _theme(
    "rectify-light",
    dark=False,
    ink={
        "text": "#1f252c",
        "quiet": "#565e68",
        "primary": "#1a5791",
        "accent": "#6d3d96",
        "red": "#ad0f35",
        "yellow": "#855900",
        "green": "#006a72",
        "cursor": "#0b2540",
    },
    ground={
        "background": "#faf9f6",
        "surface": "#ffffff",
        "panel": "#efece5",
        "marked": "#f1ebf7",
        "cursor": "#c4dcf5",
        "blurred": "#e2e7eb",
        "line": "#b5bcc3",
    },
)

OWN = {theme.name: theme for theme in (DARK, LIGHT)}
"""The themes of rectify, which are offered beside Textual's."""


def theme_for(environment: Mapping[str, str], chosen: str | None = None) -> str:
    """The theme that TEXTUAL_THEME names, else the one `chosen`, else light or dark as the terminal's background is."""
    if named := environment.get("TEXTUAL_THEME") or chosen:
        return named
    background = environment.get("COLORFGBG", "").rpartition(";")[2]
    return "rectify-light" if background in {"7", "15"} else "rectify-dark"
