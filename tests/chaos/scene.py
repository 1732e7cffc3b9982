"""A school where reminders fall due and people answer, wave after wave, and its book-keeping."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import Identity, ItemEvent, OutboxMessage
from db.models.outbox import OutboxState
from handlers.buttons.item import Comment, Done
from tests.bot.kill import scene
from tests.bot.kill.scene import Expected
from tests.chaos import answering
from tests.chaos.answering import Asked, Kept

Act = tuple[int, str, str]
WORKING = 2  # in each wave
STORED = ("commented", "done")  # what the acts of one person leave in the history


@dataclass(frozen=True)
class Play:
    """What is to happen: reminders by the clock, and acts of other people by wave. `working`:
    chats of those who comment and tick off; `asked`: who answers a questionnaire."""

    reminders: list[Expected]
    waves: list[list[Act]]
    working: list[int] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)

    @property
    def reminded(self) -> list[int]:
        return sorted({one.chat_id for one in self.reminders})

    @property
    def acting(self) -> list[int]:
        return sorted({act[0] for wave in self.waves for act in wave})

    @property
    def answers(self) -> int:
        """How many things people say that must have their effect."""
        return len(self.working) * len(STORED) + answering.count(self.asked)


@dataclass(frozen=True)
class Books:
    """What people did, as it is stored. `acts`: how often each of each chat had its effect."""

    acts: Counter[tuple[int, str]]
    surveys: Kept


def fill(session: Session, waves: int, busy: int | None = None) -> Play:
    """In each wave some are reminded; in as many as are `busy` (all of them) others type a comment
    and tick an item off, and others answer a questionnaire."""
    roadmap = scene.running(session)
    reminders = scene.fill(session, waves, roadmap)
    busy = busy or waves
    asked, acts = answering.fill(session, roadmap.organisation_id, busy)
    working = []
    for number, person in enumerate(
        scene.mentors(session, roadmap.organisation_id, busy * WORKING)
    ):
        item = scene.item(session, roadmap.id, person, f"Провести встречу {person.id}")
        acts[number // WORKING] += _acts(scene.chat_of(person), item.id)
        working.append(scene.chat_of(person))
    return Play(reminders, acts, working, asked)


def _acts(chat_id: int, item_id: int) -> list[Act]:
    return [
        (chat_id, "press", Comment(item_id).pack()),
        (chat_id, "write", f"Сделано, подтверждаю {item_id}"),
        (chat_id, "press", Done(item_id).pack()),
    ]


def stored(session: Session) -> Books:
    rows = session.execute(
        select(Identity.chat_id, ItemEvent.action).join(
            Identity, Identity.person_id == ItemEvent.actor_id
        )
    )
    acts = Counter((int(chat_id), action) for chat_id, action in rows if action in STORED)
    return Books(acts, answering.kept(session))


def sent(session: Session, chats: Sequence[int]) -> int:
    """Messages that the program believes to have sent there; what went within another one has no
    number of its own."""
    told = (
        select(func.count())
        .select_from(OutboxMessage)
        .join(Identity, Identity.person_id == OutboxMessage.person_id)
    )
    there = Identity.chat_id.in_([str(each) for each in chats])
    told = told.where(OutboxMessage.state == OutboxState.SENT, there)
    return session.scalar(told.where(OutboxMessage.message_id.is_not(None))) or 0


def missing_and_doubled(
    books: Books, play: Play, delivered: Mapping[int, Sequence[str]]
) -> tuple[int, int]:
    """Effects that are not there, and that are there once too often."""
    expected = [(chat_id, action) for chat_id in play.working for action in STORED]
    lost, doubled = answering.missing_and_doubled(play.asked, books.surveys, delivered)
    return (
        lost + sum(books.acts[each] == 0 for each in expected),
        doubled + sum(max(books.acts[each] - 1, 0) for each in expected),
    )


def lost(reminders: list[Expected], delivered: dict[int, list[str]]) -> int:
    """Reminders whose words never reached their chat."""
    return sum(
        not any(one.title in text for text in delivered.get(one.chat_id, [])) for one in reminders
    )


def messages_to(chats: list[int], delivered: dict[int, list[str]]) -> int:
    return sum(len(delivered.get(chat_id, [])) for chat_id in chats)
