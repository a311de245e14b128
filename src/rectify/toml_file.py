"""A TOML file: its entries, and the line of each."""

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, TypeAlias

from rectify.errors import InvalidInput
from rectify.i18n import _, reason_of


class Place(NamedTuple):
    """The place of a key. Its text begins messages: the file, the line and the key."""

    file: "TomlFile"
    path: tuple[str, ...]
    """The names from the top of the file down to the key."""

    def __str__(self) -> str:
        return f"{self.file.path}:{self.file.line(self.path)}: {'.'.join(self.path)}"


class Entry(NamedTuple):
    """One key of the file with its value."""

    key: str
    """Its name within its table; the names of tables in between are joined by dots, quoted or not."""
    value: object
    place: Place


Section: TypeAlias = tuple[Entry, ...]
"""A table of the file, with its nested tables flattened."""


class TomlFile:
    """A file that was read. Lines are looked for only where something is wrong, since that takes reading it again."""

    def __init__(self, path: Path) -> None:
        """Read the file at `path`. Raises InvalidInput, which names the file, when it cannot be read or is no TOML."""
        self.path = path
        try:
            self._text = path.read_text(encoding="utf-8-sig")
            self.values: Mapping[str, object] = tomllib.loads(self._text)
        except OSError as error:
            raise InvalidInput(
                _("{file}: it cannot be read: {reason}").format(file=path, reason=reason_of(error))
            ) from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise InvalidInput(_("{file}: it is not TOML: {reason}").format(file=path, reason=error)) from error

    def section(self, name: str, table: Mapping[str, object]) -> Section:
        """The entries of `table`, whose name in the file is `name`."""
        return tuple(self._entries(table, (name,), ()))

    def _entries(self, table: Mapping[str, object], above: tuple[str, ...], within: tuple[str, ...]) -> Iterator[Entry]:
        for name, value in table.items():
            path, key = (*above, name), (*within, name)
            if isinstance(value, dict):
                yield from self._entries(value, path, key)
            else:
                yield Entry(".".join(key), value, Place(self, path))

    def line(self, path: tuple[str, ...]) -> int:
        """The line on which the key at `path` begins, counted from 1.

        It is the one after the last lines that are TOML by themselves and do not have the key yet.
        """
        lines = self._text.split("\n")
        without, beyond = 0, len(lines)
        while beyond - without > 1:
            middle = (without + beyond) // 2
            count, table = next(_tables(lines, middle, beyond), (beyond, None))
            if table is None or _has(table, path):
                beyond = middle
            else:
                without = count
        return without + 1


def _tables(lines: list[str], first: int, end: int) -> Iterator[tuple[int, object]]:
    """What the first lines say, for each count of lines from `first` to before `end` that is TOML by itself."""
    for count in range(first, end):
        with suppress(tomllib.TOMLDecodeError):
            yield count, tomllib.loads("\n".join(lines[:count]))


def _has(table: object, path: tuple[str, ...]) -> bool:
    for name in path:
        if not isinstance(table, dict) or name not in table:
            return False
        table = table[name]
    return True
