"""«Приказ № 5 от 12.11.2026» typed where nobody asked: kept, then put where it belongs."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Evidence, PairPaper
from domain.pairs import Form, PairState
from domain.roles import Role
from services import actor as actors
from tests.handlers.test_reminders import captions, give, put_on
from tests.pair_factories import pair
from tests.stage import ZONE, Stage

TYPED = "Приказ № 15-к от 02.10.2026"


def lines(text: str) -> list[str]:
    return [line for line in text.replace("\xa0", " ").splitlines() if line]


def _proofs(session: Session) -> list[tuple[str, date | None]]:
    return [(each.title, each.document_date) for each in session.scalars(select(Evidence))]


def _orders(session: Session) -> list[tuple[str, date | None]]:
    return [(each.number, each.signed_on) for each in session.scalars(select(PairPaper))]


async def test_an_order_goes_to_a_pair(stage: Stage) -> None:
    curator, mentor, _ = await put_on(stage)
    await give(stage, mentor, "Издать приказ")
    young = await stage.join("Ким Анна Львовна", Role.MENTEE)

    def paired(session: Session) -> None:
        people = [
            actors.load(session, str(each.id), stage.clock.now(), ZONE) for each in (mentor, young)
        ]
        pair(
            session, stage.clock.now(), stage.school_id, [people[0]], [people[1]],
            form=Form.TEACHER_TEACHER, state=PairState.AGREED,
        )  # fmt: skip

    await stage.db.write(paired)
    await curator.sends(TYPED)

    assert lines(curator.screen.text) == [
        f"📎 {TYPED}",
        "Запомнили, пока ничего не изменилось.",
        "Записать о паре или к делу дорожной карты?",
    ]
    assert captions(curator)[:2] == [["Приказ о паре"], ["К делу карты"]]
    assert captions(curator)[-1] == ["Меню"]
    await curator.taps("Приказ о паре")
    await curator.taps("Орлова")

    assert await stage.db.read(_orders) == [("15-к", date(2026, 10, 2))]
    assert await stage.db.read(_proofs) == []
    assert "15-к" in curator.screen.text


async def test_or_to_an_item_with_its_title_and_day(stage: Stage) -> None:
    curator, mentor, _ = await put_on(stage)
    await give(stage, mentor, "Издать приказ")

    await mentor.sends(TYPED)
    assert captions(mentor)[:1] == [["К делу карты"]]  # who keeps no pairs enters no orders
    await mentor.taps("К делу карты")
    await mentor.taps("1")

    assert lines(mentor.screen.text) == ["✅ Документ записан", "Издать приказ"]
    assert await stage.db.read(_proofs) == [("Приказ № 15-к", date(2026, 10, 2))]
    assert not curator.screen.has("К делу карты")


async def test_other_words_are_looked_for_as_before(stage: Stage) -> None:
    _, mentor, _ = await put_on(stage)
    await give(stage, mentor, "Издать приказ")

    for words in ("Приказ", "Школа № 5", "встреча 12.11.2026"):
        await mentor.sends(words)
        assert captions(mentor) == [[f"Найти «{words}» в дорожной карте"], ["Меню"]]
