"""Invitation links from making to acceptance, and every way they can be of no use."""

import asyncio
import contextlib
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from content.consent import document
from db.engine import Database
from db.models import Consent, Identity, Person
from domain.consents import Document
from domain.named import Named
from domain.roles import Role
from services import consents, entry, grants, invitations, people
from services.actor import Actor
from services.entry import Situation
from services.errors import Refusal
from services.invitations import Link
from tests.people_factories import NOW, again, municipality, next_update, person, school, stranger


async def came(db: Database, link: Link, chat: str = "900", days: int = 0) -> Actor:
    """A stranger who opened the link, with what the chat remembers of it."""
    at = NOW + timedelta(days=days)
    await db.write(entry.arrive, stranger(chat, at=at), link.payload, False)
    return await next_update(db, stranger(chat), at)


async def joined(db: Database, link: Link, chat: str, profile: str = "Оля") -> Actor:
    actor = await came(db, link, chat)
    await db.write(entry.agree, actor, profile, False)
    return await next_update(db, actor)


def chats_of(session: Session, person_id: int) -> list[str]:
    return list(session.scalars(select(Identity.chat_id).where(Identity.person_id == person_id)))


def count_people(session: Session) -> int:
    return len(list(session.scalars(select(Person.id))))


async def test_a_stranger_joins_by_a_link(db: Database) -> None:
    place = await school(db)
    curator = await person(db, place, "Ветрова Ольга", Role.CURATOR, chat="1")
    link = await db.write(invitations.create, curator, place, Role.MENTOR)
    before = await db.read(count_people)

    actor = await came(db, link)
    found = await db.read(entry.standing, actor, False)
    between = await db.read(count_people)
    result = await db.write(entry.agree, actor, "Оля ❤", False)

    assert (found.situation, found.operator, found.consented) == (
        Situation.OFFER, "Школа № 1", False,
    )  # fmt: skip
    assert between == before, "nobody is stored before the consent"
    assert (result.name, result.fresh) == ("Оля ❤", True)
    mentor = await next_update(db, actor)
    assert mentor.consent is True
    assert [(held.role, held.organisation_id) for held in mentor.roles] == [(Role.MENTOR, place)]
    assert mentor.state is not None
    assert mentor.state.name == entry.MY_NAME


async def test_a_shared_link_lets_many_in_and_counts_them(db: Database) -> None:
    place = await school(db)
    curator = await person(db, place, "Ветрова Ольга", Role.CURATOR, chat="1")
    link = await db.write(invitations.create, curator, place, Role.MENTOR)

    await joined(db, link, "901")
    await joined(db, link, "902")

    [shown] = await db.read(invitations.active, curator, place)
    assert (shown.max_uses, shown.uses) == (None, 2)
    assert len(await db.read(people.holders, place, Role.MENTOR)) == 2


async def test_a_one_off_link_lets_one_in(db: Database) -> None:
    place = await school(db)
    head = await person(db, place, "Ветрова Ольга", Role.HEAD, chat="1")
    link = await db.write(invitations.create, head, place, Role.CURATOR)
    slow = await came(db, link, "901")
    await joined(db, link, "902")

    with pytest.raises(Refusal, match="link_used"):
        await db.write(entry.agree, slow, "Оля", False)
    with pytest.raises(Refusal, match="link_used"):
        await came(db, link, "903")

    assert await db.read(invitations.active, head, place) == []
    assert len(await db.read(people.holders, place, Role.CURATOR)) == 1


async def test_of_two_who_tap_at_once_one_gets_in(db: Database) -> None:
    place = await school(db)
    head = await person(db, place, "Ветрова Ольга", Role.HEAD, chat="1")
    link = await db.write(invitations.create, head, place, Role.CURATOR)
    both = [await came(db, link, chat) for chat in ("901", "902")]

    results = await asyncio.gather(
        *(db.write(entry.agree, actor, "Оля", False) for actor in both), return_exceptions=True
    )

    refused = [result.key for result in results if isinstance(result, Refusal)]
    assert refused == ["link_used"]
    assert len(await db.read(people.holders, place, Role.CURATOR)) == 1


