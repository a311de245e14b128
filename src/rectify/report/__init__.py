"""Lists of problems for paper, files and programs: one Report value with several faces."""

from rectify.report.faces import FORMATS, Format, render, suffix_format, write
from rectify.report.report import GROUPINGS, Group, Grouping, Report, list_report, overdue_report
from rectify.report.rows import row

__all__ = [
    "FORMATS",
    "GROUPINGS",
    "Format",
    "Group",
    "Grouping",
    "Report",
    "list_report",
    "overdue_report",
    "render",
    "row",
    "suffix_format",
    "write",
]
