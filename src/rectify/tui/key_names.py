"""The names of keys, as users read them, and their twins that Chinese input methods send."""

from rectify.i18n import N_, _

_PUNCTUATION = {
    "/": ("、",),
    ">": ("》",),
    "<": ("《",),
    "*": ("×",),
    "space": ("ideographic_space",),
    "comma": ("，",),
    ".": ("。",),
    "[": ("【",),
    "]": ("】",),
    "$": ("￥", "¥"),
    "`": ("·",),
    "'": ("‘", "’"),
    '"': ("“", "”"),
}
PLAIN = {twin: key for key, twins in _PUNCTUATION.items() for twin in twins}
"""The key that Chinese punctuation stands for."""


def twins(key: str) -> tuple[str, ...]:
    """The full-width keys that stand for `key`; Chinese punctuation as well as the full-width ASCII sign."""
    wide = (chr(ord(key) + 0xFEE0),) if len(key) == 1 and "!" <= key <= "~" else ()
    return _PUNCTUATION.get(key, ()) + wide


_SHOWN = {
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "escape": "Esc",
    "delete": "Del",
    "insert": "Ins",
    "space": N_("space"),
    "comma": ",",
}


def shown(key: str) -> str:
    """`key` as a user reads it: ">" for >, "Ctrl+R" for ctrl+r, "PgDn" for pagedown."""
    if len(key) == 1:
        return key
    *modifiers, name = key.split("+")
    last = _(_SHOWN[name]) if name in _SHOWN else name.capitalize()
    return "+".join([*(each.capitalize() for each in modifiers), last])