async def test_the_consent_keeps_version_time_and_hash_of_the_shown_text(db: Database) -> None:
    place = await school(db)
    curator = await person(db, place, "Ветрова Ольга", Role.CURATOR, chat="1")
    link = await db.write(invitations.create, curator, place, Role.MENTOR)

    mentor = await joined(db, link, "901")

    row = await db.read(
        lambda session: session.scalar(select(Consent).where(Consent.person_id == mentor.me))
    )
    assert row is not None
    assert (row.kind, row.version, row.at, row.given) == ("processing", "2", NOW, True)
    assert row.text_hash == document(Document.PROCESSING, "Школа № 1").sha256


async def test_opening_the_own_used_link_again_is_no_mistake(db: Database) -> None:
    place = await school(db)
    head = await person(db, place, "Ветрова Ольга", Role.HEAD, chat="1")
    link = await db.write(invitations.create, head, place, Role.CURATOR)
    curator = await joined(db, link, "902")

    found = await db.write(entry.arrive, curator, link.payload, False)
    await db.write(entry.agree, await next_update(db, curator), "Оля", False)

    assert (found.situation, found.consented) == (Situation.OFFER, True)
    assert len((await next_update(db, curator)).roles) == 1


@pytest.mark.parametrize(
    ("role", "days"),
    [(Role.HEAD, 7), (Role.CURATOR, 7), (Role.MENTOR, 30), (Role.SPECIALIST, 30)],
)
async def test_links_expire(db: Database, role: Role, days: int) -> None:
    above = await municipality(db)
    place = await school(db, parent_id=above)
    maker = await person(db, above, "Ветрова Ольга", Role.COORDINATOR, chat="1")
    if role not in invitations.OFFICERS:
        maker = await person(db, place, "Азов Ян", Role.CURATOR, chat="2")
    link = await db.write(invitations.create, maker, place, role)

    early = await came(db, link, days=days - 1)

    assert (await db.read(entry.standing, early, False)).situation is Situation.OFFER
    with pytest.raises(Refusal, match="link_expired"):
        await came(db, link, days=days)
    late = replace(early, at=NOW + timedelta(days=days))
    with pytest.raises(Refusal, match="link_expired"):
        await db.write(entry.agree, late, "Оля", False)


async def test_a_revoked_link_is_of_no_use(db: Database) -> None:
    place = await school(db)
    curator = await person(db, place, "Ветрова Ольга", Role.CURATOR, chat="1")
    link = await db.write(invitations.create, curator, place, Role.MENTOR)
    waiting = await came(db, link, "901")

    await db.write(invitations.revoke, curator, link.id)

    assert await db.write(invitations.revoke, curator, link.id) == place, "twice is harmless"
    with pytest.raises(Refusal, match="link_revoked"):
        await came(db, link, "902")
    with pytest.raises(Refusal, match="link_revoked"):
        await db.write(entry.agree, waiting, "Оля", False)


async def test_a_forged_and_a_foreign_link(db: Database) -> None:
    place = await school(db)
    curator = await person(db, place, "Ветрова Ольга", Role.CURATOR, chat="1")
    link = await db.write(invitations.create, curator, place, Role.MENTOR)
    forged = replace(link, payload=link.payload[:-1] + ("A" if link.payload[-1] != "A" else "B"))
    mark = "0000" if link.payload[1:5] != "0000" else "1111"
    foreign = replace(link, payload=f"i{mark}{link.payload[5:]}")

    with pytest.raises(Refusal, match="link_broken"):
        await came(db, forged)
    with pytest.raises(Refusal, match="link_foreign"):
        await came(db, foreign)
    with pytest.raises(Refusal, match="link_broken"):
        await db.write(entry.arrive, stranger(), "whatever", False)


async def test_a_link_for_a_known_person_binds_the_chat_to_that_person(db: Database) -> None:
    place = await school(db)
    curator = await person(db, place, "Ветрова Ольга", Role.CURATOR, chat="1")
    known = await person(db, place, "Ким Анна Львовна", Role.MENTOR, chat=None)
    link = await db.write(invitations.create, curator, place, Role.MENTOR, person_id=known.me)

    result = await db.write(entry.agree, await came(db, link), "Аня", False)

    assert (link.max_uses, link.person) == (1, Named(known.me, "Ким Анна Львовна"))
    assert (result.name, result.fresh) == ("Ким Анна Львовна", False)
    assert await db.read(chats_of, known.me) == ["900"]
    bound = await next_update(db, stranger())
    assert (bound.person_id, bound.consent, len(bound.roles)) == (known.me, True, 1)
    with pytest.raises(Refusal, match="link_used"):
        await came(db, link, "901")


