"""Figures as a page of HTML: what goes to the meeting beside the list. Source: docs/printing.md, "Figures"."""

from collections.abc import Iterable, Iterator, Sequence

from rectify.domain.figures import AGES, Figures, Rate, Week
from rectify.i18n import _
from rectify.report.figures import (
    LABELS,
    MEDIAN,
    RATES,
    FigureSheet,
    age_words,
    formulas,
    median_days,
    rate_words,
    subtitle,
)
from rectify.report.paper import document, plain
from rectify.report.report import group_words

_GROUPED = tuple(name for name in LABELS if name != "awaiting")
"""The counts of each group; "submitted" is left out, since it equals "awaits verification"."""

_STYLE = """\
.counts th { background: #e3e8ef; }
.counts th, .counts td { padding: 1mm .6mm; text-align: center; vertical-align: middle; }
.counts td { font-size: 13pt; font-weight: 600; }
.groups { font-size: 7.6pt; }
.groups th, .groups td { padding: .8mm .4mm; text-align: center; }
.groups th { font-size: 6.1pt; padding: .8mm 0; }
.groups td.name { text-align: left; padding-right: 1mm; }
.groups .all td { font-weight: 700; background: #f4f4ef; }
.side { display: grid; grid-template-columns: 1fr 1fr; gap: 0 8mm; break-inside: avoid; }
.side th { width: 40mm; font-weight: 400; }
.bar { display: inline-block; height: 3mm; background: #6f8fb5; vertical-align: -.3mm; margin-left: 2mm; }
.bar.red { background: #c8766f; }
.many { display: inline-block; width: 9mm; text-align: right; }
.share { display: inline-block; width: 24mm; text-align: right; }
.weeks { break-inside: avoid; }
.weeks th, .weeks td { padding-top: .6mm; padding-bottom: .6mm; }
.formulas { margin: 4mm 0 0; padding: 0; list-style: none; columns: 2; column-gap: 8mm; font-size: 7.5pt; color: #444; }
.formulas li { break-inside: avoid; }
"""


def figures_html(sheet: FigureSheet) -> str:
    """`sheet` as a page for paper: all counts, rates and ages, then each group, then week by week."""
    body = [f"<h1>{plain(sheet.title)}</h1>", f'<p class="day">{plain(subtitle(sheet))}</p>']
    body += _counts(sheet.rows[0])
    body += ['<div class="side">', *_rates(sheet.rows[0]), *_ages(sheet.rows[0]), "</div>"]
    if sheet.by is not None:
        body += _groups(sheet)
    body += _trend(sheet.trend)
    body += ['<ul class="formulas">', *(f"<li>{plain(each)}</li>" for each in formulas()), "</ul>"]
    running = (sheet.title, subtitle(sheet))
    return document(sheet.title, body, running=running, foot=sheet.foot, style=_STYLE)


def _counts(figures: Figures) -> Iterator[str]:
    yield '<table class="counts">'
    yield _heads(_(label) for label in LABELS.values())
    yield _row(str(getattr(figures, name)) for name in LABELS)
    yield "</table>"


def _rates(figures: Figures) -> Iterator[str]:
    yield f"<div><h2>{plain(_('Rates'))}</h2><table>"
    for name, label in RATES.items():
        yield f"<tr><th>{plain(_(label))}</th><td>{_share(figures.rates[name])}</td></tr>"
    yield f"<tr><th>{plain(_(MEDIAN))}</th><td>{plain(median_days(figures))}</td></tr>"
    yield "</table></div>"


def _share(rate: Rate) -> str:
    part = rate.n / rate.of if rate.of else 0
    return f'<span class="share">{plain(rate_words(rate))}</span>{_bar(part, 55)}'


def _ages(figures: Figures) -> Iterator[str]:
    most = max(figures.ageing.values(), default=0)
    yield f"<div><h2>{plain(_('Ageing'))}</h2><table>"
    for name, count in figures.ageing.items():
        yield f"<tr><th>{plain(age_words(name))}</th><td>{_counted(count, most, 65)}</td></tr>"
    yield "</table></div>"


def _counted(count: int, most: int, longest: float, kind: str = "bar") -> str:
    return f'<span class="many">{count}</span>{_bar(count / most if most else 0, longest, kind)}'


def _bar(part: float, longest: float, kind: str = "bar") -> str:
    """A bar for the share `part`, in millimetres."""
    return f'<span class="{kind}" style="width:{part * longest:.1f}mm"></span>' if part else ""


def _groups(sheet: FigureSheet) -> Iterator[str]:
    heads = [_("Group"), *(_(LABELS[name]) for name in _GROUPED), *(_(label) for label in RATES.values()), _("Days")]
    heads += [_("{days} d").format(days=age_words(name)) for name, _most in AGES]
    rooms = ["31mm", *("auto" for _name in _GROUPED), *("16mm" for _name in RATES), "8mm", *("8.5mm" for _age in AGES)]
    columns = "".join(f'<col style="width:{room}">' for room in rooms)
    yield f'<h2>{plain(_("By group"))}</h2><table class="groups"><colgroup>{columns}</colgroup>'
    yield f"<thead>{_heads(heads)}</thead><tbody>"
    yield _group(_("All"), sheet.rows[0], 0, "all")
    for each in sheet.rows[1:]:
        assert sheet.by is not None
        yield _group(group_words(each.group, sheet.by), each, sheet.depths.get(each.group or "", 0))
    yield "</tbody></table>"


def _group(name: str, figures: Figures, depth: int, kind: str = "") -> str:
    opening = f'<tr class="{kind}">' if kind else "<tr>"
    indent = f' style="padding-left:{1 + 3 * min(depth, 6)}mm"'
    counts = "".join(f"<td>{getattr(figures, count)}</td>" for count in _GROUPED)
    rates = "".join(f"<td>{plain(rate_words(figures.rates[rate]))}</td>" for rate in RATES)
    days = f"<td>{plain(median_days(figures))}</td>"
    ages = "".join(f"<td>{figures.ageing[age]}</td>" for age, _most in AGES)
    return f'{opening}<td class="name"{indent}>{plain(name)}</td>{counts}{rates}{days}{ages}</tr>'


def _trend(trend: Sequence[Week]) -> Iterator[str]:
    flow = max((max(each.found, each.closed) for each in trend), default=0)
    stock = max((each.overdue for each in trend), default=0)
    yield f"<h2>{plain(_('Week by week'))}</h2><table><thead>"
    yield _heads([_("Week from"), _("Found"), _("Closed"), _("Overdue")])
    yield "</thead><tbody>"
    for each in trend:
        counted = [_counted(each.found, flow, 45), _counted(each.closed, flow, 45)]
        counted.append(_counted(each.overdue, stock, 45, "bar red"))
        yield f'<tr><td class="d">{each.week}</td>{"".join(f"<td>{cell}</td>" for cell in counted)}</tr>'
    yield "</tbody></table>"


def _heads(heads: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<th>{plain(head)}</th>' for head in heads)}</tr>"


def _row(cells: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<td>{plain(cell)}</td>' for cell in cells)}</tr>"
