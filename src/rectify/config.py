"""What a user has chosen: flags over the environment over config.toml. Source: docs/commands.md, "Configuration"."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, TypeGuard

from rectify.errors import InvalidInput, LedgerUnavailable
from rectify.i18n import LANGUAGES, _, language_of

if TYPE_CHECKING:
    from rectify.toml_file import Entry, Section, TomlFile

FILE_VARIABLE = "RECTIFY_CONFIG"
"""The environment variable that names a config file to use instead of config.toml in the user's folder."""

KEYS = {"db": "RECTIFY_DB", "lang": "RECTIFY_LANG", "actor": "RECTIFY_ACTOR"}
"""The keys of config.toml, each with its environment variable."""

SECTIONS = ("keys", "view", "print")
"""The tables of config.toml. Each is read by the module that uses it: this one knows no commands, views or formats."""


class Config(NamedTuple):
    """The choices in force."""

    db: Path
    """Where the ledger is."""
    lang: str
    """"en" or "zh"."""
    actor: str
    """The name that changes are recorded under."""
    file: Path | None = None
    """The config file that was read, or None where there is none."""
    sections: "Mapping[str, Section]" = MappingProxyType({})
    """The tables that the config file has, by name."""

    def section(self, name: str) -> "Section":
        """The entries of one of SECTIONS in the config file."""
        return self.sections.get(name, ())


Check: TypeAlias = Callable[[Config, list[str]], object]
"""Reads tables of the config file, and adds what is wrong with them to a list."""

Reader: TypeAlias = "Callable[[Entry], object]"
"""The meaning of an entry; it raises InvalidInput."""

_Said: TypeAlias = tuple[str, object]
"""A value and its origin, whose text names the place in messages."""


def load(flags: Mapping[str, str], environment: Mapping[str, str] = os.environ, checks: Iterable[Check] = ()) -> Config:
    """The configuration from `flags` (db, lang and actor, where they are given), `environment` and the config file.

    A path in the config file starts from that file's folder, any other from the current one. `checks` read the tables
    of the file that this run is about to use.
    Raises InvalidInput, which lists every fault with its file, line and key, and LedgerUnavailable where the only one
    is a ledger on a server.
    """
    faults: list[str] = []
    file = config_file(environment)
    in_file, sections = _from_file(file, faults) if file else ({}, {})
    said = in_file | {key: (environment[name], name) for key, name in KEYS.items() if environment.get(name)}
    said |= {key: (value, "--" + key) for key, value in flags.items()}
    for key in in_file:
        if key in _WRONG_EVERYWHERE and said[key] is not in_file[key]:
            _checked(*in_file[key], _READERS[key], faults)
    read = {key: _checked(*said[key], _READERS[key], faults) for key in said}
    config = Config(
        db=Path(read["db"]) if "db" in read else data_folder() / "ledger.db",
        lang=read.get("lang") or language_of(environment),
        actor=read.get("actor") or login_name(),
        file=file,
        sections=sections,
    )
    for check in checks:
        check(config, faults)
    if len(faults) == 1 and "db" in said and _is_url(said["db"][0]):
        raise LedgerUnavailable(faults[0])
    if faults:
        raise InvalidInput("\n".join(faults))
    return config


def config_file(environment: Mapping[str, str] = os.environ) -> Path | None:
    """The config file to read, where there is one."""
    file = config_path(environment)
    return file if os.path.lexists(file) else None


def config_path(environment: Mapping[str, str] = os.environ) -> Path:
    """The path of the config file, which need not exist: RECTIFY_CONFIG, else the user's."""
    if named := environment.get(FILE_VARIABLE):
        return Path(named).expanduser()
    from platformdirs import user_config_path

    return user_config_path("rectify", appauthor=False) / "config.toml"


def data_folder() -> Path:
    """The folder of the user's ledger."""
    from platformdirs import user_data_path

    return user_data_path("rectify", appauthor=False)


def log_file() -> Path:
    """The file that unexpected errors are written to."""
    from platformdirs import user_log_path

    return user_log_path("rectify", appauthor=False) / "rectify.log"


