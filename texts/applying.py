"""Applications without a link, two records of one person, another phone."""

from collections.abc import Sequence
from datetime import date

from domain.roles import Role
from texts import dates, people
from texts.html import b, clip, esc
from texts.plural import counted
from texts.typography import tidy

APPLY = "Подать заявку"
ELSEWHERE = "Заявка в другую школу"
WITHDRAW = "Отозвать заявку"
ACCEPT = "Принять"
ACCEPT_NEW = "Принять как нового"
ACCEPT_ANYWAY = "Всё же принять"
DECLINE = "Отклонить"
LOOK = "Посмотреть заявки"
MERGE = "Объединить с записью без чата"
MERGE_YES = "Да, это один человек"
ONE = "Один человек"
TWO = "Разные люди"
NEW_PHONE = "Новый телефон"
MAKE_LINK = "Сделать ссылку"
OTHER_PERSON = "Это не я, освободить чат"
RELEASE_YES = "Да, освободить чат"

APPLICATIONS = ("заявка", "заявки", "заявок")
ROLES = {
    (Role.MENTOR, False): "Наставник",
    (Role.MENTEE, False): "Наставляемый",
    (Role.MENTEE, True): "Ученик",
    (Role.SPECIALIST, False): "Сотрудник школы",
}

REFUSALS = {
    "applied_inside": "В этой школе у Вас уже есть роль. Ничего не изменилось. Другую роль даёт "
    "её куратор.",
    "applied_decided": "По этой заявке уже решили. Откройте список, там всё свежее.",
    "merge_chat": "Объединить можно человека с чатом и запись без чата, но не себя. Ничего не "
    "изменилось.",
    "merge_both": "Эти люди вместе стоят в одной паре или встрече, значит, это двое. Ничего не "
    "изменилось.",
}


def ask_school(one: bool) -> str:
    """The first step: which school. `one`: there is no other."""
    how = (
        "Нажмите на свою школу." if one else "Напишите часть её названия или номер, например: 12."
    )
    return tidy(
        f"👥 {b(APPLY)}\n\nБез ссылки тоже можно: выберите школу и роль, а куратор школы решит. "
        f"{how}"
    )


def found(query: str, shown: int, total: int) -> str:
    """Schools that fit what was typed."""
    asked = f"По запросу «{esc(clip(query, 60))}»"
    if not total:
        return tidy(f"👥 {b(APPLY)}\n\n{asked} школ нет. Напишите номер или часть названия.")
    more = f"показаны первые {shown} из {total}" if total > shown else f"нашлось: {total}"
    return tidy(f"👥 {b(APPLY)}\n\n{asked} {more}. Выберите школу или напишите точнее.")


def no_schools(*, other: bool) -> str:
    """`other`: for who is in a school already."""
    if other:
        return tidy(f"👥 {b(ELSEWHERE)}\n\nДругих школ здесь пока нет.")
    return tidy(
        f"👥 {b(APPLY)}\n\nЗдесь пока нет ни одной школы. Попросите ссылку у администратора."
    )


def ask_role(school: str) -> str:
    return tidy(f"👥 {b(APPLY)} · {esc(clip(school, 200))}\n\nКто Вы в этой школе?")


def consent(*, school: str, role: str, pupil: bool, refused: bool) -> str:
    """The question of consent to who applies; the document names the school."""
    lines = [
        f"Добрый день! {b('Согласие')} · бот «Наставник»",
        "",
        f"Заявка: {esc(clip(school, 250))}, роль: {b(role)}.",
    ]
    if pupil:
        lines.append(
            "Если Вам нет 18 лет, согласие даёт и родитель: школа попросит его подпись на бумаге."
        )
    if refused:
        lines.append("Раньше согласия не было, заявка не отправлена.")
    lines += [
        "Чтобы передать заявку, боту нужны Ваши имя и роль; отозвать согласие можно в любой "
        "момент.",
        "",
        "Вы согласны на обработку персональных данных?",
    ]
    return tidy("\n".join(lines))


def ask_name(name: str) -> str:
    """Right after the consent: how the school will read the applicant's name."""
    return tidy(
        f"✅ Заявка отправлена.\n\nВ ней Вы пока «{esc(clip(name, 100))}». Чтобы Вас узнали, "
        "напишите фамилию, имя и отчество."
    )


def waiting(*, school: str, role: str, since: date, today: date, deciders: Sequence[str]) -> str:
    """What the applicant reads until somebody has decided."""
    who = f"\nРешает: {esc(clip(', '.join(deciders), 200))}" if deciders else ""
    return tidy(
        f"🕒 {b('Заявка отправлена')} {dates.plain(since, today)}\n\n{esc(clip(school, 200))}, "
        f"роль: {esc(role)}{who}\n\nБот напишет, как только решат."
    )


def withdrawn() -> str:
    return "Заявка отозвана. Её можно подать снова."


def decided(accepted: bool, school: str) -> str:
    """The message to the applicant."""
    name = b(clip(school, 200))
    if accepted:
        return tidy(f"✅ {name}: заявка принята. Откройте меню, можно начинать.")
    return tidy(
        f"⚠️ {name}: заявку не приняли. Если это ошибка, поговорите с куратором школы или "
        "выберите другую школу."
    )


