"""Days in words."""

import subprocess
import sys
from datetime import date

from rectify.domain.calendar_words import in_words, short


def test_a_day_in_full_has_its_weekday() -> None:
    assert in_words(date(2026, 12, 31)) == "2026-12-31 Thursday"


def test_a_day_of_this_year_is_short() -> None:
    assert short(date(2026, 11, 10), date(2026, 11, 22)) == "Tue 11-10"


def test_a_day_of_another_year_keeps_its_year() -> None:
    assert short(date(2025, 11, 10), date(2026, 11, 22)) == "2025-11-10"


def test_words_for_days_import_no_calendar_library() -> None:
    code = "import sys, rectify.domain.calendar_words; print('pendulum' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"
