"""The rules of rectification as tables and pure functions: no input or output, and no clock."""
