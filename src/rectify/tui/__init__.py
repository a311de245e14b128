"""The terminal UI: one main screen, driven by the table of commands."""
