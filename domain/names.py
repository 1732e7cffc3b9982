"""People's names: taken apart, and shown in the one way that the school allows.

`render` is the only place that turns a stored name into what others see. It returns plain text:
escaping is up to texts/html.py.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from domain.words import (
    NAME_PARTICLES,
    PARTICIPANT,
    PATRONYMIC_ENDINGS,
    PATRONYMIC_PARTICLES,
    SURNAME_ENDINGS,
)

NBSP = "\u00a0"
_PART = re.compile(r"[^\W\d_](?:[^\W\d_]|['’ʼ](?=[^\W\d_]))*")

# What stands for the name of somebody whose data were erased (services.erasing).
_ERASED = re.compile(rf"{PARTICIPANT}\s\d+")


class Style(StrEnum):
    INITIALS = "initials"
    FULL = "full"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class FullName:
    """Parts that are not known are empty; `given` and `patronymic` may be initials («О.»)."""

    surname: str = ""
    given: str = ""
    patronymic: str = ""


def capitalised(name: str) -> str:
    """A name typed in small letters as it is written: «ветрова анна-мария» → «Ветрова Анна-Мария».

    Only first letters change; «оглы», «фон», «де» and their like stay small.
    """
    return _PART.sub(lambda found: _capital(found.group()), name)


def _capital(part: str) -> str:
    return part if part in NAME_PARTICLES else part[0].upper() + part[1:]


def split(name: str) -> FullName:
    """A name as people write it, its surname first or last, in full or with initials."""
    tokens = _tokens(name)
    if len(tokens) < 2:
        return FullName(surname="".join(tokens))
    at = _patronymic_at(tokens)
    if at is not None:
        given, patronymic = tokens[at - 1], tokens[at]
        surname = " ".join(tokens[: at - 1] + tokens[at + 1 :])
        return FullName(surname, given, patronymic)
    if any(map(_is_initial, tokens)):
        return _with_initials(tokens)
    if len(tokens) == 2 and _is_surname(tokens[1]) and not _is_surname(tokens[0]):
        return FullName(tokens[1], tokens[0])
    return FullName(tokens[0], " ".join(tokens[1:]))


def render(name: str, style: Style, *, pupil: bool = False, code: int | None = None) -> str:
    """The name as others see it.

    `pupil` must be set wherever a pupil's name goes into a message: whatever the style, no more
    than «Маша К.» is shown. `code` is the person's number in the school; without one the style
    CODE shows nobody's name either.
    """
    if not name and code is not None:  # of whom a file may not speak (services.file_names)
        return f"{PARTICIPANT}{NBSP}{code}"
    if _ERASED.fullmatch(name):
        return NBSP.join(name.split())
    if style is Style.CODE:
        return PARTICIPANT if code is None else f"{PARTICIPANT}{NBSP}{code}"
    parts = split(name)
    if pupil:
        return _pupil(parts)
    if style is Style.INITIALS:
        return _initials(parts)
    return _join(parts.surname, parts.given, parts.patronymic)


def address(name: str) -> str | None:
    """How to speak to the person: «Ольга Сергеевна»; None when that is not fully known."""
    parts = split(name)
    known = [part for part in (parts.given, parts.patronymic) if part and not _is_initial(part)]
    return _join(*known) if len(known) == 2 else None


def _tokens(name: str) -> list[str]:
    """Words, with initials apart («О.С.» is two) and «Гусейн оглы» together."""
    tokens: list[str] = []
    for word in re.sub(r"\.(?=\w)", ". ", name).split():
        if tokens and word.casefold() in PATRONYMIC_PARTICLES:
            tokens[-1] += f" {word}"
        else:
            tokens.append(f"{word}." if len(word) == 1 and word.isalpha() else word)
    return tokens


def _with_initials(tokens: list[str]) -> FullName:
    """«Иванова О. С.», «О. С. Иванова», «Иванова Ольга С.»."""
    initials = [token for token in tokens if _is_initial(token)]
    words = [token for token in tokens if not _is_initial(token)]
    if len(initials) == 1 and len(words) > 1:
        return FullName(" ".join(words[:-1]), words[-1], initials[0])
    return FullName(" ".join(words), initials[0], "".join(initials[1:2]))


def _patronymic_at(tokens: list[str]) -> int | None:
    """Where the patronymic stands: the earliest place, for a surname may look like one too."""
    return next((at for at in range(1, len(tokens)) if _is_patronymic(tokens[at])), None)


def _is_patronymic(token: str) -> bool:
    folded = token.casefold()
    return folded.endswith(PATRONYMIC_ENDINGS) or folded.split()[-1] in PATRONYMIC_PARTICLES


def _is_surname(token: str) -> bool:
    # Яков, Лев and Ева end like surnames, but are too short for one.
    return len(token) > 4 and token.casefold().endswith(SURNAME_ENDINGS)


def _is_initial(token: str) -> bool:
    return re.fullmatch(r"\w\.(-\w\.)?", token) is not None


def _initials(parts: FullName) -> str:
    if not parts.surname:
        return _join(parts.given, parts.patronymic)
    return _join(parts.surname, _letter(parts.given), _letter(parts.patronymic))


def _pupil(parts: FullName) -> str:
    return _join(*parts.given.split()[:1], _letter(parts.surname))


def _letter(part: str) -> str:
    """«О.» of «Ольга», «А.-М.» of «Анна-Мария», nothing of nothing."""
    return "-".join(f"{piece[0].upper()}." for piece in part.split("-") if piece)


def _join(*parts: str) -> str:
    return NBSP.join(part.replace(" ", NBSP) for part in parts if part)
