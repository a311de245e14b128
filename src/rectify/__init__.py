"""rectify: a keyboard-first ledger of rectification tasks."""

__version__ = "0.1.0"
