"""Kinds of work that the lines of a roadmap ask for."""

from enum import StrEnum


class WorkKind(StrEnum):
    PAPER = "paper"  # an order, a regulation, a plan: something signed
    SURVEY = "survey"
    CONSENTS = "consents"
    BANK = "bank"  # a base of mentors or mentees
    PAIRS = "pairs"
    PROGRAMME = "programme"
    MEETINGS = "meetings"  # of a mentor with a mentee
    EVENT = "event"  # a council, a seminar, a contest
    TRAINING = "training"
    PUBLICATION = "publication"
    REPORT = "report"
    STUDY = "study"  # reading papers
    MONITORING = "monitoring"
