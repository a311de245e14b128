"""The ledger in a database. The only rooms that know SQLAlchemy and Alembic; Core tables, not the ORM."""
