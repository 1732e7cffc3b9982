"""Our own templates raise no doubt about their order."""

import pytest
from sqlalchemy.orm import Session

from content.templates import KEYS
from db.engine import Database
from domain.roles import Role
from services import order, templates
from services.actor import Actor
from tests.people_factories import person, school


@pytest.mark.parametrize("key", KEYS)
async def test_the_templates_are_in_order(db: Database, key: str) -> None:
    curator = await person(db, await school(db), "Ветрова Ольга Сергеевна", Role.CURATOR, chat="1")

    def begin(session: Session, actor: Actor) -> order.OrderView:
        return order.view(session, actor, templates.start(session, actor, key, 2026))

    view = await db.write(begin, curator)

    assert (view.draft, view.lines) == (True, ())
