"""What a school chooses about reminders."""

import pytest

from domain.reminders import Rhythm
from services.errors import Refusal
from services.preferences import PRESETS, Preferences, parse_rhythm, read


@pytest.mark.parametrize(
    ("text", "rhythm"),
    [
        ("14, 3, 0, +2", Rhythm((14, 3, 0), (2,), 5)),
        ("+2 3 14 0", Rhythm((14, 3, 0), (2,), 5)),
        ("7;7;+1;+10", Rhythm((7,), (1, 10), 13)),
        ("0", Rhythm((0,), (), 3)),
        ("5, +0", Rhythm((5,), (), 3)),
    ],
)
def test_a_typed_rhythm(text: str, rhythm: Rhythm) -> None:
    assert parse_rhythm(text) == rhythm


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "rhythm_unclear"),
        ("раз в день", "rhythm_unclear"),
        ("14, -3", "rhythm_unclear"),
        ("100", "rhythm_long"),
        ("9 8 7 6 5 4 3", "rhythm_long"),
        ("9" * 5000, "rhythm_long"),
    ],
)
def test_what_is_no_rhythm(text: str, key: str) -> None:
    with pytest.raises(Refusal) as refusal:
        parse_rhythm(text)
    assert refusal.value.key == key


def test_what_was_not_chosen_has_its_default() -> None:
    assert read({}) == Preferences()
    assert read({"six_day": True, "unknown": 1}) == Preferences(six_day=True)
    assert Preferences().rhythm == PRESETS[0] == Rhythm((14, 3, 0), (2,), 5)
