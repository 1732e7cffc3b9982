"""Our programmes to begin from are whole."""

import pytest

from content import programmes as shelf
from domain.pairs import Form
from domain.programmes import HeadField


@pytest.mark.parametrize("key", shelf.KEYS)
def test_templates(key: str) -> None:
    made = shelf.template(key)
    assert shelf.parse(shelf.body(made)) == made
    assert 8 <= len(made.lines) <= 12
    assert all(made.head.part(part) for part in HeadField)
    assert all(line.result and line.section and line.who for line in made.lines)
    assert all((line.last is None) == bool(line.words) for line in made.lines)
    assert all((line.first or 0) < line.last for line in made.lines if line.last is not None)


@pytest.mark.parametrize("form", Form)
def test_every_form_has_one_for_a_year_and_a_short_one(form: Form) -> None:
    fitting = [key for key in shelf.KEYS if shelf.fits(shelf.template(key), form)]
    assert len(fitting) == 2
    assert "short" in fitting


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("field", HeadField)
def test_presets(form: Form, field: HeadField) -> None:
    found = shelf.presets(field, form)
    assert 4 <= len(found) <= 8
    assert len(set(found)) == len(found)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"lines": [{"title": " "}]}, "a line without words"),
        ({"lines": [{"title": "a", "last": 101}]}, "101 is no percent"),
        ({"lines": [{"title": "a"}] * 101}, "101 lines"),
        ({"forms": ["nobody"]}, "'nobody' is not a valid Form"),
        ({"head": None}, "a value is missing or of a wrong kind"),
    ],
)
def test_what_is_wrong_is_said(change: dict[str, object], complaint: str) -> None:
    body = shelf.body(shelf.template("short")) | change
    with pytest.raises(ValueError, match=complaint):
        shelf.parse(body)
