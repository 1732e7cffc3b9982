"""Whom work is offered to, and in which order."""

from sqlalchemy.orm import Session

from db.engine import Database
from db.models import Item, ItemOwner, Person
from domain.roles import Role
from services import item_owners
from tests.item_factories import Row, running
from tests.reminder_factories import NOON, actor, person, school


async def test_staff_only_and_the_likely_first(db: Database) -> None:
    def make(session: Session) -> list[str]:
        place, other = school(session, NOON), school(session, NOON)
        curator = person(session, NOON, place, "Юрьева Яна Ильинична", Role.CURATOR)
        for name, role in (
            ("Адамова Анна Львовна", Role.PARENT),
            ("Борисов Борис Ильич", Role.MENTOR),
            ("Волков Вадим Ильич", Role.SPECIALIST),
        ):
            person(session, NOON, place, name, role)
        person(session, NOON, other, "Абрамов Антон Ильич", Role.MENTOR)
        person(session, NOON, place, "Агафонова Алла Львовна", Role.ADMINISTRATOR)
        person(session, NOON, place, "Гусева Галина Львовна", chat=False)
        both = person(session, NOON, place, "Дроздова Дарья Львовна", Role.PARENT, Role.MENTOR)
        alike = person(session, NOON, place, "Якушев Яков Ильич", Role.MENTOR)
        lately = person(session, NOON, place, "Яшин Юрий Ильич", Role.MENTOR)
        pupil = person(session, NOON, place, "Алиев Артём Ильич", Role.MENTEE)
        session.get_one(Person, pupil).is_pupil = True
        found = running(
            session, NOON, place,
            [Row("Приказ", responsible=("Социальный педагог",)), Row("Отчёт"), Row("План")],
        )  # fmt: skip
        session.add(
            ItemOwner(item_id=found["Отчёт"], person_id=alike, phrase="социальный педагог")
        )
        session.flush()
        session.add(ItemOwner(item_id=found["План"], person_id=lately))
        session.flush()
        assert session.get_one(Item, found["Приказ"]).responsible == ["Социальный педагог"]
        assert both
        who = actor(session, curator, NOON)
        return [named.name for named in item_owners.candidates(session, who, found["Приказ"], "")]

    assert await db.write(make) == [
        "Якушев Яков Ильич", "Яшин Юрий Ильич", "Юрьева Яна Ильинична", "Борисов Борис Ильич",
        "Волков Вадим Ильич", "Гусева Галина Львовна", "Дроздова Дарья Львовна",
    ]  # fmt: skip


async def test_a_query_finds_staff_only_too(db: Database) -> None:
    def make(session: Session) -> list[str]:
        place = school(session, NOON)
        curator = person(session, NOON, place, "Юрьева Яна Ильинична", Role.CURATOR)
        person(session, NOON, place, "Адамова Анна Львовна", Role.PARENT)
        person(session, NOON, place, "Адамов Антон Ильич", Role.MENTOR)
        found = running(session, NOON, place, [Row("Приказ")])
        who = actor(session, curator, NOON)
        listed = item_owners.candidates(session, who, found["Приказ"], "ад")
        return [named.name for named in listed]

    assert await db.write(make) == ["Адамов Антон Ильич"]
