"""Where somebody stands in a bank."""

from enum import StrEnum


class BankState(StrEnum):
    CANDIDATE = "candidate"
    IN_BANK = "in_bank"
    DECLINED = "declined"  # by the school's decision
    LEFT = "left"  # by the person's wish or leaving
