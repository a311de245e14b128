"""Drafts: what was typed into a form and not accepted yet, kept in small files so that a crash loses none of it.

Each form has a file of its own, which follows what is typed from a thread beside the interface. A file that cannot be
written or read keeps nobody from working: there is no draft then.
"""

import asyncio
import json
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from rectify import state
from rectify.domain.facts import clean
from rectify.domain.problem import Problem
from rectify.i18n import _, listed, ngettext
from rectify.report.lettering import visible
from rectify.tui.command_table import Table
from rectify.tui.commands import BY_ID

FOLDER = "drafts"

KEPT = timedelta(days=30)
"""How long a draft is kept."""

LARGEST = 4_000_000
"""The greatest size of a draft in bytes; a longer file is not one."""

MOST_NAMED = 5
"""The most numbers that are listed."""

PATIENCE = 1.0
"""Seconds that a form waits for the drafts to be read."""


def folder() -> Path:
    """The folder of the drafts of all ledgers."""
    return state.folder() / FOLDER


class Origin(NamedTuple):
    """Identifies a form: which one, of which problems, filled in by whom."""

    form: str
    """The id of the command that opens it; after a blank, what distinguishes it from other forms of that command."""
    numbers: tuple[str, ...]
    actor: str

    @property
    def command(self) -> str:
        """The id of the command that opens it."""
        return self.form.partition(" ")[0]

    @property
    def is_known(self) -> bool:
        """Whether there is such a command."""
        return self.command in BY_ID


class Draft(NamedTuple):
    """The text typed into one form."""

    origin: Origin
    heading: str
    """The title of the form."""
    versions: tuple[int, ...]
    """The versions of the problems when it was typed, in the order of their numbers."""
    at: datetime
    typed: Mapping[str, str]
    """By the names of the fields, without those that were left unchanged."""

    def changed_since(self, problems: Sequence[Problem]) -> list[str]:
        """The numbers of its problems that were changed since it was typed."""
        then = dict(zip(self.origin.numbers, self.versions, strict=True))
        return [problem.number for problem in problems if then.get(problem.number) != problem.version]


class Drafts:
    """The drafts of one ledger."""

    def __init__(self, ledger: Path | None, now: Callable[[], datetime]) -> None:
        """`ledger` is the file whose drafts these are; without it none are kept. `now` is the clock."""
        self.now = now
        self._ledger = ledger
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="drafts")
        self._kept: dict[Origin, Draft] = {}
        self._looked: Future[list[Draft]] | None = None

    async def ready(self) -> None:
        """Wait until the drafts of an earlier run are read."""
        if self._ledger is not None and self._looked is None:
            self._looked = self._pool.submit(self._look, self.now())
        if self._looked is not None:
            with suppress(TimeoutError):
                left = await asyncio.wait_for(asyncio.shield(asyncio.wrap_future(self._looked)), PATIENCE)
                while left:  # each is taken over once: one that is thrown away later stays away
                    draft = left.pop()
                    self._kept.setdefault(draft.origin, draft)

    def of(self, actor: str) -> list[Draft]:
        """Those of one person, the newest first."""
        own = (draft for draft in self._kept.values() if draft.origin.actor == actor)
        return sorted(own, key=lambda draft: draft.at, reverse=True)

    def get(self, origin: Origin) -> Draft | None:
        """The draft of a form; None if there is none."""
        return self._kept.get(origin)

    def put(self, draft: Draft) -> None:
        """Keep a draft, replacing the one of the same form."""
        if self._ledger is not None:
            self._kept[draft.origin] = draft
            self._pool.submit(self._write, draft)

    def drop(self, origin: Origin) -> None:
        """Delete a draft, if there is one."""
        if self._kept.pop(origin, None) is not None:
            self._pool.submit(self._remove, origin)

    def close(self) -> None:
        """Finish what is still to be written."""
        self._pool.shutdown()

    # --- in the thread

    def _write(self, draft: Draft) -> None:
        with suppress(OSError, RuntimeError):
            state.write(self._file(draft.origin), as_bytes(draft))

    def _remove(self, origin: Origin) -> None:
        with suppress(OSError, RuntimeError):
            self._file(origin).unlink(missing_ok=True)

    def _look(self, now: datetime) -> list[Draft]:
        """Read the files of this ledger; those that are too old are deleted."""
        found = list[Draft]()
        with suppress(OSError, RuntimeError):
            for path in folder().glob(f"{self._mark()}-*.json"):
                draft = read(state.read(path, LARGEST) or b"")
                if draft is None or path.name != self._name(draft.origin):
                    continue
                if now - draft.at > KEPT:
                    path.unlink(missing_ok=True)
                else:
                    found.append(draft)
        return found

    def _file(self, origin: Origin) -> Path:
        return state.open_folder(FOLDER) / self._name(origin)

    def _name(self, origin: Origin) -> str:
        return f"{self._mark()}-{state.hashed(json.dumps(origin))}.json"

    def _mark(self) -> str:
        return state.mark_of(self._ledger or Path())


