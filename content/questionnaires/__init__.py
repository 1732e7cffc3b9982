"""The questionnaires that come with the program, one .toml each, of our own wording."""

import tomllib
from functools import cache
from pathlib import Path

from content.questionnaires.expanding import expanded
from domain.survey import Questionnaire
from domain.survey.reading import read

_FOLDER = Path(__file__).parent


@cache
def keys() -> tuple[str, ...]:
    """Their keys, which are the files' names."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


@cache
def questionnaire(key: str) -> Questionnaire:
    """One of `keys`. Raises KeyError for another, ValueError where the file is wrong."""
    if key not in keys():
        raise KeyError(key)
    body = tomllib.loads((_FOLDER / f"{key}.toml").read_text(encoding="utf-8"))
    return read({"key": key, **body, "questions": expanded(body["questions"])})
