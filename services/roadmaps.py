"""Which roadmaps are meant: those of an organisation, or the programmes of its pairs."""

from sqlalchemy import ColumnElement

from db.models import Roadmap


def of_school() -> ColumnElement[bool]:
    """The condition that keeps programmes of pairs out of what is said of an organisation's
    roadmaps: they have screens, rights and papers of their own (services/programmes)."""
    return Roadmap.pair_id.is_(None)