async def test_a_link_of_another_person_is_not_for_who_is_inside(db: Database) -> None:
    place = await school(db)
    curator = await person(db, place, "Ветрова Ольга", Role.CURATOR, chat="1")
    known = await person(db, place, "Ким Анна", Role.MENTOR, chat=None)
    link = await db.write(invitations.create, curator, place, Role.MENTOR, person_id=known.me)

    with pytest.raises(Refusal, match="link_for_other"):
        await db.write(entry.arrive, curator, link.payload, False)

    assert await db.read(chats_of, known.me) == []


async def test_a_second_role_keeps_the_person_one(db: Database) -> None:
    ours, theirs = await school(db), await school(db, "Школа № 2")
    mentor = await person(db, ours, "Ким Анна", Role.MENTOR, chat="1")
    curator = await person(db, theirs, "Азов Ян", Role.CURATOR, chat="2")
    link = await db.write(invitations.create, curator, theirs, Role.SPECIALIST, title="психолог")

    found = await db.write(entry.arrive, mentor, link.payload, False)
    await db.write(entry.agree, await next_update(db, mentor), "Аня", False)

    after = await next_update(db, mentor)
    assert found.consented
    assert after.person_id == mentor.person_id
    assert [(held.role, held.title, held.organisation_id) for held in after.roles] == [
        (Role.MENTOR, "", ours),
        (Role.SPECIALIST, "психолог", theirs),
    ]
    assert after.organisation_id == theirs, "the menu shows the role that was just accepted"
    assert after.name == "Ким Анна"


async def test_a_pupil_joins_as_a_pupil(db: Database) -> None:
    place = await school(db)
    curator = await person(db, place, "Ветрова Ольга", Role.CURATOR, chat="1")
    link = await db.write(invitations.create, curator, place, Role.MENTEE, pupil=True)

    pupil = await joined(db, link, "901", "Миша Кораблёв")

    assert (await db.read(people.named, [pupil.me]))[pupil.me].pupil


async def test_a_profile_without_letters_becomes_a_participant(db: Database) -> None:
    place = await school(db)
    curator = await person(db, place, "Ветрова Ольга", Role.CURATOR, chat="1")
    link = await db.write(invitations.create, curator, place, Role.MENTOR)

    assert (await joined(db, link, "901", "❤ ❤")).name == "Участник"


async def test_who_may_invite_whom(db: Database) -> None:
    above = await municipality(db)
    place, other = await school(db, parent_id=above), await school(db, "Школа № 2")
    makers = {
        "admin": await person(db, None, "Азов Ян", Role.ADMINISTRATOR, chat="1"),
        "coordinator": await person(db, above, "Бобров Ян", Role.COORDINATOR, chat="2"),
        "head": await person(db, place, "Ветров Ян", Role.HEAD, chat="3"),
        "curator": await person(db, place, "Громов Ян", Role.CURATOR, chat="4"),
        "mentor": await person(db, place, "Дубов Ян", Role.MENTOR, chat="5"),
        "outsider": await person(db, other, "Ежов Ян", Role.HEAD, chat="6"),
    }
    staff = {Role.MENTOR, Role.MENTEE, Role.PARENT, Role.SPECIALIST}

    async def inviting(maker: Actor) -> set[Role]:
        allowed = set()
        for role in Role:
            with contextlib.suppress(Refusal):
                await db.write(invitations.create, maker, place, role)
                allowed.add(role)
        return allowed

    assert {name: await inviting(maker) for name, maker in makers.items()} == {
        "admin": {Role.HEAD, Role.CURATOR},
        "coordinator": {Role.HEAD, Role.CURATOR},
        "head": staff | {Role.CURATOR},
        "curator": staff,
        "mentor": set(),
        "outsider": set(),
    }


async def test_links_are_seen_and_revoked_by_who_could_make_them(db: Database) -> None:
    place, other = await school(db), await school(db, "Школа № 2")
    head = await person(db, place, "Ветрова Ольга", Role.HEAD, chat="1")
    curator = await person(db, place, "Азов Ян", Role.CURATOR, chat="2")
    outsider = await person(db, other, "Чужов Ян", Role.HEAD, chat="3")
    for_curator = await db.write(invitations.create, head, place, Role.CURATOR)
    for_mentor = await db.write(invitations.create, curator, place, Role.MENTOR)

    async def seen(actor: Actor) -> list[int]:
        return [link.id for link in await db.read(invitations.active, actor, place)]

    assert await seen(head) == [for_mentor.id, for_curator.id]
    assert await seen(curator) == [for_mentor.id]
    for attempt in (
        db.read(invitations.active, outsider, place),
        db.read(invitations.look, curator, for_curator.id),
        db.write(invitations.revoke, curator, for_curator.id),
        db.read(invitations.look, outsider, for_mentor.id),
        db.write(invitations.revoke, outsider, for_mentor.id),
    ):
        with pytest.raises(Refusal, match="forbidden"):
            await attempt
    with pytest.raises(Refusal, match="gone"):
        await db.write(invitations.revoke, head, 10**9)


