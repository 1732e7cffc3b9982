"""Requests about referrals to the psychologist, and a pupil's call for an adult."""

from db.models.health import ReferralState
from handlers.registry import Button, button


@button("4k")
class CallAdult(Button):
    """A pupil needs help of an adult."""


@button("4l")
class CallMistake(Button):
    """It was pressed by chance."""

    referral_id: int


@button("4m")
class TakeCall(Button):
    """An adult sees to it."""

    referral_id: int


@button("4n")
class HelpPhone(Button):
    """The phone that pupils are given."""


@button("4o")
class Referrals(Button):
    """The desk: open referrals or ended ones, by page."""

    ended: bool
    page: int


@button("4p")
class OpenReferral(Button):
    referral_id: int


@button("4q")
class ReferralStep(Button):
    referral_id: int
    state: ReferralState


@button("4r")
class Refer(Button):
    """At the curator's request."""

    person_id: int


@button("4s")
class Unmatched(Button):
    """Mentees without a pair, by page."""

    page: int


@button("4t")
class TakeUnmatched(Button):
    person_id: int


@button("4u")
class ReferralMonth(Button):
    """Counts of a month."""

    year: int
    month: int


@button("4x")
class HelpAgain(Button):
    """After how many minutes a call that nobody took is said again."""

    minutes: int
