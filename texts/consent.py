"""The consent to the processing of personal data: asked, refused, withdrawn."""

from collections.abc import Sequence
from datetime import date

from domain.consents import Document
from texts import dates
from texts.html import MESSAGE_LIMIT, b, clip, esc, visible_len
from texts.plural import counted
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
LOOK = "Посмотреть ещё раз"

PUBLISHING = "Что можно публиковать"
MY_FILE = "Скачать мои данные"
GIVE_NAME, TAKE_NAME = "Имя: разрешить", "Имя: запретить"
GIVE_PHOTO, TAKE_PHOTO = "Фото: разрешить", "Фото: запретить"

_WHAT = (
    "Бот напоминает о делах дорожной карты и собирает отметки. Для этого нужны Ваши имя, "
    "должность и роль; отозвать согласие можно в любой момент."
)
_WHAT_OF_PUPIL = (
    "Бот напоминает о встречах с наставником. Для этого нужны Ваши имя и класс; отозвать "
    "согласие можно в любой момент."
)
_WHAT_OF_PARENT = (
    "Здесь Вы видите встречи ребёнка и что о нём хранится, даёте и отзываете согласия за него. "
    "Для этого нужны Ваше имя и чей Вы родитель; отозвать согласие можно в любой момент."
)
DOCUMENTS = {
    Document.PROCESSING: "Обработка данных",
    Document.PARENTAL: "Согласие родителя",
    Document.ASSENT: "Согласие ученика",
    Document.NAME: "Публикация имени",
    Document.PHOTO: "Публикация фото",
    Document.MENTORING: "Согласие наставника",
}

REFUSALS = {
    "no_consent": "Согласие уже не действует. Чтобы дать его снова, отправьте /start.",
    "code_used": "Этот код уже использован: администратор есть. "
    "Попросите у него ссылку-приглашение.",
}
_PAGE = MESSAGE_LIMIT - 600
_PAIRS = ("пара остановится", "пары остановятся", "пар остановятся")


def ask(
    *, operator: str, role: str, person: str, pupil: bool, refused: bool, parent: bool = False
) -> str:
    """The first screen of a new person: who invites, as whom, and what is asked. `pupil`: a minor,
    whose assent it is."""
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
            "Если Вам нет 18 лет, согласие даёт родитель: школа попросит его подпись или пришлёт "
            "ему ссылку. Здесь Вы отвечаете за себя."
        )
    if refused:
        lines.append("Раньше согласия не было, бот Вам не пишет. Передумать можно в любой момент.")
    lines += [
        _WHAT_OF_PUPIL if pupil else _WHAT_OF_PARENT if parent else _WHAT,
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


def waiting(*, operator: str, on_paper: bool) -> str:
    """A minor has agreed; until a parent's consent counts the bot does nothing."""
    what = (
        "Родитель ответил в боте, школа ждёт его подпись на бумаге."
        if on_paper
        else "Теперь нужно согласие родителя: школа попросит его подпись или пришлёт ему ссылку."
    )
    school = f" · {esc(clip(operator, 200))}" if operator else ""
    return tidy(
        f"🕒 {b('Ваше согласие записано')}{school}\n\n{what} Как только оно будет, бот откроет "
        "меню. До этого он ничего не присылает и никуда Вас не записывает."
    )


def withdrawn(due: date, today: date) -> str:
    return tidy(
        "Согласие отозвано. Бот больше ничего не пришлёт, куратор продолжит работать с Вами без "
        f"бота. Данные уничтожат или обезличат {dates.plain(due, today)}, кроме тех, что школа "
        "обязана хранить.\n\nЕсли передумаете до этого дня, нажмите «Передумать» или отправьте "
        "/start."
    )


def my_data(*, name: str, post: str, roles: str, operator: str, documents: Sequence[str]) -> str:
    """What is kept of the person who asks; the own name stands in full."""
    lines = [f"📋 {b('Мои данные и согласие')}", "", f"Имя: {esc(clip(name, 200))}"]
    if post:
        lines.append(f"Должность: {esc(clip(post, 200))}")
    lines.append(f"Роли: {esc(clip(roles, 600))}" if roles else "Ролей нет")
    if operator:
        lines.append(f"Организация: {esc(clip(operator, 200))}")
    return tidy("\n".join([*lines, "", *documents]))


def document_line(
    document: Document, *, answer: bool | None, needed: bool, on: date | None, today: date,
    paper: bool = False, number: str = "", version: str = "", provisional: bool = False,
    scan: bool = False, by: str = "",
) -> str:  # fmt: skip
    """«• Обработка данных: дано 5 октября, на бумаге, № 12, внесено: Иванова О. С.»."""
    name = esc(DOCUMENTS[document])
    if answer is None or on is None:
        return f"• {name}: {'нет, а без него нельзя' if needed else 'не дано'}"
    said = "дано" if answer else "отказ или отзыв"
    parts = [f"{said} {dates.plain(on, today)}"]
    if paper:
        parts.append(f"на бумаге, № {esc(clip(number, 64))}" if number else "на бумаге")
        parts += ["есть скан"] if scan else []
        parts += [f"внесено: {esc(clip(by, 60))}"] if by else []
    elif version:
        parts.append(f"в боте, редакция {esc(version)}")
    if provisional:
        parts.append("ждёт бумаги")
    return f"• {name}: {', '.join(parts)}"


def ask_withdraw(*, pairs: int, items: int, due: date, today: date, child: str = "") -> str:
    """What will follow, said before it is done. `child`: whose, where a parent asks."""
    head = f"📋 {b('Отозвать согласие?')}"
    lines = [f"{head} · {esc(child)}" if child else head, ""]
    lines.append(
        "Участие ребёнка в наставничестве прекратится, бот перестанет ему писать."
        if child
        else "Бот сразу перестанет Вам писать и напоминать."
    )
    if pairs:
        lines.append(f"Сразу {counted(pairs, *_PAIRS)}: об этом узнает куратор.")
    if items:
        lines.append("Дела дорожной карты останутся, их отметит куратор.")
    lines.append(
        f"{dates.plain(due, today).capitalize()} данные уничтожат: имя заменят номером, тексты "
        "встреч, заметки, ответы и файлы сотрут. До этого дня можно передумать."
    )
    lines.append(
        "Останутся: приказы и соглашения (их хранят по срокам архива), сами согласия (они "
        "доказывают, что школа действовала законно), даты встреч и строки дорожной карты без "
        "имени."
    )
    return tidy("\n".join(lines))


def publishing(*, lines: Sequence[str], child: str = "") -> str:
    """The two choices, each by itself; silence is refusal."""
    head = f"📋 {b(PUBLISHING)}" + (f" · {esc(child)}" if child else "")
    return tidy(
        "\n".join(
            [
                head,
                "",
                *lines,
                "",
                "На сайте школы, в её сообществах, на стендах. Молчание означает отказ, "
                "а отказ ни на что не влияет.",
            ]
        )
    )


def published(*, given: bool) -> str:
    return "Записано: можно публиковать" if given else "Записано: публиковать нельзя"


def stranger() -> str:
    return tidy(
        "Добрый день! Это бот «Наставник»: он ведёт дорожную карту наставничества в школе.\n\n"
        "Войти можно по ссылке-приглашению: попросите её у куратора Вашей школы и откройте. "
        "Без ссылки можно подать заявку. "
        "Если Вы устанавливаете бота, пришлите код администратора."
    )
