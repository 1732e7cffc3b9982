"""Requests to launch a draft."""

from handlers.registry import Button, button


@button("dL")
class Launch(Button):
    """Who would get what on the first day."""

    roadmap_id: int


@button("dM")
class LaunchSample(Button):
    """Send that to the curator first."""

    roadmap_id: int


@button("dY")
class LaunchNow(Button):
    roadmap_id: int
