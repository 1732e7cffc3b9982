"""A district of invented schools with a million occurrences, filled in by bare sqlite3."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench._replay import create_tables

SCHOOLS, PEOPLE, ITEMS, OCCURRENCES = 50, 1_200, 20_000, 1_000_000
NOW = datetime(2026, 10, 5, 13, tzinfo=UTC)  # a Monday, 16:00 in Moscow: the hour of bundles
_WITHOUT_CHAT = 10  # every tenth
_MOMENT = "%Y-%m-%d %H:%M:%S.000000"

_UP_TO = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})"
# Person p and item t belong to school 1 + (p - 1) % SCHOOLS: 50 divides both counts.
_FILL = (
    (SCHOOLS, """
        INSERT INTO organisation(id, kind, name, timezone, preferences, created_at)
        SELECT i, 'school', 'School ' || i, 'Europe/Moscow', '{}', :then FROM n"""),
    (PEOPLE, """
        INSERT INTO person(id, organisation_id, name, search, post, is_pupil, created_at)
        SELECT i, 1 + (i - 1) % :schools, 'Person ' || i, 'person ' || i, '', 0, :then FROM n"""),
    (PEOPLE, """
        INSERT INTO identity(person_id, channel, chat_id, reach, created_at)
        SELECT i, 'telegram', i, 'ok', :then FROM n WHERE i % :without_chat"""),
    (PEOPLE, """
        INSERT INTO consent(person_id, kind, version, text_hash, given, at)
        SELECT i, 'processing', '1', '', 1, :then FROM n WHERE i % :without_chat"""),
    (PEOPLE, """
        INSERT INTO role_grant(person_id, organisation_id, role, title, since)
        SELECT i, 1 + (i - 1) % :schools,
            CASE (i - 1) / :schools WHEN 0 THEN 'head' WHEN 1 THEN 'curator' ELSE 'mentor' END,
            '', :then FROM n"""),
    (SCHOOLS, """
        INSERT INTO roadmap(id, organisation_id, title, state, period_stated, approval, columns,
            source_name, source_sha, version, created_at)
        SELECT i, i, 'Roadmap', 'running', 1, '[]', '[]', '', '', 1, :then FROM n"""),
    (ITEMS, """
        INSERT INTO item(id, roadmap_id, level, position, title, search, term_kind, spans,
            term_decided, responsible, sharing, status, note)
        SELECT i, 1 + (i - 1) % :schools, 'row', i, 'Item ' || i, '', 'recurring', '[]', 1,
            '[]', 'one', 'todo', '' FROM n"""),
    (ITEMS, """
        INSERT INTO item_owner(item_id, person_id)
        SELECT i, 1 + (i - 1) % :people FROM n"""),
    (OCCURRENCES, """
        INSERT INTO occurrence(id, item_id, seq, kind, due, state)
        SELECT i, 1 + (i - 1) % :items, 1 + (i - 1) / :items, 'due',
            date(:today, '+' || (20 + i % 700) || ' days'), 'open' FROM n"""),
    (OCCURRENCES, """
        INSERT INTO reminder(id, occurrence_id, person_id, remind_at, step, escalated)
        SELECT i, i, 1 + (i - 1) % :items % :people,
            CASE WHEN i % 5 THEN
                strftime('%Y-%m-%d 13:00:00.000000', :today, '+' || (6 + i % 700) || ' days')
            END, 'before', 0 FROM n"""),
)  # fmt: skip
# What is due, each kind in turn: its term so many days from today, and the reminder that is next.
_KINDS = ((14, "before"), (3, "before"), (0, "today"), (-2, "after"), (-7, "escalate"))


def build(path: Path) -> None:
    """Nothing in it is due at NOW. Takes about ten seconds."""
    create_tables(path)
    values = {
        "then": _stored(NOW - timedelta(30)), "today": NOW.date().isoformat(),
        "schools": SCHOOLS, "people": PEOPLE, "items": ITEMS, "without_chat": _WITHOUT_CHAT,
    }  # fmt: skip
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA synchronous=OFF")
    for count, statement in _FILL:
        connection.execute(_UP_TO.format(count=count) + statement, values)
    connection.commit()
    connection.close()


def make_due(connection: sqlite3.Connection, count: int, stride: int) -> None:
    """Exactly `count` reminders are due, and no tick has been: undoes what a tick has done."""
    ids = [stride * (at + 1) for at in range(count)]
    kinds = [_KINDS[at % len(_KINDS)] for at in range(count)]
    moment = _stored(NOW - timedelta(minutes=1))
    connection.execute("BEGIN")
    connection.execute("DELETE FROM outbox_message")
    connection.execute("DELETE FROM reminder WHERE id > ?", [OCCURRENCES])
    connection.execute("UPDATE reminder SET remind_at = NULL WHERE remind_at <= ?", [_stored(NOW)])
    connection.executemany(
        "UPDATE reminder SET remind_at = ?, step = ?, claimed_at = NULL WHERE id = ?",
        [(moment, step, each) for each, (_, step) in zip(ids, kinds, strict=True)],
    )
    connection.executemany(
        "UPDATE occurrence SET due = ? WHERE id = ?",
        [
            ((NOW + timedelta(days)).date().isoformat(), each)
            for each, (days, _) in zip(ids, kinds, strict=True)
        ],
    )
    connection.execute("COMMIT")


def _stored(moment: datetime) -> str:
    return moment.strftime(_MOMENT)
