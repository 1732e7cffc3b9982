"""Requests about the scan of a paper."""

from handlers.registry import Button, button


@button("j9")
class PaperScan(Button):
    """Ask for a scan or photo of the paper."""

    consent_id: int


@button("jK")
class ShowScan(Button):
    """Send the scan of a paper."""

    consent_id: int
