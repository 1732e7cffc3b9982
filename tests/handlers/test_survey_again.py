"""An update that comes once more, after the bot was killed before it could confirm it: the
question is shown again, nothing is changed, and nobody hears of a fault."""

from domain.roles import Role
from domain.survey import AnswerStatus, Kind, Reply
from sandbox.actor import Actor
from services.surveys import responses
from tests import survey_factories as make
from tests.stage import Stage

ASKED = make.questionnaire(
    make.question("joy", Kind.SCALE), make.question("first", Kind.SHORT),
    make.question("second", Kind.SHORT),
)  # fmt: skip


class Recorder:
    """Feeds a person's updates, the last one again when asked."""

    def __init__(self, stage: Stage, person: Actor) -> None:
        self._stage, self._last = stage, dict[str, object]()
        person.feed = self

    async def __call__(self, update: dict[str, object]) -> None:
        self._last = update
        await self._stage.feed(update)

    async def again(self) -> None:
        await self._stage.feed(self._last)


async def answering(stage: Stage) -> tuple[Actor, Recorder, int]:
    await stage.school()
    olga = await stage.join("Ветрова Ольга Сергеевна", Role.MENTOR)
    _, ids = await stage.db.write(
        make.campaign, stage.clock.now(), stage.school_id, ASKED, [stage.person_id(olga)]
    )
    recorder = Recorder(stage, olga)
    await olga.sends("/survey")
    return olga, recorder, ids[0]


async def test_a_press_shows_the_question_that_is_next(stage: Stage) -> None:
    olga, recorder, response = await answering(stage)
    await olga.taps("4")
    count = len(olga.messages)

    await recorder.again()

    assert len(olga.messages) == count
    assert "Вопрос first?" in olga.screen.text
    kept = await stage.db.read(responses.load, response)
    assert kept.replies == {("joy", 0): Reply(AnswerStatus.GIVEN, 4)}


async def test_words_are_no_answer_to_the_next_question(stage: Stage) -> None:
    olga, recorder, response = await answering(stage)
    await olga.taps("4")
    await olga.sends("помогает")

    await recorder.again()

    assert "Вопрос second?" in olga.screen.text
    await olga.sends("мешает")
    kept = await stage.db.read(responses.load, response)
    assert [kept.replies[key, 0].value for key in ("first", "second")] == ["помогает", "мешает"]
