"""People of a school: their list, a card, and what is done with them."""

from collections.abc import Iterable, Sequence
from datetime import date

from domain.roles import Role
from texts import consent, invitations, organisations
from texts.html import b, clip, esc, fit
from texts.plural import counted
from texts.typography import tidy

PEOPLE = ("человек", "человека", "человек")
PAGE = 8  # more than these are looked for rather than paged through
ITEMS = ("мероприятие", "мероприятия", "мероприятий")

ROLES = {
    Role.ADMINISTRATOR: "администратор",
    Role.COORDINATOR: "муниципальный координатор",
    Role.HEAD: "директор",
    Role.CURATOR: "куратор",
    Role.MENTOR: "наставник",
    Role.MENTEE: "наставляемый",
    Role.PARENT: "родитель",
    Role.SPECIALIST: "специалист",
}
TITLES = (
    "методист", "психолог", "классный руководитель", "учитель-предметник",
    "заместитель директора", "социальный педагог",
)  # fmt: skip

FIND = "Найти"
ACTS = "Добавить, найти, выгрузить"
ADD_ADULTS = "Добавить взрослых"
ADD_PUPILS = "Добавить учеников"
INVITE = "Пригласить по ссылке"
ALL = "Показать всех"
RENAME = "Исправить имя и должность"
FACTS = "Класс и дата рождения"
MARK_PUPIL = "Отметить: ученик"
UNMARK_PUPIL = "Отметить: взрослый"
GIVE_ROLE = "Дать роль"
OTHER_TITLE = "Другая должность"
PERSONAL_LINK = "Ссылка для этого человека"
ARCHIVE = "Убрать из школы"
ARCHIVE_YES = "Да, убрать"
REVOKE_YES = "Да, снять роль"
APPOINT_BY_LINK = "Пригласить по ссылке"
OPEN_CARD = "Открыть карточку"

LAST_CURATOR = (
    "Это единственный куратор школы. Сначала назначьте другого, и роль можно будет снять."
)
REFUSALS = {
    "last_curator": "Это единственный куратор школы. Ничего не изменилось. Сначала назначьте "
    "другого: «Люди» → человек → «Дать роль».",
    "name_empty": "В имени нет ни одной буквы. Ничего не изменилось. Напишите фамилию, имя и "
    "отчество, например: Ветрова Ольга Сергеевна.",
    "name_long": "Имя длиннее 200 знаков. Ничего не изменилось. Напишите короче.",
    "nobody_named": "Не нашлось ни одного имени. Ничего не изменилось. Напишите каждого с новой "
    "строки: Фамилия Имя Отчество, должность.",
    "facts_unclear": "Класс или дата рождения непонятны. Ничего не изменилось. Напишите, "
    "например: 7 Б, 12.03.2013.",
    "title_empty": "В должности нет ни одной буквы. Ничего не изменилось. "
    "Напишите, например: логопед.",
    **consent.REFUSALS,
    **invitations.REFUSALS,
    **organisations.REFUSALS,
}


def role(held: Role, title: str = "") -> str:
    """The word for a role, a specialist's post instead of «специалист». Plain text."""
    return title if title and held is Role.SPECIALIST else ROLES[held]


def roles(held: Iterable[tuple[Role, str]]) -> str:
    """«куратор, методист»; plain text, empty without roles."""
    return ", ".join(role(*pair) for pair in held)


def listing(school: str, total: int, query: str = "") -> str:
    """The head of the list; the people themselves are buttons."""
    head = f"👥 {b('Люди')} · {esc(clip(school, 200))}"
    if query:
        found = f"По запросу «{esc(clip(query, 100))}»: {counted(total, *PEOPLE)}."
        return f"{head}\n\n{found if total else _nobody(query)}"
    if not total:
        return f"{head}\n\nПока никого. Пригласите людей ссылкой или добавьте без чата."
    text = f"{head}\n\n{counted(total, *PEOPLE)}. Откройте карточку или добавьте кого-то ещё."
    if total <= PAGE:
        return text
    return f"{text} Чтобы найти, напишите начало фамилии, имени или должности."


def _nobody(query: str) -> str:
    return tidy(
        f"По запросу «{esc(clip(query, 100))}» никого нет. "
        "Попробуйте начало фамилии или должности."
    )


def line(name: str, held: str, chat: str) -> str:
    """A button's caption in the list."""
    mark = {"ok": "", "none": " ⏸"}.get(chat, " ⚠️")
    tail = f" · {clip(held, 30)}" if held else ""
    return f"{clip(name, 40)}{tail}{mark}"


CHAT = {
    "ok": "подключён, бот пишет этому человеку",
    "none": "нет, отметки за этого человека ставит куратор",
    "blocked": "⚠️ бот заблокирован: попросите снова открыть бота и нажать «Запустить»",
    "never_started": "⚠️ бот ещё не открыт: пришлите ссылку-приглашение",
    "gone": "⚠️ учётная запись удалена: пришлите новую ссылку",
    "refused": "согласие не дано: бот не пишет, работа идёт на бумаге",
    "silent": "согласия ещё нет: бот не пишет",
}


