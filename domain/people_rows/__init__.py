"""What stands in the cells of a list of people: a name, a class, a birthday, roles."""

import re
from dataclasses import dataclass
from datetime import date

from domain.names import capitalised
from domain.people_rows import words
from domain.roles import Role
from domain.search import search_key

OLDEST = 100
"""Nobody of a school is older, in years."""
_NUMBERS = re.compile(r"(\d{1,4})\s*[./\-\s]\s*(\d{1,2})\s*[./\-\s]\s*(\d{1,4})")
_ODD = re.compile(r"[\d_@<>=#]")
_SEVERAL = re.compile(r"[;/\n]|,\s*\S+\s+\S+")


class Unclear(Exception):
    """A cell that is not understood; `code` names a sentence in texts/roster.py."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Held:
    """A role with the title of a specialist."""

    role: Role
    title: str = ""


def name_of(text: str) -> str:
    """A person's name of two words at least; capitals throughout are not kept.

    Raises Unclear("no_name" | "name_odd" | "name_several" | "name_short").
    """
    shown = " ".join(text.split())
    if not any(map(str.isalpha, shown)):
        raise Unclear("no_name")
    if _SEVERAL.search(text.strip()):
        raise Unclear("name_several")
    if _ODD.search(shown):
        raise Unclear("name_odd")
    if len(re.findall(r"[^\W\d_]+", shown)) < 2:
        raise Unclear("name_short")
    return capitalised(shown.lower()) if shown.isupper() else shown


def school_class(text: str) -> str:
    """«7-б класс», «7 "Б"», «7B» as «7 Б»; a group of a nursery or college as it is written."""
    shown = " ".join(text.split())
    found = words.CLASS.fullmatch(shown.upper().translate(words.LOOKALIKES))
    if found is None or not 1 <= int(found[1]) <= 12:
        return shown[:20]
    return f"{int(found[1])} {found[2].upper()}".strip()


def is_class(text: str) -> bool:
    """Whether it can be nothing but a class: «7 Б», «11»."""
    found = words.CLASS.fullmatch(" ".join(text.upper().translate(words.LOOKALIKES).split()))
    return found is not None and 1 <= int(found[1]) <= 12


def birthday(text: str, today: date) -> date:
    """«12.03.2010», «2010-03-12», «12 марта 2010 г. р.»; two figures of a year are the last ones.

    Raises Unclear("born_unclear" | "born_future").
    """
    bare = words.YEAR_WORD.sub("", " ".join(text.split()))
    day = _worded(bare) or _numbered(bare, today)
    if day is None:
        raise Unclear("born_unclear")
    if not today.year - OLDEST <= day.year <= today.year or day > today:
        raise Unclear("born_future")
    return day


def pupil_facts(text: str, today: date) -> tuple[str, date | None]:
    """The class and the birthday in «7 Б, 12.03.2013», in any order; empty where not said.

    Raises Unclear with whichever code.
    """
    found, born = "", None
    for part in filter(None, map(str.strip, re.split(r"[,;\n]", text))):
        if is_class(part):
            found = school_class(part)
        elif re.search(r"\d", part):
            born = birthday(part, today)
        else:
            raise Unclear("facts_unclear")
    return found, born


def is_pupil(post: str, has_class: bool, born: date | None, today: date) -> bool:
    """By the post, else by a class without a post, else by an age under eighteen."""
    if post:
        return words.PUPIL.match(post.strip()) is not None
    return has_class or (born is not None and age(born, today) < 18)


def age(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def roles(text: str) -> tuple[Held, ...]:
    """The roles that a cell names; none for a dash. Raises Unclear("role_unclear")."""
    shown = search_key(text)
    if not shown or words.NOBODY.fullmatch(shown):
        return ()
    return tuple(dict.fromkeys(map(_role, filter(None, words.DIVIDER.split(shown)))))


def class_teacher(school_class: str) -> Held:
    """The title by which a class teacher is known (services.entering)."""
    return Held(Role.SPECIALIST, f"{words.CLASS_TEACHER} {school_class}")


def _role(part: str) -> Held:
    for pattern, role, title in words.ROLES:
        if pattern.search(part):
            return Held(role, title)
    raise Unclear("role_unclear")


def _worded(text: str) -> date | None:
    found = words.DATE.fullmatch(text)
    if found is None:
        return None
    months = [
        at for at, start in enumerate(words.MONTHS, 1) if found[2].casefold().startswith(start)
    ]
    return _date(int(found[3]), months[0], int(found[1])) if months else None


def _numbered(text: str, today: date) -> date | None:
    found = _NUMBERS.fullmatch(text)
    if found is None:
        return None
    first, month, last = found.groups()
    if len(first) == 4:
        return _date(int(first), int(month), int(last))
    year = int(last)
    if len(last) == 2:
        year += 2000 if year <= today.year % 100 else 1900
    return _date(year, int(month), int(first)) if len(last) in (2, 4) else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
