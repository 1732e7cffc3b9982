"""Requests about how useful meetings are found."""

from handlers.registry import Button, button


@button("2A")
class MeetingRatings(Button):
    """How useful meetings are found on average."""