async def test_a_refusal_leaves_the_link_good_for_a_later_yes(db: Database) -> None:
    place = await school(db)
    curator = await person(db, place, "Ветрова Ольга", Role.CURATOR, chat="1")
    link = await db.write(invitations.create, curator, place, Role.MENTOR, once=True)
    before = await db.read(count_people)

    actor = await came(db, link)
    await db.write(entry.refuse, actor, False)
    refused = await next_update(db, actor)
    found = await db.write(entry.arrive, refused, "", False)
    nobody = await db.read(count_people)
    await db.write(entry.agree, refused, "Оля", False)

    assert (found.situation, found.refused) == (Situation.OFFER, True)
    assert nobody == before
    assert (await next_update(db, actor)).consent is True


async def test_the_curator_sees_the_refusal_of_a_known_person(db: Database) -> None:
    place = await school(db)
    curator = await person(db, place, "Ветрова Ольга", Role.CURATOR, chat="1")
    known = await person(db, place, "Ким Анна", Role.MENTOR, chat=None)
    link = await db.write(invitations.create, curator, place, Role.MENTOR, person_id=known.me)

    actor = await came(db, link)
    await db.write(entry.refuse, actor, False)

    card = (await db.read(people.view, curator, known.me)).card
    assert (card.consent, card.reach) == (False, None)
    await db.write(entry.agree, await next_update(db, actor), "Аня", False)
    assert (await db.read(people.view, curator, known.me)).card.consent is True


async def test_a_personal_link_in_wrong_hands_does_not_silence_its_owner(db: Database) -> None:
    place = await school(db)
    curator = await person(db, place, "Ветрова Ольга", Role.CURATOR, chat="1")
    known = await person(db, place, "Ким Анна", Role.MENTOR, chat="2")
    link = await db.write(invitations.create, curator, place, Role.MENTOR, person_id=known.me)

    await db.write(entry.refuse, await came(db, link), False)

    assert (await again(db, known.me)).consent is True


async def test_withdrawal_ends_the_consent_and_start_gives_it_back(db: Database) -> None:
    place = await school(db)
    mentor = await person(db, place, "Ким Анна", Role.MENTOR, chat="1")

    await db.write(consents.withdraw, mentor)
    after = await next_update(db, mentor)
    found = await db.write(entry.arrive, after, "", False)
    with pytest.raises(Refusal, match="no_consent"):
        await db.write(consents.withdraw, after)
    await db.write(entry.agree, after, "Аня", False)

    assert after.consent is False
    assert (found.situation, found.refused, found.operator) == (
        Situation.KNOWN, True, "Школа № 1",
    )  # fmt: skip
    assert (await next_update(db, mentor)).consent is True
    answers = await db.read(
        lambda session: list(session.scalars(select(Consent.given).order_by(Consent.id)))
    )
    assert answers == [True, False, True], "every answer stays"


async def test_a_link_of_somebody_removed_is_revoked(db: Database) -> None:
    place = await school(db)
    curator = await person(db, place, "Ветрова Ольга", Role.CURATOR, chat="1")
    known = await person(db, place, "Ким Анна", Role.MENTOR, chat=None)
    link = await db.write(invitations.create, curator, place, Role.MENTOR, person_id=known.me)
    await db.write(grants.archive, curator, known.me)

    with pytest.raises(Refusal, match="link_revoked"):
        await came(db, link)


@pytest.mark.parametrize(
    ("text", "payload"),
    [
        ("Откройте https://t.me/school_bot?start=abc_1-2 скорее", "abc_1-2"),
        ("tg://resolve?domain=school_bot&start=xyz", "xyz"),
        ("добрый день", None),
        ("", None),
    ],
)
def test_a_pasted_link_is_found(text: str, payload: str | None) -> None:
    assert entry.payload_in(text) == payload
