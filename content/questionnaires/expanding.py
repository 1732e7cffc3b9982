"""Two short forms that keep the files readable; what is stored and asked is always written out.

`areas = "teachers"` in a question: its options (of MATRIX: its rows) are that list of areas.
`for_each = "areas"`: one such question for each option that was chosen in an earlier question;
{option} in its text is that option, and its answer fills the area of that name.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from content.areas import areas

Body = dict[str, Any]


def expanded(questions: Sequence[Mapping[str, Any]]) -> list[Body]:
    """Raises KeyError for an audience or a question that is not there."""
    written: list[Body] = []
    for question in questions:
        written.extend(_written(_with_areas(dict(question)), written))
    return written


def _with_areas(question: Body) -> Body:
    audience = question.pop("areas", None)
    if audience is None:
        return question
    listed = [{"key": area.key, "text": area.short} for area in areas(audience)]
    place = "rows" if question["kind"] == "matrix" else "options"
    question[place] = [*listed, *question.get(place, [])]
    return question


def _written(question: Body, earlier: Sequence[Body]) -> Iterator[Body]:
    source = question.pop("for_each", None)
    if source is None:
        yield question
        return
    (asked,) = (each for each in earlier if each["key"] == source)
    for option in asked["options"]:
        if not option.get("own"):
            yield _about(question, source, option)


def _about(question: Body, source: str, option: Mapping[str, Any]) -> Body:
    return {
        **question,
        "key": f"{question['key']}_{option['key']}",
        "text": question["text"].replace("{option}", option["text"]),
        "shown_if": {"question": source, "values": [option["key"]]},
        "fills": f"area:{option['key']}",
    }
