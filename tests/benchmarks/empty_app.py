"""The floor of a start: imports SQLAlchemy, then runs a Textual app that has nothing but one line to paint."""

import sqlalchemy
from textual.app import App, ComposeResult
from textual.widgets import Static

READY = "empty app is ready"


class EmptyApp(App[None]):
    """One line of text."""

    def compose(self) -> ComposeResult:
        """The line, and which SQLAlchemy it was imported with."""
        yield Static(f"{READY}, with SQLAlchemy {sqlalchemy.__version__}")


if __name__ == "__main__":
    EmptyApp().run()
