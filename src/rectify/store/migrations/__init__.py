"""Bringing an older ledger to the present revision. The only room that knows Alembic."""

from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from rectify.store import trouble
from rectify.store.copies import copy_beside
from rectify.store.revision import newer

SCRIPTS = Path(__file__).parent


def migrate(engine: Engine, path: Path, revision: str, *, scripts: Path = SCRIPTS) -> Path:
    """Back the ledger up beside itself, then bring it from `revision` to the newest; returns where the backup is.

    Raises LedgerUnavailable, and changes nothing, when the ledger comes from a newer rectify.
    """
    config = configuration(scripts)
    known = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
    if revision not in known:
        raise newer(path, revision)
    kept = copy_beside(path, f"before-{known[0]}.{_moment(path)}")
    with trouble.told(path), engine.connect() as connection:
        config.attributes["connection"] = connection.execution_options(immediate=True)
        with connection.begin():
            command.upgrade(config, "head")
        connection.execution_options(immediate=False)
    return kept


def configuration(scripts: Path = SCRIPTS) -> Config:
    """Alembic's configuration, without a file of its own."""
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    return config


def _moment(path: Path) -> str:
    # The backup is named after the last change of the ledger that it holds, not after the clock.
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).strftime("%Y%m%dT%H%M%SZ")