def card(
    *,
    name: str,
    post: str,
    held: str,
    school: str,
    chat: str,
    owned: int,
    pupil: bool,
    school_class: str = "",
    born: date | None = None,
) -> str:
    """A person: post, roles, and whether the bot reaches them. `chat` is a key of CHAT."""
    lines = [f"👥 {b(clip(name, 200))} · {esc(clip(school, 200))}", ""]
    if post:
        lines.append(f"Должность: {esc(clip(post, 200))}")
    if school_class:
        lines.append(f"Класс: {esc(school_class)}")
    if born:
        lines.append(f"Дата рождения: {born:%d.%m.%Y}")
    lines.append(f"Роль: {esc(clip(held, 400))}" if held else "Роли пока нет")
    if pupil:
        lines.append("Ученик: в сообщениях только имя и первая буква фамилии")
    lines.append(f"Чат: {CHAT[chat]}")
    if owned:
        lines.append(f"Отвечает за {counted(owned, *ITEMS)}")
    return fit([tidy(part) for part in lines])


def ask_search() -> str:
    return "👥 Поиск\n\nНапишите начало фамилии, имени или должности."


def ask_people(pupils: bool) -> str:
    """What to type to add people."""
    if pupils:
        return (
            "👥 Новые ученики\n\nНапишите каждого с новой строки: фамилия, имя, после запятой "
            "класс и, если знаете, дата рождения.\n\nНапример:\nКораблёв Миша, 7 Б\n\nПолное имя "
            "увидят только в отчётах школы."
        )
    return (
        "👥 Новые люди без чата\n\nНапишите каждого с новой строки: фамилия, имя, отчество, после "
        "запятой должность.\n\nНапример:\nВетрова Ольга Сергеевна, методист"
    )


def added(count: int, known: Sequence[str]) -> str:
    """How many were added, and who stood there already."""
    lines = [f"Готово, добавлено: {counted(count, *PEOPLE)}."] if count else ["Новых нет."]
    if known:
        lines.append(f"Уже в списке: {esc(clip(', '.join(known), 600))}")
    lines.append("Когда кто-то захочет работать через бота, дайте ссылку из его карточки.")
    return "\n\n".join(["👥 Новые люди", *lines])


def ask_name(name: str) -> str:
    return (
        f"👥 {b(clip(name, 200))}\n\nНапишите, как правильно: фамилия, имя, отчество, после "
        "запятой должность. Без запятой должность останется прежней."
    )


def ask_facts(name: str) -> str:
    return tidy(
        f"👥 {b(clip(name, 200))}\n\nНапишите класс и дату рождения через запятую, например: "
        "7 Б, 12.03.2013. Можно что-то одно."
    )


def ask_role(name: str) -> str:
    return f"👥 {b(clip(name, 200))}\n\nКакую роль дать?"


def ask_title(name: str) -> str:
    return f"👥 {b(clip(name, 200))}\n\nКакая должность у специалиста?"


def type_title() -> str:
    return "👥 Должность\n\nНапишите должность одним-тремя словами, например: логопед."


def type_class() -> str:
    """A class teacher enters papers of the pupils of one class only."""
    return tidy("👥 Классный руководитель\n\nКакого класса? Напишите, например: 7 «Б».")


def class_teacher(school_class: str) -> str:
    """The title, whether its words were typed too or not; nothing typed is no title."""
    said = " ".join(school_class.split())
    if not said or "руковод" in said.lower():
        return said
    return f"классный руководитель {said}"


def ask_revoke(name: str, held: str, owned: int) -> str:
    """The question before a role ends, with what stays behind."""
    lines = [f"👥 {b(clip(name, 200))}", "", f"Снять роль «{esc(clip(held, 150))}»?"]
    if owned:
        lines.append(
            f"За этим человеком закреплено: {counted(owned, *ITEMS)}. Что досталось по этой роли "
            "и ещё не выполнено, перейдёт к куратору, личное останется."
        )
    return "\n".join(lines)


def ask_archive(name: str, owned: int) -> str:
    """The question before a person is removed."""
    lines = [
        f"👥 {b(clip(name, 200))}",
        "",
        "Убрать из школы? Все роли здесь закончатся, бот больше не будет писать. "
        "История и отметки сохранятся.",
    ]
    if owned:
        lines.append(
            f"За этим человеком закреплено: {counted(owned, *ITEMS)}. "
            "Что ещё не выполнено, перейдёт к куратору."
        )
    return "\n".join(lines)


def revoked() -> str:
    return "Роль снята"


def given() -> str:
    return "Роль дана"


def appointed(held: Role) -> str:
    return f"✅ Готово: {ROLES[held]} теперь есть."


def saved() -> str:
    return "Сохранено"


def ask_appoint(held: Role, school: str, anyone: bool, why: str = "") -> str:
    """Who is to hold an office; `why` it is asked, a sentence."""
    question = "Выберите человека или пригласите по ссылке." if anyone else "Пригласите по ссылке."
    asked = f"Кто теперь {ROLES[held]}? {question}"
    return "\n\n".join(filter(None, (f"👥 {esc(clip(school, 200))}", why, asked)))


def revoke_caption(held: str) -> str:
    return f"Снять: {clip(held, 40)}"


def role_caption(held: Role) -> str:
    return ROLES[held].capitalize()


def ask_act(school: str) -> str:
    """What may be done with the people of a school."""
    return f"👥 {b('Люди')} · {esc(clip(school, 200))}\n\nЧто сделать?"
