"""Where a query is typed: it marks what cannot be read, and completes the last word. It loads with the first `/`."""

from rich.highlighter import Highlighter
from rich.text import Text
from textual.suggester import Suggester
from textual.widgets import Input

from rectify.domain.filters import suggestions


class FaultHighlighter(Highlighter):
    """Underlines the part of a query that cannot be read."""

    def __init__(self) -> None:
        self.fault: tuple[int, int] | None = None

    def highlight(self, text: Text) -> None:
        """Mark the fault, if there is one."""
        if self.fault is not None:
            text.stylize("bold underline", *self.fault)


class QuerySuggester(Suggester):
    """Completes the last word of a query to the name of a field or a value."""

    async def get_suggestion(self, value: str) -> str | None:
        """`value` with its last word completed, or None when nothing begins like it."""
        begin = max(value.rfind(sign) for sign in " (-,") + 1
        word = value[begin:]
        found = next(iter(suggestions(word)), None) if word else None
        return None if found is None else value + found[len(word) :]


class QueryInput(Input):
    """One line."""

    def __init__(self, value: str, placeholder: str) -> None:
        self.faults = FaultHighlighter()
        super().__init__(
            value,
            placeholder=placeholder,
            highlighter=self.faults,
            suggester=QuerySuggester(use_cache=False, case_sensitive=True),
            select_on_focus=False,
            compact=True,
        )

    def mark(self, fault: tuple[int, int] | None) -> None:
        """Mark the characters from the first to before the second as wrong; None takes the mark away."""
        self.faults.fault = fault
        self.refresh()
