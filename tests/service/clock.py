"""Who does something and when, in the time zone of the tests' ledgers."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from rectify.domain.problem import Stamp

ZONE = ZoneInfo("Asia/Shanghai")


def at(moment: str, actor: str = "Wang Lan") -> Stamp:
    """A stamp from a local moment, "2026-11-22" (noon) or "2026-11-22 23:30"."""
    local = datetime.fromisoformat(moment if " " in moment else f"{moment} 12:00").replace(tzinfo=ZONE)
    return Stamp(actor, local.astimezone(UTC))
