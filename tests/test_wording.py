"""What a user is told is marked for translation where it is written."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.source import SOURCE, calls

TELLING = re.compile(
    r"say|tell|complain|refuse|notify|Static|Fault|fault|Refused|Conflict|InvalidInput|LedgerUnavailable"
)
WORDS = re.compile(r"[A-Za-z]{2,} [a-z]{2,}")


def unmarked(path: Path) -> Iterator[str]:
    """Sentences that a module hands, as they are, to what tells them."""
    for node in calls(path):
        if TELLING.fullmatch(ast.unparse(node.func).rpartition(".")[2]):
            for argument in node.args:
                if isinstance(argument, ast.Constant | ast.JoinedStr) and WORDS.search(ast.unparse(argument)):
                    yield f"{path.name}:{argument.lineno}: {ast.unparse(argument)}"


def test_no_sentence_is_told_that_no_translation_knows() -> None:
    assert [found for path in sorted(SOURCE.rglob("*.py")) for found in unmarked(path)] == []
