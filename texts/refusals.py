"""One sentence for every refusal; features add theirs in REFUSALS of their own module."""

from collections.abc import Mapping
from datetime import datetime
from importlib import import_module

from texts.dates import plain
from texts.typography import tidy

COMMON = {
    "forbidden": "Это действие для Вашей роли закрыто. Ничего не изменилось.",
    "stranger": "Мы пока не знакомы. Попросите у куратора ссылку-приглашение и откройте её.",
    "no_organisation": "Сначала нужна школа: создайте её или откройте приглашение.",
    "gone": "Этого уже нет: возможно, запись удалили. Откройте меню, там всё свежее.",
    "file_too_big": "Файл больше 20 МБ, мессенджер такие ботам не отдаёт. Ничего не изменилось. "
    "Пришлите файл поменьше или ссылку на него.",
    "file_not_given": "Мессенджер не отдал этот файл. Ничего не изменилось. Пришлите его ещё раз, "
    "лучше как файл, а не пересылкой.",
    "file_empty": "Этот файл пустой: в нём ничего нет. Ничего не изменилось. Проверьте его и "
    "пришлите ещё раз.",
    "file_program": "Программы и скрипты бот не хранит: такой файл у коллег не откроется или "
    "навредит. Ничего не изменилось. Пришлите документ, PDF, фото, архив, аудио или видео.",
    "file_kind": "Такие файлы бот не хранит: не на каждом компьютере они откроются. Ничего не "
    "изменилось. Подойдут документы Word и Excel, презентации, PDF, фото, архивы, аудио и видео "
    "до 20 МБ.",
    "day_unclear": "Сейчас нужен день. Ничего не изменилось. Выберите его выше или "
    "напишите, например: 15 октября, через неделю, до конца мая.",
    "day_outside": "{day}: этот день здесь не подходит. Ничего не изменилось. Выберите другой "
    "выше или напишите, например: через неделю.",
    "not_understood": "Не получилось понять ответ. Ничего не потеряно, попробуйте ещё раз.",
}
# The same to a pupil; what is not here speaks to nobody in particular.
COMMON_CLOSE = {
    "forbidden": "Это действие для твоей роли закрыто. Ничего не изменилось.",
    "stranger": "Мы пока не знакомы. Попроси у куратора ссылку-приглашение и открой её.",
    "gone": "Этого уже нет: возможно, запись удалили. Открой меню, там всё свежее.",
    "file_too_big": "Файл больше 20 МБ, мессенджер такие ботам не отдаёт. Ничего не изменилось. "
    "Пришли файл поменьше.",
    "file_not_given": "Мессенджер не отдал этот файл. Ничего не изменилось. Пришли его ещё раз, "
    "лучше как файл, а не пересылкой.",
    "file_empty": "Этот файл пустой: в нём ничего нет. Ничего не изменилось. Проверь его и пришли "
    "ещё раз.",
    "file_program": "Программы и скрипты бот не хранит. Ничего не изменилось. Пришли фото, PDF "
    "или документ.",
    "file_kind": "Такие файлы бот не хранит: не везде они откроются. Ничего не изменилось. "
    "Подойдёт фото, PDF или документ до 20 МБ.",
    "day_unclear": "Сейчас нужен день. Ничего не изменилось. Выбери его выше или "
    "напиши, например: 15 октября, через неделю, до конца мая.",
    "day_outside": "{day}: этот день здесь не подходит. Ничего не изменилось. Выбери другой "
    "выше или напиши, например: через неделю.",
    "not_understood": "Не получилось понять ответ. Ничего не потеряно, попробуй ещё раз.",
}
FEATURES = (
    "people",
    "leaves",
    "handing",
    "consent_papers",
    "draft",
    "roadmap",
    "item",
    "reminders",
    "preferences",
    "school_times",
    "next_year",
    "twins",
    "plans",
    "kinds",
    "roundtrip",
    "folder",
    "exporting",
    "papers",
    "links",
    "nudging",
    "wizard",
    "templates",
    "correction",
    "digest",
    "programmes",
    "roster",
    "applying",
    "pairs",
    "meetings",
    "health",
    "survey",
    "survey_results",
    "questionnaires",
    "campaigns",
    "opinions",
    "banks",
)


def sentence(key: str, data: Mapping[str, str | int], *, close: bool = False) -> str:
    """The words of a refusal; `close`: to a pupil. Raises KeyError for a key that has none."""
    said = _found(key, "REFUSALS_CLOSE", COMMON_CLOSE) if close else None
    if said is None:
        said = _found(key, "REFUSALS", COMMON)
    if said is None:
        raise KeyError(key)
    return said.format(**data)


def _found(key: str, name: str, common: Mapping[str, str]) -> str | None:
    for feature in FEATURES:
        found: Mapping[str, str] = getattr(import_module(f"texts.{feature}"), name, {})
        if key in found:
            return found[key]
    return common.get(key)


def stale_button() -> str:
    return "Этот экран устарел. Вот меню, там всё свежее."


def to_menu() -> str:
    return "Меню"


def broken(incident: str) -> str:
    """The apology for a crash; the id stands in the log."""
    return (
        "Простите, у бота что-то сломалось. Всё, что уже сохранено, на месте. "
        "Чуть позже можно попробовать ещё раз. Если повторится, администратору поможет код "
        f"{incident}."
    )


def later() -> str:
    """While the database does not answer: at most 200 characters, it stands in an alert."""
    return (
        "Сейчас не получается записать, но ответ принят: бот запишет его сам, как только "
        "сможет. Повторять не нужно."
    )


def caught_up(since: datetime, until: datetime) -> str:
    """After a time without the bot; both moments local to the person."""
    same_day = since.date() == until.date()
    begun = f"{since:%H:%M}" if same_day else f"{plain(since.date(), until.date())} {since:%H:%M}"
    return tidy(
        f"Простите за задержку: бот не отвечал с {begun} до {until:%H:%M}. Всё, что пришло за "
        "это время, принято."
    )
