"""Nested JSON objects -> one flat object with all their facts. Source: docs/rules.md, "Import"."""

from collections.abc import Container, Mapping
from itertools import chain, count

from rectify.domain.columns import ROW
from rectify.transfer.wording.headings import folded
from rectify.transfer.wording.matching import assign, exact_fields_of

JsonObject = Mapping[str, object]

_NAMES = (
    "name", "displayName", "display_name", "display_value", "title", "label", "value", "login", "username", "key",
)  # fmt: skip
"""Keys of an object that say what it is: {"name": "Li"} is Li."""

_TITLE_KEYS = frozenset({"summary", "title", "subject", "name", "description", "问题", "问题描述"})
"""Keys of what holds the facts of a problem."""

_WRAPPERS = frozenset({"attributes", "properties", "fields", "node"})
"""Keys of what holds all facts of an object, as maps and portals write it: {"type": "Feature", "properties": {…}}."""

_TOLD_ALONE = frozenset({"status", "severity", "found_on", "due_on", "done_on", "closed_on"})
"""Facts that a key in an object may tell by itself, whatever that object is called."""

_OF_OTHERS = frozenset(
    {
        "fix", "patch", "resource", "resources", "asset", "package", "artifact", "component", "project", "repository",
        "user", "account", "device", "dependency", "instance", "host", "creator", "author", "reporter", "customer",
        "site", "scan", "scanner", "tool", "image",
    }
)  # fmt: skip
"""Objects whose facts are not those of the problem: {"fix": {"state": "fixed"}} says that there is a new version."""

_OF_A_LIST = frozenset({"nodes", "totalCount", "pageInfo", "__typename"})
"""Keys of an object that only says how its list is asked for."""

_WORDED_ALONE = frozenset({"message"})
"""Keys in an object that tell what is wrong where nothing else does."""

_OWN = frozenset(ROW)
"""Keys that together only a list written by rectify has."""

_FIELDS = 3
"""An object in an object holds the facts only if it has so many."""

_DEEPEST = 4
"""So deep in an object facts are looked for."""


def spread(value: JsonObject) -> JsonObject:
    """An object with what objects in it hold as its own, where these are no names: {"dates": {"due": …}}.

    What rectify wrote itself stays as it is.
    """
    if {*value} >= _OWN:
        return value
    value = _unwrapped({key: _plain(each) for key, each in value.items()})
    for _deep in range(_DEEPEST):
        if not any(isinstance(each, dict) and each and not name_in(each) for each in value.values()):
            break
        value = _spread_once(value)
    return value


def _plain(value: object) -> object:
    """A value without what a program wraps around it: {"$date": {"$numberLong": "…"}}, {"nodes": […]}."""
    if not isinstance(value, dict):
        return value
    typed = [each for key, each in value.items() if key.startswith("$")]
    if len(typed) == len(value) == 1:
        return _plain(typed[0])
    nodes = value.get("nodes")
    if isinstance(nodes, list) and {*value} <= _OF_A_LIST:
        return nodes
    return {key: _plain(each) for key, each in value.items()}


def name_in(value: JsonObject) -> str:
    """What an object is called: {"name": "Li", "id": 7} is Li."""
    lower = {key.casefold(): each for key, each in value.items()}
    return next((text for key in _NAMES if isinstance(text := lower.get(key.casefold()), str) and text), "")


def _unwrapped(value: JsonObject) -> JsonObject:
    """An object with the keys of an object in it as its own, where that holds the facts: {"key": 1, "fields": {…}}."""
    inner = [(key, each) for key, each in value.items() if isinstance(each, dict) and len(each) >= _FIELDS]
    for key, each in inner:
        titled = _TITLE_KEYS & {*each} and not _TITLE_KEYS & {*value} and _holds_facts(each)
        if titled or key.casefold() in _WRAPPERS:
            return _merged({k: v for k, v in value.items() if k != key}, key, each)
    return value


def _merged(outer: JsonObject, key: str, inner: JsonObject) -> JsonObject:
    """Both as one object; a key of the inner one that the outer one has too is called by both."""
    merged = dict(outer)
    for name, each in inner.items():
        merged[_unused(f"{key} {name}", merged) if name in merged else name] = each
    return merged


def _holds_facts(value: JsonObject) -> bool:
    """Whether an object tells of a problem, and does not only name something: {"title": "Engineer", "name": "Li"}."""
    if not any(isinstance(value.get(name), str) for name in _NAMES):
        return True
    found = assign(list(enumerate(value)), {}, {}, set(), spelled_too=False)
    return "severity" in found or ("title" in found and len(found) >= _FIELDS)


def _spread_once(value: JsonObject) -> JsonObject:
    found = dict[str, object]()
    for key, each in value.items():
        if isinstance(each, dict) and each and not name_in(each):
            for inner, what in each.items():
                found[_joined(key, inner, {*value, *found})] = what
        else:
            found[key] = each
    return found


def _joined(outer: str, inner: str, taken: Container[str]) -> str:
    """What the key of an object in an object is called: both keys, or the inner one where that alone tells a fact;
    numbered where that name is taken, so that it takes the place of no other key.
    """
    both = f"{outer} {inner}"
    told = _TOLD_ALONE & {*exact_fields_of(inner)} and outer.casefold() not in _OF_OTHERS
    if (told or folded(inner) in _WORDED_ALONE) and not exact_fields_of(both) and inner not in taken:
        return inner
    return _unused(both, taken)


def _unused(name: str, taken: Container[str]) -> str:
    names = chain([name], (f"{name} {number}" for number in count(2)))
    return next(each for each in names if each not in taken)
