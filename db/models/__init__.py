"""All tables, imported here so that the metadata is whole."""

from db.base import Base
from db.models.banks import BankEntry, BankEvent
from db.models.digest import Digest, DigestPlan, ForHead
from db.models.health import FitAnswer, HealthFlag, Referral
from db.models.meetings import Meeting, MeetingEvent, MeetingMark, MeetingNote
from db.models.outbox import OutboxMessage
from db.models.pairs import Pair, PairEvent, PairMember, PairPaper
from db.models.people import (
    Absence,
    Application,
    AuditEntry,
    Consent,
    Erasure,
    Guardian,
    Identity,
    Invitation,
    Organisation,
    Person,
    RoleGrant,
    RosterImport,
)
from db.models.programmes import Agreement, Programme
from db.models.prompts import Prompt
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
from db.models.surveys import (
    AnonymousSheet,
    Answer,
    AnswerChange,
    AnswerTag,
    Campaign,
    CampaignItem,
    Opinion,
    Questionnaire,
    QuestionnaireVersion,
    Response,
)
from db.models.system import ChatState, ProcessedUpdate, Setting

__all__ = [
    "Absence", "Agreement", "AnonymousSheet", "Answer", "AnswerChange", "AnswerTag",
    "Application", "AuditEntry", "BankEntry", "BankEvent", "Base", "Break", "Campaign",
    "CampaignItem", "ChatState", "Consent", "DayOverride", "Digest", "DigestPlan", "Erasure",
    "Evidence", "FitAnswer", "ForHead", "Guardian", "HealthFlag", "Identity", "Invitation",
    "Item", "ItemEvent", "ItemOwner", "Meeting", "MeetingEvent", "MeetingMark", "MeetingNote",
    "Occurrence", "Opinion", "Organisation", "OutboxMessage", "Pair", "PairEvent",
    "PairMember", "PairPaper", "Person", "ProcessedUpdate", "Programme", "Prompt",
    "Questionnaire", "QuestionnaireVersion", "Referral", "Reminder", "Response",
    "ResponsibleAlias", "Roadmap", "RoadmapTemplate", "RoleGrant", "RosterImport", "SentSheet",
    "Setting", "SheetReturn",
]  # fmt: skip
