"""The log of acts: who did what to whom and when."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from domain.audit import Group
from texts import dates
from texts.html import b, clip, esc, fit
from texts.plural import counted
from texts.typography import tidy

WAY = "Журнал действий"
GROUP, PERSON, PERIOD, FILE = "По действию", "По человеку", "За период", "Скачать .xlsx"
ANY = "Любое"
ANYBODY = "Любой человек"
FOREVER = "За всё время"
PERIODS = {7: "За 7 дней", 30: "За 30 дней", 365: "За год"}
SHEET = "Журнал"
TITLE = "Журнал действий"
COLUMNS = ("Когда", "Кто", "Что", "С кем или с чем", "Организация", "Подробности")

GROUPS = {
    Group.PEOPLE: "Люди",
    Group.RIGHTS: "Роли и ссылки",
    Group.CONSENTS: "Согласия",
    Group.ERASING: "Удаление данных",
    Group.ROADMAPS: "Дорожные карты",
    Group.PAIRS: "Пары",
    Group.SURVEYS: "Анкеты",
    Group.FILES: "Выгрузки и таблицы",
    Group.SETTINGS: "Настройки",
}
ACTIONS = {
    "application_accepted": "принята заявка",
    "application_declined": "отклонена заявка",
    "application_made": "подана заявка",
    "application_withdrawn": "отозвана заявка",
    "chat_bound": "подключён чат",
    "chat_moved": "чат перенесён",
    "chat_released": "чат отключён",
    "consent_given": "дано согласие",
    "consent_on_paper": "внесена бумага",
    "answer_on_paper": "внесён ответ с бумаги",
    "consent_paper_undone": "отменена внесённая бумага",
    "consent_refused": "отказ от согласия",
    "consent_scan": "прикреплён скан",
    "consent_withdrawn": "отозвано согласие",
    "correction_undone": "отменена правка дорожной карты",
    "digest_plan": "изменена недельная сводка",
    "draft_deleted": "удалён черновик",
    "erasure_cancelled": "отменено удаление данных",
    "erasure_planned": "запланировано удаление данных",
    "exported": "выгружены данные",
    "guardian_added": "указан родитель",
    "guardian_ended": "родитель больше не представитель",
    "handed_over": "переданы дела",
    "invitation_accepted": "принято приглашение",
    "invitation_created": "создана ссылка",
    "invitation_refused": "отклонено приглашение",
    "invitation_revoked": "отозвана ссылка",
    "kept_from_head": "снято с отчёта директору",
    "leave_ended": "отпуск закончен",
    "leave_set": "внесён отпуск",
    "bank_criteria": "изменены критерии банка",
    "survey_tied": "анкета связана с пунктом",
    "survey_untied": "анкета отвязана от пункта",
    "export_paper": "выгружена таблица ответов с бумаги",
    "export_bank": "выгружен банк наставников и наставляемых",
    "mentee_limit": "изменён предел наставляемых",
    "muted": "изменено, что присылать",
    "next_year_made": "создана карта на новый год",
    "organisation_created": "создана организация",
    "organisation_renamed": "организация переименована",
    "organisation_zone": "изменён часовой пояс",
    "pairs_import_undone": "отменена загрузка пар",
    "pairs_imported": "загружены пары из таблицы",
    "parent_agreed": "согласие родителя в боте",
    "parent_refused": "отказ родителя в боте",
    "passed_to_head": "передано директору",
    "people_exported": "выгружен список людей",
    "people_merged": "объединены записи людей",
    "person_added": "добавлен человек",
    "person_archived": "человек убран из школы",
    "person_changed": "изменены данные человека",
    "person_erased": "данные стёрты",
    "person_filled": "дополнены данные человека",
    "person_pupil": "изменена отметка «ученик»",
    "person_restored": "человек вернулся в школу",
    "person_renamed": "исправлено имя",
    "preferences": "изменены настройки",
    "programme_deleted": "удалена программа",
    "programme_launched": "запущена программа",
    "publication_allowed": "разрешена публикация",
    "publication_refused": "запрещена публикация",
    "questionnaire_archived": "анкета школы убрана в архив",
    "questionnaire_published": "опубликована анкета школы",
    "questionnaire_restored": "анкета школы возвращена из архива",
    "roadmap_corrected": "исправлена дорожная карта",
    "roadmap_launched": "запущена дорожная карта",
    "roadmap_uploaded": "загружена дорожная карта",
    "role_given": "дана роль",
    "role_revoked": "снята роль",
    "roster_added": "загружен список людей",
    "roster_undone": "отменена загрузка списка",
    "sheet_applied": "принята таблица",
    "sheet_undone": "отменена таблица",
    "survey_added": "в анкету добавлен человек",
    "survey_cancelled": "анкета отменена",
    "survey_compared": "выбрано, с чем сравнить анкету",
    "survey_levels": "изменены пороги уровней",
    "survey_closed": "анкета закрыта раньше срока",
    "survey_launched": "запущена анкета",
    "survey_nudged": "напоминание об анкете",
    "survey_opinion_asked": "сделана ссылка для мнения о подопечном",
    "survey_opinion_revoked": "отозвана ссылка для мнения",
    "survey_prolonged": "изменён срок анкеты",
    "survey_restored": "отмена анкеты снята",
    "template_saved": "сохранён образец",
}
_SUBJECTS = {
    "person": "человек",
    "invitation": "ссылка",
    "organisation": "организация",
    "roadmap": "дорожная карта",
    "item": "мероприятие",
    "pair": "пара",
    "meeting": "встреча",
    "erasure": "удаление",
    "roster": "список",
    "template": "образец",
    "programme": "программа",
    "application": "заявка",
    "sheet": "таблица",
    "return": "таблица",
    "draft": "черновик",
    "export": "выгрузка",
    "campaign": "анкета",
    "questionnaire": "анкета школы",
}
_ENTRIES = ("запись", "записи", "записей")


def action(name: str) -> str:
    return ACTIONS.get(name, name)


def subject(name: str) -> str:
    """«человек 12»; what is unknown stands as it is."""
    kind, _, number = name.partition(":")
    return f"{_SUBJECTS.get(kind, kind)} {number}".strip()


def details(data: Mapping[str, Any]) -> str:
    return "; ".join(f"{key}: {value}" for key, value in sorted(data.items()) if value is not None)


def filters(person: str, group: Group | None, days: int | None) -> str:
    """What is looked for, in words; empty for everything."""
    parts = [person] if person else []
    parts += [GROUPS[group].lower()] if group else []
    parts += [PERIODS.get(days, f"за {days} дн.").lower()] if days else []
    return ", ".join(parts)


def listing(wanted: str, total: int, lines: Sequence[str]) -> str:
    head = f"📋 {b(WAY)}" + (f" · {esc(clip(wanted, 150))}" if wanted else "")
    if not total:
        return f"{head}\n\nТаких записей нет."
    return fit([tidy(line) for line in (head, counted(total, *_ENTRIES), "", *lines)])


def line(*, at: datetime, today: date, who: str, what: str, whom: str, place: str) -> str:
    """«• сегодня 14:30, Ким А. Л.: дано согласие (человек 12), Школа № 1»."""
    when = f"{dates.day(at.date(), today)} {at:%H:%M}"
    about = f" ({esc(clip(whom, 60))})" if whom else ""
    where = f", {esc(clip(place, 60))}" if place else ""
    return f"• {when}, {esc(clip(who, 60)) if who else 'бот'}: {esc(action(what))}{about}{where}"


def ask_group() -> str:
    return f"📋 {b(WAY)}\n\nКакие действия показать?"


def ask_person() -> str:
    return f"📋 {b(WAY)}\n\nЧьи действия показать?"


def ask_period() -> str:
    return f"📋 {b(WAY)}\n\nЗа какое время?"


def file_caption(wanted: str, count: int) -> str:
    which = f" · {esc(clip(wanted, 150))}" if wanted else ""
    return tidy(f"📎 {b(WAY)}{which}\n\n{counted(count, *_ENTRIES)}.")
