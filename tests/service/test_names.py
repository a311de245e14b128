"""What a user can do is reached by its name from rectify.service, and is loaded when it is asked for."""

import ast
from importlib import import_module
from pathlib import Path

from rectify import service


def test_every_name_that_types_know_is_found_when_it_is_asked_for() -> None:
    tree = ast.parse(Path(str(service.__file__)).read_text(encoding="utf-8"))
    typed = {
        alias.asname: str(node.module)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.asname
    }
    strays = [name for name, home in typed.items() if getattr(service, name) is not getattr(import_module(home), name)]
    assert (strays, "advance" in typed) == ([], True)
