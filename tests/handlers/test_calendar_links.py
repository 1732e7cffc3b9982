"""Stories of terms in a phone's calendar, of links to items and roadmaps, and of QR pictures."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from icalendar import Calendar, Event
from icalendar.cal import Component

from domain.roles import Role
from exports.qr import qr_png
from handlers.buttons.hubs import Files
from handlers.buttons.item import OpenItem
from handlers.buttons.links import QrOfSent, RoadmapCalendar
from sandbox.session import Actor
from services import links
from tests.item_factories import Row, running
from tests.stage import Stage

BOT = "nastavnik_bot"


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@dataclass
class School:
    stage: Stage
    curator: Actor
    olga: Actor
    items: dict[str, int]


@pytest.fixture
async def school(stage: Stage) -> School:
    await stage.school("Школа № 1")
    curator = await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
    olga = await stage.join("Громова Ольга Ильинична", Role.MENTOR)
    anna = await stage.without_chat("Ким Анна Львовна", Role.MENTOR)
    rows = (
        Row("Анкетирование, часть; первая", "2.1", term="до 09.10.2026",
            owners=(stage.person_id(olga),)),
        Row("Встречи", "2.2", term="ежемесячно", owners=(stage.person_id(olga), anna), each=True),
        Row("Отчёт", "3.1", term="до 20.05.2027", owners=(anna,)),
        Row("Консультации", "3.2", owners=(stage.person_id(olga),)),
    )  # fmt: skip
    items = await stage.db.write(running, stage.clock.now(), stage.school_id, rows)
    return School(stage, curator, olga, items)


def events(actor: Actor) -> list[Component]:
    assert actor.screen.document is not None
    name, data = actor.screen.document
    assert name.endswith(".ics")
    calendar = Calendar.from_ical(data)
    assert calendar.errors == []
    return list(calendar.walk("VEVENT"))


async def test_my_terms_come_as_a_calendar(school: School) -> None:
    await school.olga.sends("/today")
    await school.olga.taps("В календарь (.ics)")

    found = events(school.olga)
    first = found[0]
    assert isinstance(first, Event)
    assert first.decoded("summary") == "2.1. Анкетирование, часть; первая"
    assert (first.decoded("dtstart"), first.decoded("dtend")) == (
        date(2026, 10, 9), date(2026, 10, 10),
    )  # fmt: skip
    assert first["uid"] == f"{school.items['Анкетирование, часть; первая']}-1@{BOT}"
    assert first["url"] == (
        f"https://t.me/{BOT}?start=" + links.to_item(school.items["Анкетирование, часть; первая"])
    )
    (alarm,) = first.walk("VALARM")
    assert alarm.decoded("trigger") == timedelta(hours=-15)
    # A monthly item is due at the end of each month from October to May.
    assert [event.decoded("dtstart").month for event in found[1:]] == [10, 11, 12, 1, 2, 3, 4, 5]
    assert {event.decoded("description") for event in found} == {"Дорожная карта наставничества"}
    assert len({event["uid"] for event in found}) == len(found)
    assert plain(school.olga.screen.text).startswith("📅 Мои сроки\n\n9 сроков. Откройте файл")


async def test_a_calendar_names_nobody_and_keeps_its_ids(school: School) -> None:
    await school.curator.taps(data=Files(school.items[""]).pack())
    await school.curator.taps("Сроки в календарь")
    before = school.curator.screen.document
    assert before is not None
    first = [event["uid"] for event in events(school.curator)]
    school.stage.clock._set(school.stage.clock.now() + timedelta(days=1))
    await school.curator.taps(data=RoadmapCalendar(school.items[""]).pack())

    assert [event["uid"] for event in events(school.curator)] == first
    assert not any(name in before[1].decode() for name in ("Ольга", "Громова", "Ким"))
    # What two people do, each for themselves, stands there once a month.
    assert Counter(event.decoded("summary") for event in events(school.curator)) == {
        "2.1. Анкетирование, часть; первая": 1, "2.2. Встречи": 8, "3.1. Отчёт": 1,
    }  # fmt: skip


async def test_without_terms_there_is_no_file(stage: Stage) -> None:
    await stage.school("Школа № 1")
    curator = await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
    rows = (Row("Консультации", owners=(stage.person_id(curator),)),)
    items = await stage.db.write(running, stage.clock.now(), stage.school_id, rows)

    await curator.taps(data=RoadmapCalendar(items[""]).pack())

    assert curator.alerts[-1] == (
        "Открытых сроков с датой сейчас нет, в календарь заносить нечего."
    )


async def test_the_link_of_an_item_leads_there(school: School) -> None:
    item = school.items["Отчёт"]
    link = f"https://t.me/{BOT}?start={links.to_item(item)}"
    await school.curator.taps(data=OpenItem(item).pack())
    await school.curator.taps("Изменить пункт")
    await school.curator.taps("Ссылка и QR-код")

    assert school.curator.screen.photo == qr_png(link)
    assert school.curator.screen.text == (
        "📎 QR-код пункта\n3.1. Отчёт\n\nНаведите камеру телефона или откройте ссылку:\n"
        f"{link}\n\nОткроется у тех, кому этот пункт виден."
    )
    await school.olga.starts(links.to_item(item))
    assert school.olga.screen.text.startswith("📋 3.1. Отчёт")
    await school.olga.sends(link)
    assert school.olga.screen.text.startswith("📋 3.1. Отчёт")


async def test_the_link_of_a_roadmap_leads_there(school: School) -> None:
    payload = links.to_roadmap(school.items[""])
    await school.curator.taps(data=Files(school.items[""]).pack())
    await school.curator.taps("Ссылка и QR-код")

    assert school.curator.screen.photo == qr_png(f"https://t.me/{BOT}?start={payload}")
    await school.olga.starts(payload)
    assert "Дорожная карта наставничества" in school.olga.screen.text


async def test_a_link_opens_nothing_of_another_school(school: School) -> None:
    await school.stage.school("Школа № 2")
    other = await school.stage.join("Юдин Пётр Ильич", Role.CURATOR)
    closed = "Это действие для Вашей роли закрыто. Ничего не изменилось."

    await other.starts(links.to_item(school.items["Отчёт"]))
    assert other.screen.text == closed
    await other.starts(links.to_roadmap(school.items[""]))
    assert other.screen.text == closed


async def test_a_stranger_with_such_a_link_stands_at_the_door(school: School) -> None:
    stranger = school.stage.stranger("Кто-то")

    await stranger.starts(links.to_item(school.items["Отчёт"]))

    assert "Отчёт" not in stranger.screen.text


async def test_an_address_sent_as_it_is_becomes_a_picture(school: School) -> None:
    url = "https://school.example/a?b=1&c=<2>"

    await school.curator.sends(url)
    assert school.curator.screen.buttons == [["Сделать QR-код"], ["Меню"]]
    await school.curator.taps("Сделать QR-код")

    assert school.curator.screen.photo == qr_png(url)
    assert school.curator.screen.text == (
        f"📎 QR-код ссылки\n\nНаведите камеру телефона или откройте ссылку:\n{url}"
    )


async def test_an_address_too_long_or_forgotten_is_refused(school: School) -> None:
    await school.curator.sends("https://school.example/" + "a" * 2000)
    assert school.curator.screen.text.startswith("Ссылка слишком длинная для QR-кода.")

    await school.curator.taps(data=QrOfSent().pack())
    assert school.curator.alerts[-1].startswith("Эту ссылку бот уже не помнит.")


async def test_for_others_an_address_is_words_as_any(school: School) -> None:
    await school.olga.sends("https://school.example/a")

    assert not school.olga.screen.has("Сделать QR-код")
