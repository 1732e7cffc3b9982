"""A running roadmap and a postman without a messenger, for the stories of reminders."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.engine import Database
from db.models import Item, ItemOwner, Occurrence, Person, Roadmap
from db.models.roadmap import OccState, RoadmapState
from domain.deadlines import Kind
from domain.roles import Role
from domain.schoolyear import lessons
from services import actor as actors
from services import bundles, enlist, noise, outbox, reminders
from services.bundles import Bundle

ZONE = "Europe/Moscow"
MOSCOW = ZoneInfo(ZONE)


def moscow(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=MOSCOW).astimezone(UTC)


def school(session: Session, now: datetime) -> int:
    return enlist.organisation(session, now, "Школа № 1", ZONE)


def person(
    session: Session, now: datetime, place: int, name: str, *roles: Role, chat: bool = True
) -> int:
    """Somebody with consent and a chat, or without both."""
    chat_id = f"chat {name}" if chat else None
    newcomer = enlist.Newcomer(name, "", tuple((role, "") for role in roles), chat_id)
    return enlist.enlist(session, now, place, newcomer, ZONE)


def roadmap(session: Session, now: datetime, place: int, year: int = 2026) -> int:
    """A running roadmap of a school year."""
    first, last = lessons(year)
    row = Roadmap(
        organisation_id=place, title="Дорожная карта", state=RoadmapState.RUNNING,
        period_start=first, period_end=last, approval=[], columns=[], source_name="a.docx",
        source_sha="0", created_at=now, launched_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id


def item(
    session: Session,
    now: datetime,
    roadmap_id: int,
    title: str,
    *owners: int,
    due: date | None = None,
    kind: Kind = Kind.DATES,
    rule: str | None = None,
    deadline: str | None = None,
) -> int:
    """A row with its owners, planned."""
    row = Item(
        roadmap_id=roadmap_id, position=1, title=title, search=title.casefold(),
        term_kind=kind, spans=[[None, due.isoformat()]] if due else [], rule=rule,
        deadline=deadline, responsible=[],
    )  # fmt: skip
    session.add(row)
    session.flush()
    session.add_all(ItemOwner(item_id=row.id, person_id=owner) for owner in owners)
    session.flush()
    reminders.replan(session, row.id, now)
    return row.id


def actor(session: Session, person_id: int, now: datetime) -> actors.Actor:
    return actors.of_person(
        session, session.get_one(Person, person_id), now, ZONE, chat_id=f"chat {person_id}"
    )


@dataclass(frozen=True)
class Letter:
    """What a person got, and when."""

    person_id: int
    at: datetime
    bundle: Bundle
    late: bool

    @property
    def titles(self) -> list[str]:
        return [entry.subject.title for entry in self.bundle.entries]


@dataclass
class Postman:
    """Ticks and delivers as the program does, from one due moment to the next."""

    db: Database
    now: datetime
    letters: list[Letter] = field(default_factory=list)

    async def until(self, moment: datetime) -> list[Letter]:
        """Everything delivered on the way to the moment."""
        before = len(self.letters)
        await self._work()
        while (due := await self._next()) is not None and due <= moment:
            self.now = max(due, self.now + timedelta(seconds=1))
            await self._work()
        self.now = max(self.now, moment)
        return self.letters[before:]

    async def _next(self) -> datetime | None:
        moments = [
            await self.db.read(reminders.next_moment),
            await self.db.read(outbox.next_moment),
        ]
        return min((each for each in moments if each is not None), default=None)

    async def _work(self) -> None:
        await self.db.write(reminders.tick, self.now)
        for message_id in await self.db.read(outbox.due_ids, self.now, 100):
            letter = await self.db.write(self._deliver, message_id)
            if letter is not None:
                self.letters.append(letter)

    def _deliver(self, session: Session, message_id: int) -> Letter | None:
        claim = outbox.claim(session, message_id, self.now)
        assert claim is not None
        session.flush()
        if outbox.address(session, claim.person_id) is None:
            outbox.cancel(session, claim)
            return None
        held = noise.hold_until(session, claim.person_id, self.now, ZONE)
        if held is not None:
            outbox.postpone(session, claim, held)
            return None
        bundle = bundles.load(session, claim.person_id, claim.id, self.now)
        if bundle is None or bundle.empty:
            outbox.cancel(session, claim)
            return None
        outbox.mark_sent(session, claim, "1", self.now)
        return Letter(claim.person_id, self.now.astimezone(MOSCOW), bundle, claim.late)


def titles(session: Session) -> dict[int, str]:
    return {row.id: row.title for row in session.scalars(select(Item))}


MONDAY = date(2026, 10, 5)
NOON = moscow(MONDAY, 12)
DUE = date(2026, 10, 30)
Told = list[tuple[int, str, list[str]]]


async def told(postman: Postman, until: date) -> Told:
    letters = await postman.until(moscow(until, 23))
    return [(each.person_id, f"{each.at:%d.%m %H:%M}", each.titles) for each in letters]


async def act(db: Database, fn: object, person_id: int, now: datetime, *args: object) -> object:
    """A use case as a person."""

    def run(session: Session) -> object:
        return fn(session, actor(session, person_id, now), *args)  # type: ignore[operator]

    return await db.write(run)


async def occurrence_of(db: Database, item_id: int) -> int:
    def find(session: Session) -> int:
        return session.scalars(
            select(Occurrence.id).where(
                Occurrence.item_id == item_id, Occurrence.state == OccState.OPEN
            )
        ).one()

    return await db.read(find)


def small_cast(session: Session) -> dict[str, int]:
    """A school of a head, a curator and a mentor, with a running roadmap."""
    place = school(session, NOON)
    return {
        "place": place,
        "head": person(session, NOON, place, "Зимин Пётр Ильич", Role.HEAD),
        "curator": person(session, NOON, place, "Ветрова Ольга Сергеевна", Role.CURATOR),
        "mentor": person(session, NOON, place, "Орлова Анна Юрьевна", Role.MENTOR),
        "roadmap": roadmap(session, NOON, place),
    }
