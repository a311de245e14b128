"""A page of HTML that is made for paper: A4, a running foot with page numbers, system fonts, nothing from outside.

It has no script and no outside resource, and says so to the browser; what a clerk typed is text, never markup.
Source: docs/printing.md, "HTML".
"""

import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import Literal

from rectify.i18n import _, language
from rectify.report.lettering import cut, visible, visible_lines, width

Format = Literal["landscape", "portrait"]

_CODES = {"en": "en", "zh": "zh-CN"}
_ROOM: dict[Format, int] = {"landscape": 140, "portrait": 95}
"""Cells of the line at the foot of a page, beside the page number."""

_DOT = " · "
_DAY = re.compile(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b")
_HASH = re.compile(r"\b([0-9a-f]{12})[0-9a-f]{52}\b")

_SANS = (
    '"Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "Hiragino Sans GB", "SimHei", '
    '"Segoe UI", "Helvetica Neue", Arial, sans-serif'
)
_SERIF = (
    '"Times New Roman", "Liberation Serif", "Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", "STSong", '
    '"SimSun", serif'
)

_STYLE = """\
@page {{ size: A4 {format}; margin: 13mm 12mm 15mm;
  @bottom-left {{ content: {running}; font: 7.5pt {sans}; color: #444; width: 80%; text-align: left;
    vertical-align: top; padding-top: 3mm; white-space: pre; }}
  @bottom-right {{ content: {number}; font: 7.5pt {sans}; color: #444; text-align: right; vertical-align: top;
    padding-top: 3mm; white-space: pre; }} }}
:root {{ color-scheme: light; }}
* {{ box-sizing: border-box; }}
html {{ background: #e9e9e6; }}
body {{ margin: 6mm auto; padding: 12mm; max-width: {page}; background: #fff; color: #111;
  font: 9.5pt/1.42 {sans}; overflow-wrap: anywhere; print-color-adjust: exact; -webkit-print-color-adjust: exact; }}
h1 {{ margin: 0 0 1.5mm; font-size: 17pt; line-height: 1.25; text-align: center; letter-spacing: .02em; }}
.day {{ margin: 0 0 4mm; text-align: center; color: #333; }}
h2 {{ margin: 5mm 0 1.5mm; font-size: 11.5pt; break-after: avoid; }}
table {{ width: 100%; border-collapse: collapse; table-layout: fixed; font-variant-numeric: tabular-nums; }}
th, td {{ padding: 1.1mm 1.5mm; border: .25mm solid #8a8f96; vertical-align: top; text-align: left; }}
thead {{ display: table-header-group; }}
thead th {{ background: #e3e8ef; font-weight: 600; font-size: .95em; padding-left: .6mm;
  padding-right: .6mm; vertical-align: middle; text-align: center; line-height: 1.25;
  overflow-wrap: break-word; }}
tr {{ break-inside: avoid; }}
.n, .d {{ text-align: center; }}
.d {{ white-space: nowrap; }}
.r {{ text-align: right; }}
.late {{ color: #a8071a; font-weight: 700; }}
.soft {{ color: #555; font-size: 8.5pt; }}
.none {{ margin: 12mm 0; text-align: center; font-size: 12pt; }}
footer {{ margin-top: 3mm; break-before: avoid; color: #444; font-size: 7.5pt; break-inside: avoid; }}
@media print {{
  html, body {{ background: none; }}
  body {{ margin: 0; padding: 0 .3mm; max-width: none; }}
}}
"""


def document(
    title: str,
    body: Iterable[str],
    *,
    running: Sequence[str],
    foot: str | None,
    style: str = "",
    format: Format = "landscape",
) -> str:
    """A whole page of HTML around `body`, which is markup already.

    `running` and `foot` stand at the foot of each printed page beside the page number, a hash shortened and the rest
    cut to its room; `foot` stands once at the end as it is. `style` adds to the rules of every page.
    """
    rules = _STYLE.format(
        format=format,
        page="273mm" if format == "landscape" else "210mm",
        running=_css_text(_running([*running, *([foot] if foot else [])], _ROOM[format])),
        number=_page_number(),
        sans=_SANS,
    )
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{_CODES[language()]}">',
        "<head>",
        '<meta charset="utf-8">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        '<meta name="viewport" content="width=device-width">',
        f"<title>{plain(title)}</title>",
        f"<style>\n{rules}{style}</style>",
        "</head>",
        "<body>",
        *body,
        *([f"<footer>{plain(foot)}</footer>"] if foot else []),
        "</body>",
        "</html>",
    ]
    return "\n".join(parts) + "\n"


def _running(parts: Sequence[str], room: int) -> str:
    """The line at the foot of each page: its last part, which names the end of the history, is never shortened."""
    *told, last = (_HASH.sub(r"\1", visible(part)) for part in parts)
    return _DOT.join([cut(_DOT.join(told), room - width(_DOT + last)), last]) if told else cut(last, room)


def plain(text: str) -> str:
    """`text` on one line, escaped for HTML."""
    return escape(visible(text))


def plain_lines(text: str) -> str:
    """As `plain`, but with its line ends, and with no date broken across lines."""
    lines = "<br>".join(escape(line).replace("\t", " ") for line in visible_lines(text).split("\n"))
    return _DAY.sub(r'<span class="d">\g<0></span>', lines)


def serif() -> str:
    """The fonts of a letter, for a rule `font-family`."""
    return _SERIF


def _page_number() -> str:
    """ "Page 1 of 3" as the content of a margin box: the browser counts."""
    before, _mark, rest = _("Page {page} of {pages}").partition("{page}")
    between, _mark, after = rest.partition("{pages}")
    return f"{_css_text(before)} counter(page) {_css_text(between)} counter(pages) {_css_text(after)}"


def _css_text(text: str) -> str:
    """`text` as a CSS string; nothing in it can end the string or the style."""
    return '"' + "".join(each if each.isalnum() or each == " " else f"\\{ord(each):x} " for each in text) + '"'
