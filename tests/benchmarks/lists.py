"""The list that an office keeps, as a workbook: what importing it takes, beside what reading it takes at the least."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter
from tests.benchmarks.generator import Maker
from tests.e2e.terminal import environment

from rectify.domain.problem import Status

_COLUMNS = {
    "编号": "number",
    "问题": "title",
    "责任单位": "unit",
    "责任人": "owner",
    "整改时限": "due_on",
    "状态": "status",
    "来源": "source",
    "依据": "basis",
    "类别": "category",
    "严重程度": "severity",
    "发现日期": "found_on",
}
_MEASURES = "整改措施"
_WORDS = {
    Status.OPEN: "待整改",
    Status.IN_PROGRESS: "整改中",
    Status.SUBMITTED: "待验收",
    Status.CLOSED: "已销号",
    Status.SUSTAINED: "长期坚持",
    Status.WAIVED: "不再整改",
}

_READ = """
import sys
from python_calamine import CalamineWorkbook
CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()
"""
"""What every import must do: open the workbook, and make its cells values of Python."""


def write_list(path: Path, rows: int, today: date, *, seed: int = 1) -> None:
    """Write a workbook of `rows` problems under twelve headings, as it stands on `today`, to `path`."""
    maker = Maker(today, rows, seed)
    kinds = maker.kinds()
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("问题清单")
        days = workbook.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, [*_COLUMNS, _MEASURES])
        for row in range(1, rows + 1):
            new = maker.problem(next(kinds), today - timedelta(days=30))
            facts: dict[str, Any] = {**new.facts, "status": _WORDS[new.facts["status"]]}
            for column, name in enumerate(_COLUMNS.values()):
                if isinstance(facts[name], date):
                    sheet.write_datetime(row, column, facts[name], days)
                else:
                    sheet.write_string(row, column, facts[name] or "")
            sheet.write_string(row, len(_COLUMNS), "\n".join(step.text for step in new.measures))


def importing(path: Path, home: Path) -> dict[str, list[float]]:
    """Seconds that importing the workbook at `path` into a new ledger takes, then again, and its peak memory in MB."""
    ledger = path.with_suffix(".db")
    for left in ledger.parent.glob(f"{ledger.name}*"):
        left.unlink()
    command = [sys.executable, "-m", "rectify", "--db", str(ledger), "import", str(path)]
    read, _memory = _whole([sys.executable, "-c", _READ, str(path)], home)
    first, memory = _whole(command, home)
    again, _memory = _whole(command, home)
    return {"calamine": [read], "import": [first], "import_again": [again], "import_memory": [memory]}


def _whole(command: Sequence[str], home: Path) -> tuple[float, float]:
    """Seconds that a process takes from its start to its end, and the most memory that it had, in MB."""
    began = time.perf_counter()
    process = subprocess.Popen(command, env=environment(home), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _pid, status, used = os.wait4(process.pid, 0)
    taken = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return taken, used.ru_maxrss / 1024
