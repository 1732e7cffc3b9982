"""A school whose curator enters pairs in the chat."""

from domain.roles import Role
from sandbox.actor import Actor
from tests.stage import Stage


async def school(stage: Stage) -> Actor:
    """A curator of a school with two mentors and three mentees, who have no chats."""
    await stage.school()
    curator = await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
    await stage.without_chat("Громов Пётр Ильич", Role.MENTOR)
    await stage.without_chat("Лунина Вера Андреевна", Role.MENTOR)
    for name in ("Ким Анна Львовна", "Носов Илья Петрович", "Рощина Инна Павловна"):
        await stage.without_chat(name, Role.MENTEE)
    return curator


async def enter(curator: Actor, mentor: str = "Громов", mentee: str = "Ким") -> None:
    """A pair that works already, in four taps."""
    await curator.sends("/pair")
    await curator.taps("Внести пару")
    await curator.taps(mentor)
    await curator.taps(mentee)
    await curator.taps("Закрепить: уже работает")


async def paired(stage: Stage) -> Actor:
    """The curator of that school, who has just entered its first pair."""
    curator = await school(stage)
    await enter(curator)
    return curator


async def mentoring(stage: Stage) -> tuple[Actor, Actor]:
    """The curator, and the mentor of the first pair, who has a chat."""
    curator = await school(stage)
    mentor = await stage.join("Азов Ян Львович", Role.MENTOR)
    await enter(curator, mentor="Азов")
    return curator, mentor
