"""The source of the program as a tree, for the tests that read it."""

import ast
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).parent.parent / "src" / "rectify"


@cache
def calls(path: Path) -> tuple[ast.Call, ...]:
    """Every call in a module; each module is read once, whoever asks."""
    return tuple(node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call))
