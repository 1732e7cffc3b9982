"""The table of programmes of pairs: how far each is and who has agreed to it."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.models import Agreement, Pair, Programme, Roadmap
from domain.progress import count
from exports.big.model import Batch, Column
from services import file_names, tree
from services.exporting import naming
from services.exporting.model import Scope, Source
from services.exporting.pairs import names_of
from services.pairs.views import cards
from services.programmes import text

SIZE = 5  # each is a plan of its own
COLUMNS = (
    Column("pair_id", "number", 8),
    Column("school", width=28),
    Column("mentors", width=32),
    Column("mentees", width=32),
    Column("title", width=36),
    Column("goal", width=40),
    Column("stage_of", width=18),
    Column("starts", "date", 12),
    Column("ends", "date", 13),
    Column("put_on", "date", 14),
    Column("agreed", width=32),
    Column("lines", "number", 9),
    Column("done", "number", 11),
    Column("overdue", "number", 12),
)


def read(session: Session, scope: Scope, after: int) -> Batch:
    query = (
        select(Programme, Roadmap, Pair)
        .join(Roadmap, Roadmap.id == Programme.roadmap_id)
        .join(Pair, Pair.id == Programme.pair_id)
        .where(Programme.id > after, Pair.removed_at.is_(None), scope.within(Pair.organisation_id))
    )
    if scope.last is not None:
        query = query.where(or_(Pair.starts.is_(None), Pair.starts <= scope.last))
    if scope.first is not None:
        query = query.where(or_(Pair.ended_on.is_(None), Pair.ended_on >= scope.first))
    found = session.execute(query.order_by(Programme.id).limit(SIZE)).all()
    shown = {card.id: card for card in cards(session, [p for *_, p in found], scope.today)}
    names = names_of(session, scope, shown.values())
    agreed = _agreed(session, [programme for programme, *_ in found])
    signers = {each for some in agreed.values() for each in some}
    named = file_names.names(session, signers, scope.at)
    places = naming.schools(session, {pair.organisation_id for *_, pair in found})
    rows = []
    for programme, roadmap, pair in found:
        progress = count((n.leaf for n in tree.load(session, roadmap.id).leaves()), scope.today)
        card = shown[pair.id]
        rows.append((
            pair.id, places[pair.organisation_id],
            file_names.of(names, (each.id for each in card.mentors)),
            file_names.of(names, (each.id for each in card.mentees)),
            roadmap.title, programme.goal, text.stage(session, programme, roadmap),
            roadmap.period_start, roadmap.period_end, naming.day(programme.put_at, scope.zone),
            file_names.of(named, agreed[programme.id]),
            progress.total, progress.done, progress.overdue,
        ))  # fmt: skip
    return Batch(tuple(rows), found[-1][0].id if len(found) == SIZE else None)


def _agreed(session: Session, programmes: Collection[Programme]) -> defaultdict[int, list[int]]:
    """Who says yes to the text that was put to both, by programme."""
    hashes = {each.id: each.text_hash for each in programmes}
    rows = session.execute(
        select(Agreement.programme_id, Agreement.person_id, Agreement.text_hash, Agreement.agreed)
        .where(Agreement.programme_id.in_(hashes))
        .order_by(Agreement.id)
    )
    last = {
        (row.programme_id, row.person_id): row.agreed
        for row in rows
        if row.text_hash == hashes[row.programme_id]
    }
    found: defaultdict[int, list[int]] = defaultdict(list)
    for (programme_id, person_id), yes in last.items():
        if yes:
            found[programme_id].append(person_id)
    return found


SOURCE = Source(COLUMNS, read)
