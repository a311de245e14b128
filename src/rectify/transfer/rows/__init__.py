"""The rows below a header -> the facts of problems."""
