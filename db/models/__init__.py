"""All tables, imported here so that the metadata is whole."""

from db.base import Base
from db.models.digest import Digest, DigestPlan, ForHead
from db.models.outbox import OutboxMessage
from db.models.people import (
    AuditEntry,
    Consent,
    Identity,
    Invitation,
    Organisation,
    Person,
    RoleGrant,
)
from db.models.reminders import Break, DayOverride, Reminder
from db.models.roadmap import (
    Evidence,
    Item,
    ItemEvent,
    ItemOwner,
    Occurrence,
    ResponsibleAlias,
    Roadmap,
    RoadmapTemplate,
)
from db.models.roundtrip import SentSheet, SheetReturn
from db.models.system import ChatState, ProcessedUpdate, Setting

__all__ = [
    "AuditEntry", "Base", "Break", "ChatState", "Consent", "DayOverride", "Digest", "DigestPlan",
    "Evidence", "ForHead", "Identity", "Invitation", "Item", "ItemEvent", "ItemOwner",
    "Occurrence", "Organisation", "OutboxMessage", "Person", "ProcessedUpdate", "Reminder",
    "ResponsibleAlias", "Roadmap", "RoadmapTemplate", "RoleGrant", "SentSheet", "Setting",
    "SheetReturn",
]  # fmt: skip
