"""The consent to the processing of personal data: asked, refused, withdrawn."""

from datetime import date

from texts import dates
from texts.html import MESSAGE_LIMIT, b, clip, esc, visible_len
from texts.typography import tidy

AGREE = "Даю согласие"
READ = "Прочитать документ"
RECONSIDER = "Передумать"
REFUSE = "Не даю согласия"
CHANGE_NAME = "Исправить имя"
WITHDRAW = "Отозвать согласие"
WITHDRAW_YES = "Да, отозвать"
ACCEPT = "Принять"
DECLINE = "Не сейчас"

REFUSALS = {
    "no_consent": "Согласие уже не действует. Чтобы дать его снова, отправьте /start.",
    "code_used": "Этот код уже использован: администратор есть. "
    "Попросите у него ссылку-приглашение.",
}
_PAGE = MESSAGE_LIMIT - 600


def ask(*, operator: str, role: str, person: str, pupil: bool, refused: bool) -> str:
    """The first screen of a new person: who invites, as whom, and what is asked."""
    lines = [f"Добрый день! {b('Согласие')} · бот «Наставник»", ""]
    if role:
        invited = f"{esc(clip(operator, 250))} приглашает Вас, роль: {b(clip(role, 100))}."
        lines.append(invited)
    elif operator:
        lines.append(f"Школа: {esc(clip(operator, 250))}.")
    if person:
        lines.append(f"Приглашение на имя: {esc(clip(person, 100))}")
    if pupil:
        lines.append(
            "Если Вам нет 18 лет, согласие даёт родитель: покажите ему этот экран. "
            "Школа попросит его подпись на бумаге."
        )
    if refused:
        lines.append("Раньше согласия не было, бот Вам не пишет. Передумать можно в любой момент.")
    lines += [
        "Бот напоминает о делах дорожной карты и собирает отметки. Для этого нужны Ваши имя, "
        "должность и роль; отозвать согласие можно в любой момент.",
        "",
        "Вы согласны на обработку персональных данных?",
    ]
    return tidy("\n".join(lines))


def ask_first() -> str:
    """The same for who sets the bot up."""
    return tidy(
        f"Добрый день! {b('Первый запуск')} · бот «Наставник»\n\n"
        "Вы станете администратором: создадите школу и пригласите людей. Боту нужны Ваше имя и "
        "роль; отозвать согласие можно в любой момент.\n\n"
        "Вы согласны на обработку персональных данных?"
    )


def offer(*, operator: str, role: str) -> str:
    """An invitation to somebody who is inside already."""
    return (
        f"👥 {b('Приглашение')}\n\n{esc(clip(operator, 250))} приглашает Вас, "
        f"роль: {b(clip(role, 100))}. Прежние роли останутся.\n\nПринять?"
    )


def offer_first() -> str:
    return f"👥 {b('Администратор')}\n\nСтать администратором бота? Прежние роли останутся."


def pages(document: str) -> list[str]:
    """The whole document, cut between paragraphs into messages that can be sent."""
    found: list[str] = []
    for paragraph in document.split("\n\n"):
        html = esc(paragraph)
        if found and visible_len(found[-1]) + 2 + visible_len(html) <= _PAGE:
            found[-1] += f"\n\n{html}"
        else:
            found.append(html)
    return found


def next_page(page: int, total: int) -> str:
    return f"Дальше ({page + 1} из {total})"


def refused() -> str:
    return tidy(
        "Хорошо, это Ваше право. Бот больше ничего не пришлёт, а куратор продолжит работать с "
        "Вами без бота.\n\nЕсли передумаете, нажмите «Передумать» или отправьте /start."
    )


def declined() -> str:
    return "Хорошо, ничего не изменилось. Ссылка пока действует, можно вернуться позже."


def withdrawn() -> str:
    return tidy(
        "Согласие отозвано. Бот больше ничего не пришлёт, куратор продолжит работать с Вами без "
        "бота. Данные уничтожат или обезличат в срок до 30 дней, кроме тех, что школа обязана "
        "хранить.\n\nЕсли передумаете, нажмите «Передумать» или отправьте /start."
    )


def my_data(
    *, name: str, post: str, roles: str, operator: str, version: str, since: date, today: date
) -> str:
    """What is kept of the person who asks; the own name stands in full."""
    lines = [f"📋 {b('Мои данные и согласие')}", "", f"Имя: {esc(clip(name, 200))}"]
    if post:
        lines.append(f"Должность: {esc(clip(post, 200))}")
    lines.append(f"Роли: {esc(clip(roles, 600))}" if roles else "Ролей нет")
    where = f" ({esc(clip(operator, 200))})" if operator else ""
    lines.append(f"Согласие{where}: редакция {esc(version)}, {dates.plain(since, today)}")
    return "\n".join(lines)


def ask_withdraw() -> str:
    return tidy(
        f"📋 {b('Отозвать согласие?')}\n\nБот перестанет Вам писать и напоминать. Дела, за "
        "которые Вы отвечаете, останутся в дорожной карте, их отметит куратор. Данные "
        "уничтожат или обезличат в срок до 30 дней, кроме тех, что школа обязана хранить."
    )


def stranger() -> str:
    return tidy(
        "Добрый день! Это бот «Наставник»: он ведёт дорожную карту наставничества в школе.\n\n"
        "Войти можно по ссылке-приглашению. Попросите её у куратора Вашей школы и откройте. "
        "Если Вы устанавливаете бота, пришлите код администратора."
    )
