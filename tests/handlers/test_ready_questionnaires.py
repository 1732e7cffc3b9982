"""Ready questionnaires answered in the chat on their longest way: as many taps as are promised."""

import pytest

from content.questionnaires import questionnaire
from domain.roles import Role
from domain.survey import Kind, Question, Reply
from domain.survey.answers import RANKS, own_chosen
from sandbox.actor import Actor
from services.surveys import responses
from tests.questionnaire_paths import Path, paths
from tests.stage import Stage
from tests.survey_cast import asked

PLAYED = ("mentor_teachers", "mentee_pupils", "partner", "curator_nine", "before_mentor_pupils")


class Player:
    """Does what a path says, and counts taps and messages."""

    def __init__(self, person: Actor) -> None:
        self.person = person
        self.taps = 0

    async def tap(self, caption: str) -> None:
        self.taps += 1
        await self.person.taps(caption)

    async def turn(self) -> None:
        """The next page of a long list."""
        captions = [each for row in self.person.screen.buttons for each in row]
        await self.tap(next(each for each in captions if each.startswith("Ещё")))

    async def send(self, words: str) -> None:
        self.taps += 1
        await self.person.sends(words)

    async def play(self, path: Path) -> None:
        await self.send("/survey")
        for step in path.asked:
            assert step.question.text in self.person.screen.text
            await self.answer(step.question, path.replies[step.key])
        await self.tap("✅ Отправить")

    async def answer(self, question: Question, reply: Reply) -> None:
        value = reply.value
        texts = {each.key: each.text for each in question.options}
        if question.kind in (Kind.SHORT, Kind.LONG):
            await self.send(value)
        elif question.kind is Kind.PERSON:
            await self.tap(self.person.screen.buttons[0][0])
        elif question.kind is Kind.MATRIX:
            for row in question.rows:
                await self.tap(texts[value[row.key]])
        elif isinstance(value, list):
            for key in value:
                if not self.person.screen.has(texts[key]):
                    await self.turn()
                await self.tap(texts[key])
            if question.kind is Kind.SEVERAL or len(value) < RANKS:
                await self.tap("Готово")
        else:
            await self.tap(texts.get(value, str(value)))
        if own_chosen(question, value):
            await self.tap("Без пояснения")


@pytest.mark.parametrize("key", PLAYED)
async def test_the_longest_way_takes_the_taps_that_are_counted(stage: Stage, key: str) -> None:
    await stage.school()
    olga = await stage.join("Ветрова Ольга Сергеевна", Role.MENTOR)
    for name in ("Лаврова Вера Петровна", "Мохов Пётр Ильич", "Рябов Олег Ильич", "Зимина Анна"):
        await stage.join(name, Role.MENTOR)
    ready = questionnaire(key)
    longest = max(paths(ready), key=lambda path: path.taps)
    response = await asked(stage, olga, ready)

    player = Player(olga)
    await player.play(longest)

    assert player.taps == longest.taps
    assert ready.thanks in olga.screen.text.replace("\u00a0", " ")
    whole = await stage.db.read(responses.load, response)
    assert whole.sent
    assert set(whole.counted) == set(longest.replies)
