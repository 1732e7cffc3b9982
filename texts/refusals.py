"""One sentence for every refusal; features add theirs in REFUSALS of their own module."""

from collections.abc import Mapping
from importlib import import_module

COMMON = {
    "forbidden": "Это действие для Вашей роли закрыто. Ничего не изменилось.",
    "stranger": "Мы пока не знакомы. Попросите у куратора ссылку-приглашение и откройте её.",
    "no_organisation": "Сначала нужна школа: создайте её или откройте приглашение.",
    "gone": "Этого уже нет: возможно, запись удалили. Откройте меню, там всё свежее.",
    "file_too_big": "Файл больше 20 МБ, мессенджер такие ботам не отдаёт. Ничего не изменилось. "
    "Пришлите файл поменьше или ссылку на него.",
    "not_understood": "Не получилось понять ответ. Ничего не потеряно, попробуйте ещё раз.",
}
FEATURES = ("people", "draft", "roadmap", "item", "reminders", "preferences")


def sentence(key: str, data: Mapping[str, str | int]) -> str:
    """The words of a refusal. Raises KeyError for a key that has none."""
    for feature in FEATURES:
        found: Mapping[str, str] = getattr(import_module(f"texts.{feature}"), "REFUSALS", {})
        if key in found:
            return found[key].format(**data)
    return COMMON[key].format(**data)


def stale_button() -> str:
    return "Этот экран устарел. Вот меню, там всё свежее."


def to_menu() -> str:
    return "Меню"


def broken(incident: str) -> str:
    """The apology for a crash; the id stands in the log."""
    return (
        "Простите, у бота что-то сломалось. Всё, что уже сохранено, на месте. "
        f"Попробуйте ещё раз чуть позже. Если повторится, назовите администратору код {incident}."
    )
