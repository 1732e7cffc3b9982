"""Casts for the stories of services."""

import pytest

from db.engine import Database
from tests.reminder_factories import small_cast


@pytest.fixture
async def cast(db: Database) -> dict[str, int]:
    """A school of a head, a curator and a mentor, with a running roadmap."""
    return await db.write(small_cast)
