"""A changed answer keeps what it was: for the person, and under an open answer for the curator."""

from domain.roles import Role
from domain.survey import Kind
from handlers.buttons.survey_results import OpenAnswer
from tests import survey_factories as make
from tests.stage import Stage

NBSP = "\u00a0"


async def test_what_was_changed_after_sending_is_told(stage: Stage) -> None:
    await stage.school()
    curator = await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
    mentor = await stage.join("Астахов Пётр Ильич", Role.MENTOR)
    asked = make.questionnaire(
        make.question("joy", Kind.SCALE, text="Как дела?"),
        make.question("why", Kind.LONG, text="Почему?"), title="Опрос",
    )  # fmt: skip
    campaign, (response,) = await stage.db.write(
        make.campaign, stage.clock.now(), stage.school_id, asked, [stage.person_id(mentor)]
    )
    await mentor.sends("/survey")
    await mentor.taps("4")
    await mentor.sends("много уроков")
    await mentor.taps("✅ Отправить")
    assert not mentor.screen.has("Что менялось")
    await mentor.taps("2. Почему?")
    await mentor.sends("мало уроков")
    await mentor.taps("Что менялось")
    assert mentor.screen.text.replace(NBSP, " ") == (
        "Что менялось · Опрос\nПосле отправки изменены такие ответы, последний сверху.\n\n"
        "2. Почему? Было «много уроков», стало «мало уроков», 5 октября."
    )
    await curator.taps(data=OpenAnswer(campaign, 1, response, 0).pack())
    assert "«мало уроков»" in curator.screen.text
    assert "До 5 октября: «много уроков»." in curator.screen.text.replace(NBSP, " ")
