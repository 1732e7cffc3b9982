"""Statements that come with every update: SQLAlchemy puts them together and knows their types,
once; then they go straight to the driver, for what SQLAlchemy does around a statement takes ten
times as long as the statement.

They are made of tables and know nothing of a session's objects: what those have to write is
written before, and what `run` changes they do not see.
"""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from sqlalchemy import Connection, Select
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.types import TypeEngine

Convert = Callable[[Any], Any]
Statement = Select[Any] | UpdateBase


@dataclass(frozen=True, slots=True)
class _Ready:
    """What one dialect is sent: the names of the values in their order, how they are written and
    how what is found is read."""

    sql: str
    names: tuple[str, ...]
    fixed: Mapping[str, Any]
    write: tuple[Convert | None, ...]
    row: Callable[..., Any]
    read: tuple[tuple[int, Convert], ...]


class Prepared:
    """One statement, or one for each dialect by its name. The names of the values that it is given
    are always the same."""

    def __init__(self, statement: Statement | Mapping[str, Statement]) -> None:
        self._statement = statement
        self._ready: dict[str, _Ready] = {}

    def rows(self, session: Session, **values: Any) -> Sequence[Any]:
        """What it finds: rows with the names of its columns. Raises DBAPIError."""
        ready, found = self._sent(session, values, finds=True)
        return [_row(ready, each) for each in found]

    def run(self, session: Session, **values: Any) -> None:
        """The same of one that finds nothing."""
        self._sent(session, values, finds=False)

    def _sent(
        self, session: Session, values: Mapping[str, Any], *, finds: bool
    ) -> tuple[_Ready, Sequence[Sequence[Any]]]:
        session.flush()
        connection = session.connection()
        dialect = connection.dialect
        ready = self._ready.get(dialect.name) or self._prepare(dialect, values)
        given = {**ready.fixed, **values} if ready.fixed else values
        written = tuple(
            [
                given[name] if write is None else write(given[name])
                for name, write in zip(ready.names, ready.write, strict=True)
            ]
        )
        cursor = connection.connection.cursor()
        try:
            cursor.execute(ready.sql, written)
            # SQLite looks for a row when it is fetched, and may fail at each.
            return ready, cursor.fetchall() if finds else ()
        except dialect.loaded_dbapi.Error as error:
            _raise(connection, ready.sql, error)
        finally:
            cursor.close()

    def _prepare(self, dialect: Dialect, values: Mapping[str, Any]) -> _Ready:
        given = self._statement
        statement = given[dialect.name] if isinstance(given, Mapping) else given
        keys = None if isinstance(statement, Select) else list(values)
        compiled = statement.compile(dialect=dialect, column_keys=keys)
        assert isinstance(compiled, SQLCompiler)
        sent = compiled.construct_expanded_state(dict(values))
        names = tuple(sent.positiontup or ())
        columns = statement.exported_columns
        reading = [_reader(each.type, dialect) for each in columns]
        ready = _Ready(
            sql=sent.statement,
            names=names,
            fixed={name: sent.parameters[name] for name in names if name not in values},
            write=tuple(
                _writer(compiled.binds[name].type, dialect)
                if name in compiled.binds
                else sent.processors.get(name)
                for name in names
            ),
            row=namedtuple("Row", [str(each.key) for each in columns]),
            read=tuple((at, read) for at, read in enumerate(reading) if read is not None),
        )
        self._ready[dialect.name] = ready
        return ready


def _writer(declared: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    return declared.dialect_impl(dialect).bind_processor(dialect)


def _reader(declared: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    return declared.dialect_impl(dialect).result_processor(dialect, None)


def _row(ready: _Ready, found: Sequence[Any]) -> Any:
    values = list(found)
    for at, read in ready.read:
        values[at] = read(values[at])
    return ready.row(*values)


def _raise(connection: Connection, sql: str, error: Exception) -> NoReturn:
    """As SQLAlchemy would. Of a connection that is lost it has to hear itself, for the others of
    the pool are lost with it."""
    dialect = connection.dialect
    if dialect.is_disconnect(error, connection.connection, None):  # type: ignore[arg-type]
        connection.exec_driver_sql("select 1")
    raise DBAPIError.instance(
        sql, None, error, dialect.loaded_dbapi.Error, dialect=dialect
    ) from error