def login_name() -> str:
    """The login name of the user; the user's number if there is no name."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return f"uid {os.getuid()}"


def _from_file(file: Path, faults: list[str]) -> "tuple[dict[str, _Said], dict[str, Section]]":
    from rectify.toml_file import TomlFile  # loads only where there is a file to read

    try:
        toml = TomlFile(file)
    except InvalidInput as error:
        faults.append(str(error))
        return {}, {}
    sections = {name: toml.section(name, value) for name, value in toml.values.items() if _is_section(value, name)}
    alone = {name: value for name, value in toml.values.items() if name not in sections}
    return {key: said for key, value in alone.items() if (said := _said(toml, key, value, faults))}, sections


def _is_section(value: object, name: str) -> TypeGuard[Mapping[str, object]]:
    return name in SECTIONS and isinstance(value, dict)


def _said(toml: "TomlFile", key: str, value: object, faults: list[str]) -> _Said | None:
    """The value of a key outside the tables, and its origin; None for a wrong value, which is reported."""
    from rectify.toml_file import Place  # as above

    place = Place(toml, (key,))
    if key in SECTIONS:
        faults.append(_("{place}: it is a table, which begins with [{key}]").format(place=place, key=key))
    elif key not in KEYS:
        faults.append(unknown(place, key, [*KEYS, *SECTIONS]))
    elif not isinstance(value, str):
        faults.append(_("{place}: it must be a text in quotes").format(place=place))
    else:
        return (_beside(toml.path, value) if key == "db" else value), place
    return None


def unknown(place: object, key: str, keys: Iterable[str]) -> str:
    """The fault that `key` is unknown: names similar keys; if there are none, `keys`."""
    from difflib import get_close_matches  # loads only for what is wrong

    if near := get_close_matches(key, list(keys), cutoff=0.6):
        return _("{place}: there is no such key; perhaps it is {near}").format(place=place, near=", ".join(near))
    return _("{place}: there is no such key; the keys are {keys}").format(place=place, keys=", ".join(keys))


def read_section(section: "Section", readers: "Mapping[str, Reader]", faults: list[str]) -> dict[str, Any]:
    """The values of a table of the config file, by key; every fault in it is added to `faults`."""
    said: dict[str, Any] = {}
    for entry in section:
        if entry.key not in readers:
            faults.append(unknown(entry.place, entry.key, readers))
            continue
        try:
            said[entry.key] = readers[entry.key](entry)
        except InvalidInput as error:
            faults.append(f"{entry.place}: {error}")
    return said


def one_of(choices: Sequence[str]) -> Reader:
    """Reads one of `choices`."""

    def read(entry: "Entry") -> object:
        if entry.value not in choices:
            raise InvalidInput(_("it must be one of {choices}").format(choices=", ".join(choices)))
        return entry.value

    return read


def _beside(file: Path, location: str) -> str:
    if "://" in location or not location or location.startswith("~"):
        return location
    return str(file.parent / location)


def _checked(value: str, place: object, read: Callable[[str], str], faults: list[str]) -> str:
    try:
        return read(value)
    except InvalidInput as error:
        faults.append(f"{place}: {error}")
        return ""


def _is_url(value: str) -> bool:
    return "://" in value.removeprefix("sqlite:///")


def _read_db(value: str) -> str:
    location = value.removeprefix("sqlite:///") if value.startswith("sqlite:///") else value
    if _is_url(value):
        raise InvalidInput(_("{value} is no ledger: this rectify keeps ledgers in files").format(value=value))
    if not location.strip() or any(ord(letter) < 0x20 for letter in location):
        raise InvalidInput(_("it must be the path of a file"))
    try:
        return str(Path(location).expanduser())
    except RuntimeError as error:
        raise InvalidInput(_("the home folder in {value} is unknown").format(value=value)) from error


def _read_lang(value: str) -> str:
    code = value.strip().lower()[:2]
    if code not in LANGUAGES:
        raise InvalidInput(
            _("{value} is no language of rectify; choose one of {languages}").format(
                value=value, languages=", ".join(LANGUAGES)
            )
        )
    return code


def _read_actor(value: str) -> str:
    name = " ".join(value.split())
    if not name or not name.isprintable():
        raise InvalidInput(_("it must be a name on one line"))
    return name


_WRONG_EVERYWHERE = frozenset({"lang", "actor"})
"""Keys whose faults in the file are reported even if another value is in force; a ledger may be wrong on one machine.
"""

_READERS: dict[str, Callable[[str], str]] = {"db": _read_db, "lang": _read_lang, "actor": _read_actor}
