"""All tables, imported here so that the metadata is whole."""

from db.base import Base
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
)
from db.models.system import ChatState, ProcessedUpdate, Setting

__all__ = [
    "AuditEntry", "Base", "Break", "ChatState", "Consent", "DayOverride", "Evidence", "Identity",
    "Invitation", "Item", "ItemEvent", "ItemOwner", "Occurrence", "Organisation",
    "OutboxMessage", "Person", "ProcessedUpdate", "Reminder", "ResponsibleAlias", "Roadmap",
    "RoleGrant", "Setting",
]  # fmt: skip
