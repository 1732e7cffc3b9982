"""A small school for stories on the stage: a curator, a mentor, roadmaps that run."""

from dataclasses import dataclass
from typing import Self

from domain.roles import Role
from sandbox.session import Actor
from tests.item_factories import Row, running
from tests.stage import Stage


@dataclass
class SmallSchool:
    """A curator and a mentor of a small school."""

    stage: Stage
    curator: Actor
    olga: Actor

    @classmethod
    async def opened(cls, stage: Stage) -> Self:
        await stage.school("Школа № 1")
        curator = await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
        return cls(stage, curator, await stage.join("Громова Ольга Ильинична", Role.MENTOR))

    def id(self, actor: Actor) -> int:
        return self.stage.person_id(actor)

    async def plant(self, *rows: Row, **more: object) -> dict[str, int]:
        """A running roadmap; ids by title, its own under ""."""
        return await self.stage.db.write(
            running, self.stage.clock.now(), self.stage.school_id, rows, **more
        )


def plain(text: str) -> str:
    """The text with common spaces."""
    return text.replace("\u00a0", " ")
