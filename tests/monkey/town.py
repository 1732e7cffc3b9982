"""Three schools and a municipality whose every name gives away where it comes from."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from db.models import (
    Application,
    Campaign,
    Item,
    ItemOwner,
    Organisation,
    Person,
    Response,
    Roadmap,
    RoleGrant,
)
from db.models.people import OrganisationKind
from db.models.surveys import CampaignState, ResponseState
from domain.past import target_year
from domain.roles import Role
from sandbox.session import Actor
from services import actor as actors
from services import consents, demo, drafts, enlist, grants, launch, settling, templates
from services.enlist import Newcomer
from tests.monkey import asking
from tests.stage import ZONE, Stage

# Words that no text of ours holds; the stem stands in every name of the place.
DISTRICT, FIRST, SECOND, LONELY = "Бырдом", "Жаконт", "Фуксил", "Тыргон"
STEMS = (DISTRICT, FIRST, SECOND, LONELY)
_ENDINGS = ("ов", "ин", "ский", "енко", "ян", "ец", "ук", "ко", "ев", "айло", "анич", "идзе")
_STAFF: tuple[tuple[Role, str], ...] = (
    (Role.HEAD, ""), (Role.CURATOR, ""), (Role.SPECIALIST, "методист"),
    (Role.SPECIALIST, "психолог"), (Role.SPECIALIST, "классный руководитель"),
    (Role.MENTOR, ""), (Role.MENTOR, ""), (Role.MENTEE, ""), (Role.PARENT, ""),
)  # fmt: skip
# Who leads has more to press.
_LIVELY = {
    Role.CURATOR: 12, Role.HEAD: 4, Role.COORDINATOR: 8, Role.ADMINISTRATOR: 3, Role.MENTOR: 3,
    Role.SPECIALIST: 2, Role.MENTEE: 2,
}  # fmt: skip


@dataclass
class Somebody:
    """A person at their telephone; `weight`: how often it is their turn."""

    who: str
    actor: Actor
    weight: int = 1
    invited: set[int] = field(default_factory=set)  # places whose links they have opened


@dataclass
class Town:
    """`places`: the organisation by the stem of its names; `since`: when the play begins."""

    stage: Stage
    since: datetime
    places: dict[str, int] = field(default_factory=dict)
    people: list[Somebody] = field(default_factory=list)
    # What somebody of a place has brought from another one in a file is no secret there.
    brought: dict[int, set[int]] = field(default_factory=dict)
    quiet: dict[str, int] = field(default_factory=dict)  # open anonymous campaigns by stem

    async def settled(self, who: str, role: Role | None, place: int | None, name: str) -> int:
        """Somebody with a chat, a consent and at most one role, who has seen the menu."""
        somebody = self._added(who, name, _LIVELY.get(role, 1) if role else 1)
        roles = ((role, ""),) if role else ()
        return await self._enlisted(somebody, roles, place, name)

    async def worker(self, stem: str, at: int, pupil: bool = False) -> int:
        """One of the usual people of a school."""
        role, title = (Role.MENTEE, "") if pupil else _STAFF[at]
        name = f"{stem}{_ENDINGS[at]} Игорь Олегович"
        somebody = self._added(f"{role.value} of {stem}", name, _LIVELY.get(role, 1))
        return await self._enlisted(
            somebody, ((role, title),), self.places[stem], name, pupil=pupil
        )

    def stranger(self, who: str, name: str) -> Somebody:
        return self._added(who, name, 1)

    def _added(self, who: str, name: str, weight: int) -> Somebody:
        actor = Actor(self.stage.world, name, feed=self.stage.feed)
        self.people.append(Somebody(who, actor, weight))
        return self.people[-1]

    async def _enlisted(
        self, somebody: Somebody, roles: Sequence[tuple[Role, str]], place: int | None, name: str,
        *, pupil: bool = False,
    ) -> int:  # fmt: skip
        actor, now = somebody.actor, self.stage.clock.now()
        newcomer = Newcomer(name, "", tuple(roles), str(actor.id), is_pupil=pupil)
        person = await self.stage.db.write(enlist.enlist, now, place, newcomer, ZONE)
        self.stage.people[actor.id] = person
        await actor.starts()
        return person


async def build(stage: Stage) -> Town:
    """Everybody has met the bot; roadmaps run in the first two schools and above them, and the
    schools ask their people."""
    town = Town(stage, stage.clock.now())
    await _found(town)
    await _people(town)
    await stage.db.write(_roadmaps, stage.clock.now(), town.places)
    schools = {stem: town.places[stem] for stem in (FIRST, SECOND)}
    town.quiet = await stage.db.write(asking.seed, stage.clock.now(), ZONE, schools)
    town.since = stage.clock.now()
    return town


async def _found(town: Town) -> None:
    stage, now = town.stage, town.stage.clock.now()
    town.places[DISTRICT] = above = await stage.db.write(
        enlist.organisation, now, f"Управление образования, {DISTRICT}ск", ZONE,
        kind=OrganisationKind.MUNICIPALITY,
    )  # fmt: skip
    for stem, parent in ((FIRST, above), (SECOND, above), (LONELY, None)):
        town.places[stem] = await stage.db.write(
            enlist.organisation, now, f"Школа «{stem}»", ZONE, parent_id=parent
        )


async def _people(town: Town) -> None:
    stage, places = town.stage, town.places
    await town.settled("administrator", Role.ADMINISTRATOR, None, "Ладожин Пётр Ильич")
    name = f"{DISTRICT}ова Анна Львовна"
    await town.settled("coordinator", Role.COORDINATOR, places[DISTRICT], name)
    for stem in (FIRST, SECOND):
        for at in range(len(_STAFF)):
            await town.worker(stem, at)
        await town.worker(stem, len(_STAFF), pupil=True)
    for at in (0, 1, 5):
        await town.worker(LONELY, at)
    both = await town.settled("mentor of two", Role.MENTOR, places[FIRST], "Двинский Олег Ильич")
    archived = await town.settled("archived", Role.MENTOR, places[SECOND], "Ушедший Ян Ильич")
    declined = await town.settled("declined", Role.MENTOR, places[FIRST], "Отказов Яков Ильич")
    await stage.db.write(_circumstances, stage.clock.now(), places[SECOND], both, archived)
    await stage.db.write(_withdrawn, stage.clock.now(), declined)
    town.stranger("stranger", "Прохожий")
    town.stranger("stranger with no surname", "Х")


def _circumstances(session: Session, now: datetime, place: int, both: int, archived: int) -> None:
    head = _holder(session, now, place, Role.HEAD)
    grants.add(session, head, both, place, role=Role.SPECIALIST, title="психолог")
    grants.archive(session, head, archived)


def _withdrawn(session: Session, now: datetime, person_id: int) -> None:
    person = session.get_one(Person, person_id)
    consents.withdraw(session, actors.of_person(session, person, now, ZONE))


def _holder(session: Session, now: datetime, place: int, role: Role) -> actors.Actor:
    person = session.scalars(
        select(Person).join(RoleGrant, RoleGrant.person_id == Person.id)
        .where(RoleGrant.organisation_id == place, RoleGrant.role == role)
    ).first()  # fmt: skip
    assert person is not None
    return actors.of_person(session, person, now, ZONE)


def _roadmaps(session: Session, now: datetime, places: dict[str, int]) -> None:
    for stem in (FIRST, SECOND):
        curator = _holder(session, now, places[stem], Role.CURATOR)
        document = demo.document(now)
        rows = tuple(replace(row, title=f"{row.title} ({stem})") for row in document.rows)
        made = replace(document, title=f"{document.title}, {stem}", rows=rows)
        _launch(session, curator, drafts.create(session, curator, made, "", "").roadmap_id)
    coordinator = _holder(session, now, places[DISTRICT], Role.COORDINATOR)
    for key in ("municipality", "teachers"):
        draft = templates.start(session, coordinator, key, target_year(coordinator.today))
        _mark(session, draft, DISTRICT)
        _launch(session, coordinator, draft)


def _launch(session: Session, actor: actors.Actor, roadmap_id: int) -> None:
    settling.settle_all(session, actor, roadmap_id, settling.Settle.DONE)
    launch.launch(session, actor, roadmap_id)


def _mark(session: Session, roadmap_id: int, stem: str) -> None:
    mine = update(Item).where(Item.roadmap_id == roadmap_id)
    session.execute(mine.values(title=Item.title + f" ({stem})"))
    row = session.get_one(Roadmap, roadmap_id)
    row.title = f"{row.title}, {stem}"
    session.flush()


def seen_by(session: Session, chat_id: int, since: datetime) -> set[int] | None:
    """The organisations whose data a chat may see at all; None: every one."""
    found = actors.find_person(session, str(chat_id))
    if found is None:
        return set()
    held = session.execute(
        select(RoleGrant.role, RoleGrant.organisation_id).where(
            RoleGrant.person_id == found.id,
            or_(RoleGrant.until.is_(None), RoleGrant.until > since),
        )
    ).all()
    if any(role is Role.ADMINISTRATOR for role, _ in held):
        return None
    own = {place for _, place in held if place is not None}
    if found.archived_at is None and found.organisation_id is not None:
        own.add(found.organisation_id)
    asked = select(Application.organisation_id).where(Application.person_id == found.id)
    own.update(session.scalars(asked))
    above = session.scalars(select(Organisation.parent_id).where(Organisation.id.in_(own)))
    led = {place for role, place in held if role is Role.COORDINATOR}
    below = session.scalars(select(Organisation.id).where(Organisation.parent_id.in_(led)))
    return own | {each for each in above if each is not None} | set(below)


def surnames(session: Session, chat_id: int) -> list[str]:
    """Of everybody but the one in this chat, as long as they give away a place."""
    mine = actors.find_person(session, str(chat_id))
    people = session.execute(select(Person.id, Person.name))
    found = {name.split()[0] for each, name in people if mine is None or each != mine.id}
    return sorted(name for name in found if name.startswith((FIRST, SECOND)))


def still_open(session: Session, campaign_id: int) -> bool:
    return session.get_one(Campaign, campaign_id).state is CampaignState.OPEN


def still_asked(session: Session, campaign_id: int, chat_id: int) -> bool:
    """Whether a person has a draft there that is not sent: it is theirs to see."""
    found = actors.find_person(session, str(chat_id))
    mine = select(Response.state).where(
        Response.campaign_id == campaign_id, Response.person_id == (found.id if found else None)
    )
    return session.scalars(mine).first() in (ResponseState.INVITED, ResponseState.STARTED)


def operator(session: Session, chat_id: int) -> str:
    """The name of the school that a person has once consented to, which stays in their data."""
    found = actors.find_person(session, str(chat_id))
    place = found.organisation_id if found else None
    name = session.get_one(Organisation, place).name if place else ""
    return name if _tells(name) else ""


def schools(session: Session) -> list[str]:
    """The names in the one list that is for everybody: where somebody asks a school for a role."""
    kind = Organisation.kind == OrganisationKind.SCHOOL
    return list(session.scalars(select(Organisation.name).where(kind)))


def _tells(name: str) -> bool:
    """Whether it still gives away a place: a monkey gives new names."""
    return any(name.startswith(stem) or f"«{stem}»" in name for stem in STEMS)


def guests(session: Session, places: set[int]) -> list[str]:
    """The surnames of those who work in these places too, wherever they come from."""
    names = session.scalars(
        select(Person.name)
        .join(RoleGrant, RoleGrant.person_id == Person.id)
        .where(RoleGrant.organisation_id.in_(places))
    )
    return sorted({name.split()[0] for name in names if _tells(name)})


def partners(session: Session, chat_id: int) -> set[int]:
    """The schools that answer for the same line of a municipality's roadmap, and where nobody of
    them does so yet, all that it is for."""
    found = actors.find_person(session, str(chat_id))
    if found is None:
        return set()
    mine = select(ItemOwner.item_id).where(ItemOwner.person_id == found.id)
    places = session.scalars(
        select(Person.organisation_id)
        .join(ItemOwner, ItemOwner.person_id == Person.id)
        .where(ItemOwner.item_id.in_(mine))
    )
    own = session.scalars(
        select(Roadmap.organisation_id)
        .join(Item, Item.roadmap_id == Roadmap.id)
        .where(Item.id.in_(mine))
    )
    below = select(Organisation.id).where(Organisation.parent_id.in_(set(own)))
    return {each for each in (*places, *session.scalars(below)) if each is not None}
