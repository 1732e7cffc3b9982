"""After sending: an answer that is changed may open a question; what is sent stays sent."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Response
from db.models.surveys import ResponseState
from domain.roles import Role
from domain.survey import Condition, Kind
from handlers.buttons.campaigns import OpenCampaign
from sandbox.actor import Actor
from tests import survey_factories as make
from tests.stage import Stage

NBSP = "\u00a0"
ASKED = make.questionnaire(
    make.question("tea"),
    make.question("sort", Kind.SCALE, shown_if=Condition("tea", values=("o1",))),
)


def text(person: Actor) -> str:
    return person.screen.text.replace(NBSP, " ")


async def states(stage: Stage) -> list[ResponseState]:
    def read(session: Session) -> list[ResponseState]:
        return list(session.scalars(select(Response.state).order_by(Response.id)))

    return await stage.db.read(read)


async def sent_and_changed(stage: Stage) -> tuple[Actor, Actor, int]:
    """A mentor who has sent «no», then changed it to «yes» and gone away."""
    await stage.school()
    curator = await stage.join("Куратова Анна Ильинична", Role.CURATOR)
    olga = await stage.join("Ветрова Ольга Сергеевна", Role.MENTOR)
    campaign, _ = await stage.db.write(
        make.campaign, stage.clock.now(), stage.school_id, ASKED, [stage.person_id(olga)]
    )
    await olga.sends("/survey")
    await olga.taps("нет")
    await olga.taps("✅ Отправить")
    await olga.taps("1. Вопрос tea?")
    await olga.taps("да")
    await olga.sends("/start")
    return curator, olga, campaign


async def test_the_menu_the_list_and_the_summary_say_the_same(stage: Stage) -> None:
    curator, olga, campaign = await sent_and_changed(stage)

    assert olga.screen.has("📋 Анкета: остался 1 вопрос".replace("1 ", f"1{NBSP}"))
    assert await states(stage) == [ResponseState.SENT]
    await olga.sends("/survey")
    assert text(olga).startswith("Пробная анкета · 2 из 2, около 1 минуты\n\nВопрос sort?")
    await olga.taps("Ответы")
    assert "Отправленные ответы в силе. Изменённый ответ открыл ещё 1 вопрос." in text(olga)
    await olga.taps("← Назад")
    assert text(olga).startswith(
        "Анкеты\nВсе анкеты отправлены. В 1 отправленной анкете изменённый ответ открыл новые "
        "вопросы."
    )
    assert olga.screen.buttons[0] == [f"🕒 Пробная анкета: ещё 1{NBSP}вопрос"]
    await curator.taps(data=OpenCampaign(campaign).pack())
    assert "1 из 1" in text(curator)


async def test_it_is_answered_from_the_list_and_is_whole_again(stage: Stage) -> None:
    _, olga, _ = await sent_and_changed(stage)
    await olga.sends("/survey")
    await olga.taps("4")

    assert "Спасибо! Ответы можно изменить, пока анкета открыта." in text(olga)
    assert await states(stage) == [ResponseState.SENT]
    await olga.taps("← Назад")
    assert text(olga).startswith("Анкеты\nВсе анкеты отправлены. Ответы ещё можно изменить.")
    await olga.sends("/start")
    assert not any("Анкета" in caption for row in olga.screen.buttons for caption in row)
