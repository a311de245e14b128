"""Writing the config file from the terminal UI: changed keys are replaced, all else stays.

Comments, blank lines and the order stay as the user wrote them. Source: docs/config.md.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from rectify import place, state
from rectify.errors import LedgerUnavailable
from rectify.i18n import _, reason_of
from rectify.toml_file import TomlFile

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

Value: TypeAlias = str | bool | int | tuple[str, ...] | None
"""The value of a key; None removes it from the file, so that the default applies."""

Changes: TypeAlias = Mapping[str, Mapping[str, Value]]
"""New values by table and key."""

Meaning: TypeAlias = Callable[[str], str]
"""The full name of a key of the table [keys]; the user may have written a short one."""


def save(file: Path, changes: Changes, *, check: Callable[[Path], object], meaning: Meaning = str) -> None:
    """Write `changes` into the config file at `file`; a file that is new is for its user alone.

    `check` raises InvalidInput for a file that is wrong; such a file stays as it is, as does one that is no TOML.
    Raises LedgerUnavailable, which names the file, where it cannot be written.
    """
    exists = file.exists()
    if exists:
        check(file)
    content = written(file if exists else None, changes, meaning).encode()
    if exists:
        place.place(file, content, force=True)
        return
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        state.write(file, content)
    except OSError as error:
        said = _("{path} cannot be written: {error}").format(path=file, error=reason_of(error))
        raise LedgerUnavailable(said) from error


def written(file: Path | None, changes: Changes, meaning: Meaning = str) -> str:
    """The text of `file`, or of a new one, with `changes` in it. Raises InvalidInput as TomlFile does."""
    from tomlkit import parse  # loads only where something is saved

    toml = TomlFile(file) if file else None
    document = parse(file.read_bytes().decode("utf-8-sig") if file else "")
    for table, values in changes.items():
        paths = _paths(toml, table, meaning if table == "keys" else str)
        for key, value in values.items():
            _put(document, paths.get(key, (table, *key.split("."))), value)
    return document.as_string()


def _paths(toml: TomlFile | None, table: str, meaning: Meaning) -> dict[str, tuple[str, ...]]:
    """The names under which the keys of `table` are written, by their full names."""
    found = toml.values.get(table) if toml else None
    if toml is None or not isinstance(found, dict):
        return {}
    return {meaning(entry.key): entry.place.path for entry in toml.section(table, found)}


def _put(document: "TOMLDocument", path: tuple[str, ...], value: Value) -> None:
    """Set `value` at `path`, where there may be a value already."""
    import tomlkit

    name, *within = path
    if name not in document:
        if value is None:
            return
        if document.body:
            document.add(tomlkit.nl())
        document[name] = tomlkit.table()
    found: Any = document[name]  # a table, whichever way it is written
    while len(within) > 1 and within[0] in found:
        found = found[within.pop(0)]
    if value is not None and len(within) > 1:
        found.append(tomlkit.key(within), _as_toml(value))
    elif value is not None:
        found[within[0]] = _as_toml(value)
    elif len(within) == 1:
        found.pop(within[0], None)


def _as_toml(value: str | bool | int | tuple[str, ...]) -> str | bool | int | list[str]:
    """A single key stands without brackets; no key is an empty text."""
    if not isinstance(value, tuple):
        return value
    return list(value) if len(value) > 1 else "".join(value)
