"""Refusals to a pupil: the same matters, on «ты»."""

import re
from importlib import import_module

import pytest

from texts import refusals

POLITE = re.compile(r"\b(Вы|Вас|Вам|Ваш\w*)\b|\w+(?:йте|ите)(?:сь)?\b")
CLOSE = {
    **refusals.COMMON_CLOSE,
    **{
        key: sentence
        for feature in refusals.FEATURES
        for key, sentence in getattr(
            import_module(f"texts.{feature}"), "REFUSALS_CLOSE", {}
        ).items()
    },
}


@pytest.mark.parametrize("key", sorted(CLOSE))
def test_a_pupil_reads_the_same_matter_in_other_words(key: str) -> None:
    data = {"day": "5 октября"}
    close, polite = (refusals.sentence(key, data, close=each) for each in (True, False))
    assert (close == polite, POLITE.findall(close)) == (False, [])


def test_what_speaks_to_nobody_is_said_to_all_alike() -> None:
    said = {refusals.sentence("campaign_over", {}, close=each) for each in (True, False)}
    assert said == {"Эта анкета уже не открыта. Ничего не изменилось."}


def test_a_key_without_words_is_an_error() -> None:
    with pytest.raises(KeyError):
        refusals.sentence("no_such_key", {}, close=True)
