"""What /help says: about where the person is, what the person's role can do, whom to turn to."""

from collections.abc import Sequence
from typing import Final

from texts.adult_help import CALL
from texts.html import b, clip, esc
from texts.nav import BACK
from texts.pairs import MENU_OF_KEEPER
from texts.plural import counted
from texts.survey import ANSWERS, SKIP
from texts.typography import tidy

TO_QUESTION = "К вопросу"
_SHEETS: Final = ("анкета", "анкеты", "анкет")

_KEEPER: Final = f"«{MENU_OF_KEEPER}»"
_CAN: Final = {
    "curator": (
        "Дорожная карта: загрузить файл, разобрать вопросы, запустить; напомнит бот сам. "
        f"{_KEEPER}: бумаги и кому нужна помощь. «Анкетирование»: разослать и увидеть итоги."
    ),
    "head": (
        "Видна вся дорожная карта; о просроченном у куратора бот расскажет сам. "
        f"Наставники и наставляемые: {_KEEPER}."
    ),
    "mentor": (
        "О встрече бот спросит сам: четыре касания, и она отмечена. «Встречи»: назначить, "
        "отметить, дневник. «Пары»: программа и бумаги."
    ),
    "mentee": (
        "После встречи бот спросит, была ли она: хватит одного касания. «Встречи»: назначить или "
        "перенести. «Пары»: программа и вопрос, всё ли в порядке."
    ),
    "parent": (
        "«Мои дети»: что хранится о ребёнке, его встречи и согласия. Дать или отозвать согласие "
        "можно в любой день."
    ),
    "coordinator": (
        "Создать школы муниципалитета, пригласить в каждую директора или куратора, видеть их "
        "выполнение."
    ),
    "administrator": (
        "Создать школу, пригласить куратора или стать им. Дальше школа работает сама."
    ),
    "other": (
        "О делах дорожной карты бот напоминает сам. Отметить можно прямо в напоминании: «Готово», "
        "фото, файл или ссылка."
    ),
}

_TODAY: Final = "/today — мои дела"
_PAIRS: Final = (_TODAY, "/pair — пары", "/meeting — встречи", "/survey — анкеты")
_LEADS: Final = ("/roadmap — карта", "/digest — сводка недели", "/export — выгрузки в Excel")
_COMMANDS: Final = {
    "curator": (*_PAIRS, *_LEADS),
    "head": (*_PAIRS, *_LEADS),
    "coordinator": (_TODAY, *_LEADS),
    "administrator": ("/export — выгрузки в Excel", "/settings — настройки"),
    "mentor": (*_PAIRS, "/roadmap — карта"),
    "mentee": _PAIRS,
    "parent": ("/menu — меню", "/survey — анкеты"),
    "other": (_TODAY, "/survey — анкеты", "/roadmap — карта"),
}


def in_general(role: str, surveys: int, curators: Sequence[str], *, pupil: bool) -> str:
    """`surveys`: questionnaires that wait for the person's answers."""
    lines = [_title(), "", _CAN.get(role, _CAN["other"])]
    return _done([*lines, *_waiting(surveys), *_call(pupil), _commands(role), *_whom(curators)])


def typing(role: str, surveys: int, curators: Sequence[str], *, pupil: bool) -> str:
    """The bot waits for words or a file."""
    lines = [
        _title("бот ждёт ответа"),
        "",
        "Пришлите его сообщением: слова, файл или снимок, как просит последний экран.",
        "/cancel — не отвечать: ничего не изменится. Отвечать кнопкой тоже можно.",
    ]
    return _done([*lines, *_waiting(surveys), *_call(pupil), _commands(role), *_whom(curators)])


def in_survey(curators: Sequence[str], *, pupil: bool) -> str:
    lines = [
        _title("анкета"),
        "",
        "Ответ — кнопкой или словами; каждый сохраняется сразу.",
        f"«{BACK}» — к прошлому вопросу, «{SKIP}» — если на вопрос можно не отвечать.",
        "Прерваться можно когда угодно; /survey вернёт на тот же вопрос.",
        f"«{ANSWERS}» — все ответы: изменить любой, отправить или отказаться от анкеты.",
    ]
    return _done([*lines, *_call(pupil), *_whom(curators)])


def _title(where: str = "") -> str:
    return f"📋 {b('Помощь')}" + (f" · {where}" if where else "")


def _waiting(surveys: int) -> list[str]:
    return [f"Ждут ответа: {counted(surveys, *_SHEETS)}, /survey."] if surveys else []


def _call(pupil: bool) -> list[str]:
    return [f"Трудно или тревожно — в меню «{CALL}»."] if pupil else []


def _commands(role: str) -> str:
    return (
        ", ".join([*_COMMANDS.get(role, _COMMANDS["other"]), "/cancel — отменить начатое"]) + "."
    )


def _whom(curators: Sequence[str]) -> list[str]:
    names = ", ".join(esc(clip(name, 100)) for name in curators[:3])
    return [f"Вопросы по школе: {names}"] if curators else []


def _done(lines: list[str]) -> str:
    return tidy("\n".join(lines))


def commands_of(role: str) -> set[str]:
    """Those that are named to a role, without the stroke."""
    return {word.strip("/,.") for word in _commands(role).split() if word.startswith("/")}