class Sheet:
    """The place where one form keeps its draft while it is filled in."""

    def __init__(self, drafts: Drafts, form: str, heading: str, problems: Sequence[Problem], actor: str) -> None:
        """`form` is what Origin.form says, `heading` what the form is called."""
        them = sorted(problems, key=lambda problem: problem.number)
        self._drafts = drafts
        self._origin = Origin(form, tuple(problem.number for problem in them), actor)
        self._blank = Draft(self._origin, heading, tuple(problem.version for problem in them), drafts.now(), {})
        self.left = drafts.get(self._origin)
        """What an earlier run left."""

    def keep(self, typed: Mapping[str, str]) -> None:
        """Keep the present text; if nothing is typed, there is no draft."""
        if typed:
            self._drafts.put(self._blank._replace(at=self._drafts.now(), typed=typed))
        else:
            self.drop()

    def drop(self) -> None:
        """Delete the draft: the text is in the ledger, or nobody wants it."""
        self._drafts.drop(self._origin)


def told_in_form(draft: Draft, problems: Sequence[Problem], now: datetime) -> str:
    """The message of a form that begins with a draft; `now` is in the time zone of the ledger."""
    said = [_("A draft from {time} stands here; Esc twice throws it away.").format(time=moment_in_words(draft.at, now))]
    if changed := draft.changed_since(problems):
        several = _("Changed since then: {numbers}. Compare before you accept.")
        said.append(several.format(numbers=visible(listed(changed[:MOST_NAMED]))))
    return "\n".join(said)


def told_at_start(drafts: Sequence[Draft], now: datetime, table: Table) -> str:
    """The message about the drafts that were left, the newest first: when it was typed, and which key continues it."""
    draft, count = drafts[0], len(drafts[0].origin.numbers)
    if count == 0:
        said = _("A draft of “{form}” from {time} is kept: {key} goes on with it.")
    elif count == 1:
        said = _("A draft of “{form}” from {time} is kept: {key} on {number} goes on with it.")
    else:
        said = _("A draft of “{form}” from {time} is kept: {key} with the same problems marked goes on with it.")
    told = said.format(
        form=visible(draft.heading),
        time=moment_in_words(draft.at, now),
        key=table.key(draft.origin.command),
        number=visible("".join(draft.origin.numbers[:1])),
    )
    more = len(drafts) - 1
    also = ngettext("{count} more is kept: {key} shows all.", "{count} more are kept: {key} shows all.", more)
    return f"{told} {also.format(count=more, key=table.key('list.drafts'))}" if more else told


def moment_in_words(at: datetime, now: datetime) -> str:
    """When a draft was typed, in the time zone of `now`: the time, and the day if it is another one."""
    local = at.astimezone(now.tzinfo)
    return f"{local:%H:%M}" if local.date() == now.date() else f"{local:%Y-%m-%d %H:%M}"


def as_bytes(draft: Draft) -> bytes:
    """A draft as it is stored in its file."""
    told = draft.origin._asdict() | {"heading": draft.heading, "versions": draft.versions}
    told |= {"at": draft.at.astimezone(UTC).isoformat(), "typed": dict(draft.typed)}
    return json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def read(content: bytes) -> Draft | None:
    """The draft that a file holds, without control characters; None if it holds none, whatever its content."""
    try:
        told = json.loads(content)
        match told:
            case {
                "form": str(form),
                "numbers": [*numbers],
                "actor": str(actor),
                "heading": str(heading),
                "versions": [*versions],
                "at": str(at),
                "typed": dict(typed),
            } if _are(str, [*numbers, *typed.values()]) and _are(int, versions) and len(numbers) == len(versions):
                origin = Origin(form, tuple(numbers), actor)
                texts = {name: clean(text, keep_lines=True) for name, text in typed.items()}
                moment = datetime.fromisoformat(at).astimezone(UTC)
                return Draft(origin, clean(heading), tuple(versions), moment, texts) if origin.is_known else None
    except (ValueError, OverflowError, RecursionError):
        pass  # it is damaged, or no draft at all
    return None


def _are(kind: type, values: Sequence[object]) -> bool:
    return all(type(value) is kind for value in values)