def menu_caption(count: int) -> str:
    return f"Заявки: {count}"


def listing(school: str, total: int, doubtful: bool) -> str:
    head = f"👥 {b('Заявки')} · {esc(clip(school, 200))}"
    if not total:
        return f"{head}\n\nНовых заявок нет."
    mark = " ⚠️ отмечены похожие на тех, кто уже есть без чата." if doubtful else ""
    return tidy(
        f"{head}\n\n{counted(total, *APPLICATIONS)}. Принимайте только тех, кого знаете: имя "
        f"человек пишет сам.{mark}"
    )


def line(name: str, role: str, doubtful: bool) -> str:
    """A button's caption in the list."""
    return f"{clip(name, 40)} · {role}{' ⚠️' if doubtful else ''}"


def accept_all_caption(count: int) -> str:
    return f"Принять всех: {count}"


def application(
    *, name: str, role: str, since: date, today: date, alike: Sequence[str], state: str
) -> str:
    """One application, and who it may be. `state`: of db.models.people.ApplicationState."""
    lines = [f"👥 Заявка: {b(clip(name, 150))}", "", f"Роль: {esc(role)}"]
    lines.append(f"Подана {dates.plain(since, today)}")
    lines += {"declined": ["Отклонена."], "accepted": ["✅ Принята."]}.get(state, [])
    if alike and state != "accepted":
        lines.append(f"⚠️ Похоже на запись без чата: {esc(clip(', '.join(alike), 200))}")
    return tidy("\n".join(lines))


def accept_as(name: str) -> str:
    return f"Это {clip(name, 50)}"


def accepted_one() -> str:
    return "Заявка принята"


def declined_one() -> str:
    return "Заявка отклонена"


def accepted(done: int, left: int) -> str:
    """After «Принять всех»."""
    lines = [f"✅ Принято: {counted(done, *APPLICATIONS)}. Бот сообщил каждому."]
    if left:
        lines.append(
            f"Осталось {counted(left, *APPLICATIONS)}: эти люди похожи на записи без чата. "
            "Решите по каждой."
        )
    return tidy("\n\n".join(lines))


def prompt(names: Sequence[str]) -> tuple[str, str]:
    """Title and line of the daily message, plain."""
    shown = ", ".join(names[:3]) + (f" и ещё {len(names) - 3}" if len(names) > 3 else "")
    return f"Заявок: {len(names)}", f"Просят принять в школу: {shown}"


def ask_merge(name: str, total: int) -> str:
    """Which of those on paper is it?"""
    head = f"👥 {b(clip(name, 150))}"
    if not total:
        return tidy(f"{head}\n\nЗаписей без чата в школе нет, объединять не с чем.")
    return tidy(
        f"{head}\n\nЕсли этот человек уже стоит в списке без чата, выберите запись: чат, роли и "
        "дела перейдут к ней."
    )


def ask_merge_with(name: str, paper: str) -> str:
    return tidy(
        f"👥 {b('Один человек?')}\n\n{esc(clip(name, 150))} (с чатом) и {esc(clip(paper, 150))} "
        "(без чата). Чат, согласия, роли и открытые дела перейдут к записи без чата, вторая "
        "запись исчезнет из списка. Разъединить потом нельзя."
    )


def merged() -> str:
    return "Готово: теперь это один человек"


def kept_apart() -> str:
    return "Хорошо, это два человека"


def twin_prompt(name: str, paper: str) -> tuple[str, str]:
    """Title and line of the daily message, plain."""
    return "Один человек?", f"{name} (с чатом) и {paper} (без чата)"


def new_phone(name: str) -> str:
    """Another phone, another account, two people on one phone."""
    return tidy(
        f"👥 {b(NEW_PHONE)} · {esc(clip(name, 150))}\n\nСделайте ссылку и передайте её этому "
        "человеку лично. Он откроет её с нового телефона или из новой учётной записи: роли, "
        "дела и пары останутся, а старый чат закроется.\n\nЕсли номер и учётная запись прежние, "
        "ссылка не нужна: достаточно войти в мессенджер."
    )


def moved_away() -> str:
    """The last message to a chat that was left."""
    return tidy(
        "⏸ Этот чат закрыт: бот продолжает с Вами в другом чате, по новой ссылке. Если это были "
        "не Вы, сразу скажите куратору школы."
    )


def ask_release(name: str) -> str:
    return tidy(
        f"👥 В этом чате {b(clip(name, 150))}\n\nОсвободить чат для другого человека? Бот "
        "перестанет писать сюда, а дела и роли останутся за прежним владельцем без чата: их "
        "отметит куратор. Вернуться можно по новой ссылке."
    )


def released() -> str:
    return tidy("Готово, чат свободен. Откройте свою ссылку-приглашение ещё раз.")


def role_word(role: Role, title: str, pupil: bool) -> str:
    """The role as the school reads it."""
    if role is Role.SPECIALIST and not title:
        return "сотрудник"
    return "ученик" if pupil and role is Role.MENTEE else people.role(role, title)
