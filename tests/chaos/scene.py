"""A school where reminders fall due and people answer, wave after wave, and its book-keeping."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import Identity, ItemEvent, OutboxMessage
from db.models.outbox import OutboxState
from handlers.buttons.item import Comment, Done
from tests.bot.kill import scene
from tests.bot.kill.scene import WAVE, Expected

Act = tuple[int, str, str]
STORED = ("commented", "done")  # what the acts of one person leave in the history


@dataclass(frozen=True)
class Play:
    """What is to happen: reminders by the clock, and acts of other people by wave."""

    reminders: list[Expected]
    waves: list[list[Act]]

    @property
    def reminded(self) -> list[int]:
        return sorted({one.chat_id for one in self.reminders})

    @property
    def acting(self) -> list[int]:
        return sorted({act[0] for wave in self.waves for act in wave})


def fill(session: Session, waves: int) -> Play:
    """Some are reminded; others type a comment and tick an item off, so many in each wave."""
    roadmap = scene.running(session)
    reminders = scene.fill(session, waves, roadmap)
    acts = []
    for person in scene.mentors(session, roadmap.organisation_id, waves * WAVE):
        item = scene.item(session, roadmap.id, person, f"Провести встречу {person.id}")
        acts.append(_acts(scene.chat_of(person), item.id))
    size = range(0, len(acts), WAVE)
    return Play(reminders, [[act for one in acts[at : at + WAVE] for act in one] for at in size])


def _acts(chat_id: int, item_id: int) -> list[Act]:
    return [
        (chat_id, "press", Comment(item_id).pack()),
        (chat_id, "write", f"Сделано, подтверждаю {item_id}"),
        (chat_id, "press", Done(item_id).pack()),
    ]


def stored(session: Session) -> Counter[tuple[int, str]]:
    """How often each act of each chat has had its effect."""
    rows = session.execute(
        select(Identity.chat_id, ItemEvent.action).join(
            Identity, Identity.person_id == ItemEvent.actor_id
        )
    )
    return Counter((int(chat_id), action) for chat_id, action in rows if action in STORED)


def sent(session: Session) -> int:
    """Messages that the program believes to have sent."""
    return session.scalar(
        select(func.count()).where(OutboxMessage.state == OutboxState.SENT)
    ) or 0  # fmt: skip


def missing_and_doubled(acts: Counter[tuple[int, str]], chats: list[int]) -> tuple[int, int]:
    """Effects that are not there, and that are there once too often."""
    expected = [(chat_id, action) for chat_id in chats for action in STORED]
    return (
        sum(acts[each] == 0 for each in expected),
        sum(max(acts[each] - 1, 0) for each in expected),
    )


def lost(reminders: list[Expected], delivered: dict[int, list[str]]) -> int:
    """Reminders whose words never reached their chat."""
    return sum(
        not any(one.title in text for text in delivered.get(one.chat_id, [])) for one in reminders
    )


def messages_to(chats: list[int], delivered: dict[int, list[str]]) -> int:
    return sum(len(delivered.get(chat_id, [])) for chat_id in chats)
