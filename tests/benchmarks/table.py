"""The table that a run prints: every row with its floor, its goal, and whether it was met."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from tests.benchmarks.figures import Figure
from tests.benchmarks.rounds import Run

SMALLEST = "the same, smallest ledger"

Goal = Callable[[Figure, Figure | None], bool]


class Row(NamedTuple):
    """One thing that is measured."""

    name: str
    what: str
    floor: str | None
    """The name of its floor, or SMALLEST, or None."""
    goal: str
    met: Goal
    memory: bool = False


def _times(most: float) -> Goal:
    return lambda figure, floor: floor is None or figure.median <= most * floor.median


def _under(seconds: float) -> Goal:
    return lambda figure, floor: figure.p95 < seconds


def _both(one: Goal, other: Goal) -> Goal:
    return lambda figure, floor: one(figure, floor) and other(figure, floor)


ROWS = (
    Row("start", "start to first list painted", "empty_app", "1.25 ×", _times(1.25)),
    Row("counts", "first list to counts of the views", None, "300 ms", _under(0.3)),
    Row("cursor", "cursor key", SMALLEST, "1.5 ×, p95 16 ms", _both(_times(1.5), _under(0.016))),
    Row("view", "view switch", SMALLEST, "1.5 ×", _times(1.5)),
    Row("letter", "letter in the filter line", SMALLEST, "1.5 ×", _times(1.5)),
    Row("filter_unit", "Enter on `unit:…`", SMALLEST, "1.5 ×", _times(1.5)),
    Row("filter_word", "Enter on words of a title", SMALLEST, "1.5 ×", _times(1.5)),
    Row("held", "200 presses of `j`, lag after the last", None, "80 ms", _under(0.08)),
    Row("status", "status change to repainted row", "commit", "p95 50 ms", _under(0.05)),
    Row("overdue", "`overdue`, whole process", "importing", "1.8 ×", _times(1.8)),
    Row("overdue_past", "`overdue --as-of` a year ago, ten changes of each", "lived_overdue", "3 ×", _times(3)),
    Row("figures", "`figures`, ten changes of each", "lived_overdue", "–", lambda figure, floor: True),
    Row("figures_past", "`figures --as-of` a year ago, ten changes of each", "figures", "3 ×", _times(3)),
    Row("import", "`import` of a workbook, whole process", "calamine", "4 ×", _times(4)),
    Row("import_again", "`import` of the same workbook again", "calamine", "–", lambda figure, floor: True),
    Row("import_memory", "`import` of a workbook, peak memory", None, "–", lambda figure, floor: True, True),
    Row(
        "memory",
        "peak memory",
        "empty_memory",
        "+ 45 MB",
        lambda it, least: not least or it.p95 - least.median <= 45,
        True,
    ),
)
FLOORS = {
    "empty_app": "empty Textual app with SQLAlchemy",
    "commit": "one fsync'd commit",
    "lived_overdue": "`overdue` today, same ledger",
    "figures": "`figures` today, same ledger",
    "calamine": "python-calamine reading the file",
    "importing": '`python -c "import sqlalchemy"`',
    "empty_memory": "empty Textual app with SQLAlchemy",
    SMALLEST: SMALLEST,
}


def lines(run: Run) -> Iterator[str]:
    """The table of a run, in Markdown."""
    yield "| what | problems | p50 | p95 | floor | p50 of the floor | ratio | goal | met |"
    yield "|---|---:|---:|---:|---|---:|---:|---|---|"
    for row in ROWS:
        for size in dict.fromkeys((*run.sizes, run.lived)):
            figure = run.figure(row.name, size)
            if figure is not None:
                yield _line(row, size, figure, _floor(run, row, size))


def _floor(run: Run, row: Row, size: int) -> Figure | None:
    if row.floor == SMALLEST:
        return run.figure(row.name, run.sizes[0]) if size != run.sizes[0] else None
    if row.floor in {"lived_overdue", "figures", "calamine"}:
        return run.figure(row.floor, size)
    return run.floor(row.floor) if row.floor else None


def _line(row: Row, size: int, figure: Figure, floor: Figure | None) -> str:
    cells = [row.what, f"{size:,}", _shown(figure.median, row), _shown(figure.p95, row)]
    if floor is None or row.floor is None:
        cells += ["–", "–", "–"]
    else:
        more = f"+ {figure.median - floor.median:.0f} MB" if row.memory else f"{figure.median / floor.median:.2f} ×"
        cells += [FLOORS[row.floor], _shown(floor.median, row), more]
    return f"| {' | '.join([*cells, row.goal, 'yes' if row.met(figure, floor) else 'NO'])} |"


def _shown(value: float, row: Row) -> str:
    if row.memory:
        return f"{value:.0f} MB"
    return f"{value:.2f} s" if value >= 1 else f"{value * 1000:.1f} ms"
