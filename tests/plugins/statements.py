"""Statements are compiled once in a process, as in the running program.

Every test opens engines of its own, each of which would compile all that it is asked anew.
Dialects that were made alike are equal here, so that one engine finds what another compiled.
"""

from typing import Any, ClassVar

from sqlalchemy import Engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

ROOM = 5000  # some times the number of the program's statements


class _Alike:
    compiled: ClassVar[LRUCache[Any, Any]] = LRUCache(ROOM)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        # The module of the driver is wrapped anew for each engine.
        self.made_of = frozenset((k, v) for k, v in options.items() if k != "dbapi")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.made_of == other.made_of

    def __hash__(self) -> int:
        return hash((type(self), self.made_of))

    @classmethod
    def engine_created(cls, engine: Engine) -> None:
        engine.update_execution_options(compiled_cache=cls.compiled)


class Sqlite(_Alike, SQLiteDialect_pysqlite):
    supports_statement_cache = True


class Postgres(_Alike, PGDialect_asyncpg):
    supports_statement_cache = True


registry.register("sqlite", __name__, "Sqlite")
registry.register("postgresql.asyncpg", __name__, "Postgres")
