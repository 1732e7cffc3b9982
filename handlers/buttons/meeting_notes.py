"""Requests about notes of a meeting."""

from handlers.registry import Button, button


@button("2u")
class Notes(Button):
    meeting_id: int
    page: int


@button("2v")
class AddNote(Button):
    meeting_id: int
    private: bool


@button("2w")
class OpenNote(Button):
    note_id: int


@button("2x")
class RemoveNote(Button):
    note_id: int
