"""How well colours are told apart: contrast after WCAG 2.2, and distance for eyes that lack a kind of cone."""

from collections.abc import Sequence

from textual.color import Color

Light = tuple[float, float, float]
"""Red, green and blue as light, from 0 to 1."""

EYES: dict[str, tuple[Light, Light, Light]] = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "no green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "no blue": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
"""What eyes see of light, as Machado, Oliveira and Fernandes computed it in 2009."""

_XYZ: tuple[Light, Light, Light] = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
_WHITE = (0.9505, 1.0, 1.089)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21."""
    darker, lighter = sorted((_dot(_XYZ[1], _light(one)), _dot(_XYZ[1], _light(other))))
    return (lighter + 0.05) / (darker + 0.05)


def distance(one: str, other: str, eyes: str) -> float:
    """How far apart two colours are in CIELAB for some EYES; about 2 is the least that anybody notices."""
    seen = [_lab(_times(EYES[eyes], _light(each))) for each in (one, other)]
    return float(sum((a - b) ** 2 for a, b in zip(*seen, strict=True)) ** 0.5)


def _light(colour: str) -> Light:
    red, green, blue = (_linear(part / 255) for part in Color.parse(colour).rgb)
    return red, green, blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _dot(row: Sequence[float], light: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(row, light, strict=True))


def _times(matrix: Sequence[Sequence[float]], light: Light) -> Light:
    red, green, blue = (min(max(_dot(row, light), 0.0), 1.0) for row in matrix)
    return red, green, blue


def _lab(light: Light) -> Light:
    x, y, z = (_root(part / white) for part, white in zip((_dot(row, light) for row in _XYZ), _WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _root(part: float) -> float:
    return float(part ** (1 / 3)) if part > 0.008856 else 7.787 * part + 16 / 116
