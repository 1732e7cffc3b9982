"""Agendas of meetings."""

import pytest

from content.agendas import agendas, parse
from domain.meetings import MeetingKind


def test_every_kind_has_an_agenda_that_fits_a_screen() -> None:
    found = agendas()

    assert set(found) == set(MeetingKind)
    for agenda in found.values():
        assert all(len(each) <= 60 for each in (*agenda.points, *agenda.topics))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[first]\npoints = ['a']\ntopics = ['b']", "no agenda for"),
        ("[first]\npoints = ['a']", "a value is missing"),
    ],
)
def test_what_is_wrong_is_said(text: str, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        parse(text)
