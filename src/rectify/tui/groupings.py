"""The facts by which lists, reports and figures are grouped, with key and label."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from rectify.i18n import N_

if TYPE_CHECKING:
    from rectify.report.report import Grouping


class Fact(NamedTuple):
    """What the problems of a group have in common."""

    key: str
    label: str


FACTS: "Mapping[Grouping, Fact]" = {
    "unit": Fact("u", N_("unit")),
    "owner": Fact("o", N_("owner")),
    "lead": Fact("l", N_("lead")),
    "source": Fact("s", N_("source")),
    "severity": Fact("v", N_("severity")),
}
"""Every fact that reports and figures are grouped by; the list on the screen is grouped by some of them."""
