"""Lines of a file as people: names, classes, birthdays and roles out of their cells."""

from dataclasses import replace
from datetime import date

from domain import people_rows
from domain.people_rows import Held, Unclear
from domain.roles import Role
from imports.cells import EMPTY, Typed
from imports.roster import PersonLine, Roster
from services.roster.model import Line

POST_LIMIT = 200
_ALL = {"mentor": Role.MENTOR, "mentee": Role.MENTEE}


def understood(roster: Roster, today: date) -> list[Line]:
    """Every line, those that are wrong with the code of what is."""
    return [_line(line, roster, today) for line in roster.lines]


def _line(line: PersonLine, roster: Roster, today: date) -> Line:
    typed = {key: cell.text for key, cell in line.cells.items()}
    if line.heading and not typed.get("class"):
        typed["class"] = line.heading
    bare = Line(line.at, line.sheet, typed)
    try:
        # Also of a line that is wrong it matters whether it names a pupil.
        young = people_rows.is_pupil(typed.get("post", ""), bool(typed.get("class")), None, today)
        bare = replace(bare, name=people_rows.name_of(_name(line)), pupil=young)
        return _read(bare, line, roster, today)
    except Unclear as unclear:
        return bare.wrong(unclear.code)


def _read(bare: Line, line: PersonLine, roster: Roster, today: date) -> Line:
    cells, typed = line.cells, bare.typed
    post, subject = typed.get("post", ""), typed.get("subject", "")
    born = _born(cells.get("born", EMPTY), today)
    school_class = typed.get("class", "")
    pupil = roster.role == "pupil" and not post
    pupil = pupil or people_rows.is_pupil(post, bool(school_class), born, today)
    held = people_rows.roles(typed.get("role", ""))
    if "role" not in cells and roster.role in _ALL:
        held = (Held(_ALL[roster.role]),)
    return replace(
        bare,
        post="" if pupil else _post(post, subject),
        school_class=people_rows.school_class(school_class) if pupil and school_class else "",
        born=born if pupil else None,
        pupil=pupil,
        held=(*held, *_leading(typed.get("leads", ""))),
        own_role=bool(held),
    )  # fmt: skip


def _name(line: PersonLine) -> str:
    cells = line.cells
    if "name" in cells:
        return cells["name"].text
    parts = (cells.get(key, EMPTY).text for key in ("surname", "given", "patronymic"))
    return " ".join(part for part in parts if part)


def _post(post: str, subject: str) -> str:
    """«учитель (физика)»: the subject of a teacher belongs to the post."""
    both = f"{post} ({subject})" if post and subject else post or subject
    return " ".join(both.split())[:POST_LIMIT]


def _born(cell: Typed, today: date) -> date | None:
    if cell.kind in ("formula", "error"):
        raise Unclear("born_unclear")
    if not any(map(str.isalnum, cell.text)):
        return None
    return people_rows.birthday(cell.day or cell.text, today)


def _leading(text: str) -> tuple[Held, ...]:
    if not people_rows.is_class(text):
        return ()
    return (people_rows.class_teacher(people_rows.school_class(text)),)
