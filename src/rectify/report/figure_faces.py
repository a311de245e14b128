"""Figures in each text format."""

from rectify.report.faces import as_json
from rectify.report.figures import FigureSheet, figures_csv, figures_json, figures_markdown, figures_text
from rectify.report.formats import TextFormat


def render_figures(sheet: FigureSheet, format: TextFormat, *, page: int = 80, mark: str = "#") -> str:
    """`sheet` as one text: tables and bars of `mark` in a text `page` cells wide, CSV of its rows, a JSON
    object, Markdown, or a page of HTML."""
    match format:
        case "text":
            return figures_text(sheet, max(page, 40), mark)
        case "csv":
            return figures_csv(sheet)
        case "json":
            return as_json(figures_json(sheet))
        case "md":
            return figures_markdown(sheet)
        case "html":
            from rectify.report.figures_html import figures_html  # a list of figures on a screen does without it

            return figures_html(sheet)
