"""What no copy holds: answers of anonymous campaigns that are still open.

A copy tells who has sent already. Beside their sheets one person's would be known by the
difference of two copies, and a draft is its author's by name. What is left out is asked again
after a copy was put back (services.surveys.sheets.mend).
"""

import sqlite3

import asyncpg

TABLES = frozenset({"campaign", "response", "answer", "answer_change", "anonymous_sheet"})
# Closing one shuffles its sheets in the same transaction (services.surveys.sheets.freeze).
_OPEN = "select id from campaign where anonymous and state = 'open'"
_WAYS = f"select id from response where campaign_id in ({_OPEN})"
_KEPT = {
    "answer": f"response_id not in ({_WAYS})",
    "answer_change": f"response_id not in ({_WAYS})",
    "anonymous_sheet": f"campaign_id not in ({_OPEN})",
}


def leave_out(copy: sqlite3.Connection) -> None:
    """Erase them from a copy for good: no page of the file keeps what stood there."""
    there = {name for (name,) in copy.execute("select name from sqlite_master").fetchall()}
    if not there >= TABLES or not copy.execute(_OPEN).fetchone():
        return
    copy.execute("pragma secure_delete=on")
    copy.execute(f"update response set draft = '{{}}' where id in ({_WAYS})")
    for table, kept in _KEPT.items():
        copy.execute(f"delete from {table} where not ({kept})")
    copy.commit()
    copy.execute("vacuum")


async def parts(connection: asyncpg.Connection) -> dict[str, str]:
    """The queries by which PostgreSQL's tables are copied without them."""
    found = {name: f"select * from {name} where {kept}" for name, kept in _KEPT.items()}
    columns = await connection.fetch(
        "select column_name from information_schema.columns"
        " where table_schema = current_schema() and table_name = 'response'"
        " order by ordinal_position"
    )
    taken = ", ".join(_column(row["column_name"]) for row in columns)
    return {**found, "response": f"select {taken} from response"}


def _column(name: str) -> str:
    if name != "draft":
        return f'"{name}"'
    return f"case when id in ({_WAYS}) then '{{}}' else draft end as draft"
