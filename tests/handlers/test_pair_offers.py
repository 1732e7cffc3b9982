"""A mentor says no or nothing to a proposed pair, and the curator acts on it from the bundle."""

from datetime import timedelta
from typing import Any

from domain.roles import Role
from handlers.buttons import pair_states as requests
from tests.stage import START, Stage


async def proposed(stage: Stage) -> tuple[Any, Any, Any]:
    """A curator who has proposed a pair to the first of two mentors."""
    await stage.school()
    curator = await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
    mentor = await stage.join("Громов Пётр Ильич", Role.MENTOR)
    other = await stage.join("Лунина Вера Андреевна", Role.MENTOR)
    await stage.without_chat("Ким Анна Львовна", Role.MENTEE)
    await curator.sends("/pair")
    for each in ("Внести пару", "Громов", "Ким", "Новая пара: спросить наставника"):
        await curator.taps(each)
    return curator, mentor, other


async def test_a_refusal_is_asked_first_and_the_curator_asks_another(stage: Stage) -> None:
    curator, mentor, other = await proposed(stage)
    await stage.advance_to(START + timedelta(days=1))
    await mentor.taps("Открыть пару")
    await mentor.taps("Отказаться")
    question = mentor.screen.text
    await mentor.taps("Отказаться")

    await stage.advance_to(START + timedelta(days=2))

    assert question.splitlines()[0] == "👥 Отказаться от пары?"
    assert mentor.screen.text.startswith("Ответ записан, спасибо.")
    assert (
        "Отказ от новой пары: Громов П. И. (Ким А. Л.)\nКого спросить вместо?"
    ) in curator.screen.text
    await curator.taps("Предложить другого")
    await curator.taps("Лунина")
    assert curator.screen.text == (
        "✅ Предложено, наставник получит вопрос: Лунина\u00a0В.\u00a0А. → Ким\u00a0А.\u00a0Л."
    )
    await stage.advance_to(START + timedelta(days=3))
    assert "Новая пара: Ким А. Л." in other.screen.text
    await other.taps("Согласиться")
    await curator.sends("/pair")
    await curator.taps("Лунина")
    assert curator.screen.text.startswith("👥 Пара · согласована, ждёт приказа")


async def test_a_silence_reaches_the_curator_who_asks_again_and_writes_down(
    stage: Stage,
) -> None:
    curator, mentor, _ = await proposed(stage)

    await stage.advance_to(START + timedelta(days=8))

    assert (
        "Нет ответа о новой паре с 05.10: Громов П. И. (Ким А. Л.)\n"
        "Спросить ещё раз или записать согласие?"
    ) in curator.screen.text
    await curator.taps("Спросить ещё раз")
    assert curator.screen.text.startswith("✅ Вопрос придёт ещё раз в сообщении дня: Громов")
    before = len(mentor.messages)
    await stage.advance_to(START + timedelta(days=9))
    assert len(mentor.messages) == before + 1
    assert "Новая пара: Ким А. Л." in mentor.screen.text
    await curator.taps("Наставник согласен")
    assert curator.screen.text.startswith("✅ Согласие записано")


async def test_the_old_button_of_a_refusal_ends_nothing(stage: Stage) -> None:
    curator, mentor, _ = await proposed(stage)

    await mentor.taps(data=requests.PairStep(1, requests.Step.DECLINE).pack())

    assert mentor.screen.text.startswith("👥 Отказаться от пары?")
    await curator.sends("/pair")
    assert "предложена" in curator.screen.buttons[1][0]
