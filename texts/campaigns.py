"""Campaigns: launching a questionnaire, how it goes, reminding those who have not answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from texts import dates
from texts.digest import Point
from texts.html import b, clip, esc, fit
from texts.plural import counted, plural
from texts.reminders import Said
from texts.typography import tidy

MENU: Final = "Анкетирование"
LAUNCH: Final = "✅ Запустить"
LAUNCH_NEW: Final = "Запустить анкету"
LAUNCH_ITEM: Final = "📋 Запустить анкету"
OF_ITEM: Final = "📊 Как отвечают"
WHO: Final = "Кому"
WHEN: Final = "Срок"
DISCARD: Final = "Убрать черновик"
CHOOSE_READY: Final = "Готово"
SEARCH: Final = "Найти по имени"
WHOLE_LIST: Final = "Весь список"
NOW: Final = "Открыть сразу"
OTHER_FIRST: Final = "Открыть в другой день"
OTHER_LAST: Final = "Последний день"
REMIND: Final = "🕒 Напомнить остальным"
GROUPS: Final = "По группам"
ADD: Final = "Добавить людей"
STAFF_ROOM: Final = "Для учительской"
WINDOW: Final = "Срок и завершение"
PROLONG: Final = "Изменить последний день"
REOPEN: Final = "Открыть снова"
CLOSE: Final = "Закрыть сейчас"
CANCEL: Final = "Отменить анкету"
CANCEL_SURE: Final = "Да, отменить"
RESTORE: Final = "Вернуть анкету"
MARK: Final = "Отметить пункт"
OPEN: Final = "Подробнее"
SHOW: Final = "Показать"
ANSWER: Final = "Ответить"
GO_ON: Final = "Продолжить"
QR_FILE: Final = "anketa.png"

WHOM: Final = {
    "staff": "Сотрудники",
    "pupils": "Ученики",
    "mentor": "Наставники",
    "mentee": "Наставляемые",
    "participants": "Все, кто в парах",
    "parent": "Родители",
    "curator": "Кураторы",
    "psychologist": "Психолог",
    "bank_mentor": "База наставников",
    "bank_mentee": "База наставляемых",
    "owners": "Ответственные за пункт",
    "subject": "По предмету, должности",
    "class": "По классу",
    "people": "Отдельные люди",
}
LISTS: Final = {
    "w": "Ещё не начали",
    "b": "Начали",
    "s": "Прислали",
    "d": "Не хотят отвечать",
    "n": "Без чата",
}
_PEOPLE = ("человек", "человека", "человек")
_PEOPLE_TO = ("человеку", "людям", "людям")
_QUESTIONS = ("вопрос", "вопроса", "вопросов")
_MINUTES = ("минуты", "минут", "минут")
_SHEETS = ("анкета", "анкеты", "анкет")
_GROUPS_SHOWN = 3
_GROUP_LEAST = 3  # people: fewer are noise beside the whole

REFUSALS = {
    "campaign_all_sent": "Напоминать некому: ответы прислали все, от кого их ждали.",
    "campaign_anonymous": "Анкета анонимная: бот показывает только, сколько человек ответило.",
    "campaign_begun": "Эта анкета уже запущена, её состав меняется кнопкой «Добавить людей».",
    "campaign_cancelled": "Эта анкета отменена. Ничего не изменилось.",
    "campaign_empty": "Отвечать пока некому: в этой группе никого нет или ещё нет согласий. "
    "Ничего не запущено. Выберите, кому послать, кнопкой «Кому».",
    "campaign_frozen": "Анонимную анкету нельзя открыть снова: её итоги уже зафиксированы. "
    "Запустите новую.",
    "campaign_long": "Анкета может быть открыта не дольше года. Ничего не изменилось. Выберите "
    "день пораньше.",
    "campaign_not_asked": "Эта анкета не для Вашей группы или ещё не дошла до Вас. Если отвечать "
    "нужно, скажите куратору: он добавит Вас одной кнопкой.",
    "campaign_nudged": "Сегодня напоминание уже отправлено. Следующее можно послать завтра.",
    "campaign_over": "Эта анкета уже не открыта. Ничего не изменилось.",
    "campaign_past": "Этот день уже прошёл. Ничего не изменилось. Выберите сегодняшний день или "
    "один из следующих.",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """What is shown before the launch; `whom`: the audience in words, `about`: whom the answers
    are about when it is not oneself."""

    title: str
    line: str
    whom: str
    people: int
    sheets: int
    no_chat: int
    no_consent: int
    opens: date | None  # None: at once
    last: date | None
    today: date
    questions: int
    minutes: int
    anonymous: bool
    paper: bool  # whether answers on paper can be taken
    follows: bool  # newcomers are asked by themselves


@dataclass(frozen=True, slots=True)
class Going:
    title: str
    lines: Sequence[str]
    whom: str
    state: str  # of CampaignState
    opens: date | None  # None: it is open already
    last: date | None
    today: date
    counts: Mapping[str, int]
    asked: int
    no_consent: int
    groups: Sequence[tuple[str, int, int]]
    anonymous: bool
    follows: bool


def called(title: str) -> str:
    """A questionnaire in a sentence, plain; many titles begin with the word themselves."""
    word = "" if title.casefold().startswith("анкета") else "Анкета "
    return f"{word}«{clip(title, 100)}»"


def whom(who: str, values: Sequence[str], added: int) -> str:
    """The audience in words, plain: «Классы: 7 Б, 8 А»."""
    said = WHOM.get(who, WHOM["people"])
    if values:
        shown = ", ".join(values[:4]) + (f" и ещё {len(values) - 4}" if len(values) > 4 else "")
        said = f"{said}: {shown}"
    return f"{said}, и добавлено вручную: {added}" if added else said


def campaigns(count: int) -> str:
    if not count:
        return tidy(
            f"📋 {b(MENU)}\n\nЗдесь видно, кто ответил и кого ждём. Анкет ещё не запускали. "
            "Начните с готовой: выбрать, кому и до какого дня, можно за минуту."
        )
    return tidy(f"📋 {b(MENU)}\n\nОткройте анкету, чтобы увидеть, кто ответил и кого ждём.")


def campaign_button(title: str, state: str, sent: int, asked: int) -> str:
    mark = {"draft": "Черновик · ", "open": "🕒 ", "closed": "✅ "}.get(state, "⏸ ")
    rate = "" if state == "draft" else f" · {sent} из {asked}"
    return f"{mark}{clip(title, 48)}{rate}"


def interim(*, on: bool) -> str:
    """The switch of what pairs are asked by themselves at 30 days and every 60."""
    return tick("Промежуточные анкеты пар", on=True) if on else "Промежуточные анкеты пар: нет"


def choose(line: str, count: int) -> str:
    where = f"\n{esc(clip(line, 200))}" if line else ""
    if not count:
        return tidy(
            f"📋 {b('Какую анкету запустить?')}{where}\n\nГотовых анкет в этой установке пока нет."
        )
    return tidy(
        f"📋 {b('Какую анкету запустить?')}{where}\n\nКому и до какого дня — следующим шагом."
    )


def draft(it: Draft) -> str:
    lines = [f"📋 {b(clip(it.title, 150))} · запуск"]
    if it.line:
        lines.append(f"Пункт: {esc(clip(it.line, 150))}")
    lines += ["", f"Кому: {esc(clip(it.whom, 300))}", _preview(it)]
    first = dates.day(it.opens, it.today) if it.opens else "сразу"
    last = f", последний день {dates.plain(it.last, it.today)}" if it.last else ""
    lines.append(f"Когда: {first}{last}")
    lines.append(
        f"{counted(it.questions, *_QUESTIONS).capitalize()}, около "
        f"{counted(it.minutes, *_MINUTES)}{'. Анонимно' if it.anonymous else ''}"
    )
    if it.follows:
        lines.append("Кто придёт позже, получит анкету сам; кто уйдёт, того не спросим.")
    lines += ["", "Запустить?" if it.people else "Выберите, кому её послать."]
    return tidy(fit(lines))


def _preview(it: Draft) -> str:
    """«12 человек, из них 2 без чата: распечатать»."""
    said = [b(counted(it.people, *_PEOPLE))]
    if it.sheets != it.people:
        said.append(f"всего {counted(it.sheets, *_SHEETS)}")
    if it.no_chat:
        do = "распечатать" if it.paper else "анкета им не придёт"
        said.append(f"из них {it.no_chat} без чата: {do}")
    text = ", ".join(said)
    if it.no_consent:
        verb = plural(it.no_consent, "ждёт", "ждут", "ждут")
        text += f". Ещё {counted(it.no_consent, *_PEOPLE)} {verb} согласия, их не спросим"
    return text


def ask_who(title: str, now: str) -> str:
    return tidy(
        f"📋 {b('Кому послать?')}\n{esc(clip(title, 150))}\n\nСейчас: {esc(clip(now, 300))}"
    )


def pick_values(title: str, klass: bool, chosen: int, any_: bool) -> str:
    head = "Какие классы?" if klass else "Какие предметы, должности?"
    if not any_:
        where = "классов у учеников" if klass else "должностей у сотрудников"
        return tidy(
            f"📋 {b(head)}\n{esc(clip(title, 150))}\n\nВ списке людей {where} пока нет. Выберите "
            "отдельных людей или другую группу."
        )
    return tidy(f"📋 {b(head)}\n{esc(clip(title, 150))}\n\nВыбрано: {chosen}. Можно несколько.")


def pick_people(title: str, chosen: int, query: str, found: int, adding: bool) -> str:
    head = "Кого добавить?" if adding else "Кому послать?"
    lines = [f"👥 {b(head)}", esc(clip(title, 150)), ""]
    if query:
        lines.append(
            f"По словам «{esc(clip(query, 60))}»: {found}." if found
            else f"По словам «{esc(clip(query, 60))}» никого нет."
        )  # fmt: skip
    if not adding:
        lines.append(f"Выбрано: {chosen}.")
    lines.append("Можно написать часть имени.")
    return tidy(fit(lines))


def tick(caption: str, on: bool) -> str:
    return f"✅ {caption}" if on else caption


def ask_name(title: str) -> str:
    return tidy(f"👥 {b('Найти по имени')}\n{esc(clip(title, 150))}\n\nНапишите часть имени.")


def window(title: str, opens: date | None, last: date | None, today: date) -> str:
    first = dates.day(opens, today) if opens else "сразу после запуска"
    end = dates.plain(last, today) if last else "не назначен"
    return tidy(
        f"📅 {b('Срок анкеты')}\n{esc(clip(title, 150))}\n\nОткроется: {first}\n"
        f"Последний день: {end}\n\nЧто изменить?"
    )


def ask_first(title: str) -> str:
    return tidy(
        f"📅 {b('Когда открыть?')}\n{esc(clip(title, 150))}\n\nАнкета придёт в этот день вместе с "
        "остальными напоминаниями."
    )


def ask_last(title: str) -> str:
    return tidy(
        f"📅 {b('Последний день')}\n{esc(clip(title, 150))}\n\nПосле него анкета закроется."
    )


def launched(it: Going) -> str:
    """The receipt, above the same screen."""
    when = f"придёт {dates.day(it.opens, it.today)}" if it.opens else "придёт в сообщении дня"
    return f"✅ Анкета запущена: {when}.\n\n{going(it)}"


def going(it: Going) -> str:
    lines = [f"📊 {b(clip(it.title, 150))} · {_state(it)}"]
    lines += [f"Пункт: {esc(clip(line, 150))}" for line in it.lines[:2]]
    sent = it.counts["s"]
    lines += ["", f"Ответили: {b(f'{sent} из {it.asked}')}"]
    if it.anonymous:
        lines.append("Анкета анонимная: кто именно ответил, не видно никому.")
    else:
        lines += _who(it)
    if it.counts["n"]:
        lines.append(f"Без чата: {it.counts['n']}, им можно дать анкету на бумаге."
                     if not it.anonymous else f"Без чата: {it.counts['n']}.")  # fmt: skip
    if it.no_consent and it.state == "open":
        lines.append(f"Ждут согласия и пока не спрошены: {it.no_consent}.")
    if told := _told_apart(it.groups):
        lines += ["", "; ".join(rate(*each) for each in told)]
    lines += ["", f"Кому: {esc(clip(it.whom, 200))}"]
    if it.follows and it.state == "open":
        lines.append("Новые люди этой группы получат анкету сами, ушедших не спросим.")
    return tidy(fit(lines))


def _told_apart(groups: Sequence[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """The first groups that are worth a line, and all others together."""
    shown = [each for each in groups if each[2] >= _GROUP_LEAST][:_GROUPS_SHOWN]
    rest = [each for each in groups if each not in shown]
    if shown and rest:
        shown.append(("остальные", sum(r[1] for r in rest), sum(r[2] for r in rest)))
    return shown


def _who(it: Going) -> list[str]:
    parts = [f"ещё не начали {it.counts['w']}", f"начали {it.counts['b']}"]
    if it.counts["d"]:
        parts.append(f"не хотят отвечать {it.counts['d']}")
    text = " · ".join(parts)
    return [text[0].upper() + text[1:]]


def _state(it: Going) -> str:
    if it.state == "closed":
        return "закрыта"
    if it.state == "cancelled":
        return "отменена"
    if it.opens is not None:
        return f"откроется {dates.day(it.opens, it.today)}"
    if it.last == it.today:
        return "сегодня последний день"
    return f"открыта до {dates.plain(it.last, it.today)}" if it.last else "открыта"


def rate(group: str, sent: int, asked: int) -> str:
    """«Математика 3 из 4», as HTML."""
    return f"{esc(clip(group or 'не указано', 60))} {b(f'{sent} из {asked}')}"


def groups(title: str, rates: Sequence[tuple[str, int, int]]) -> str:
    lines = [f"📊 {b('Ответили по группам')}", esc(clip(title, 150)), ""]
    return tidy(fit(lines + [rate(*each) for each in rates]))


def list_caption(which: str, count: int) -> str:
    return f"{LISTS[which]}: {count}"


def people(title: str, which: str, names: Sequence[str], count: int, first: int) -> str:
    lines = [f"👥 {b(LISTS[which])}: {count}", esc(clip(title, 150)), ""]
    lines += [f"{number}. {esc(name)}" for number, name in enumerate(names, first)]
    if not count:
        lines.append("Здесь никого.")
    elif which == "n":
        lines += ["", "Передайте им анкету на бумаге или пригласите в бота."]
    return tidy(fit(lines))


def ask_nudge(title: str, told: int, already: int, without_chat: int) -> str:
    lines = [f"🕒 {b('Напомнить остальным')}", esc(clip(title, 150)), ""]
    if told:
        lines.append(f"Напоминание придёт {b(counted(told, *_PEOPLE_TO))} в сообщении дня.")
    else:
        lines.append("Сейчас напоминать некому.")
    lines += _beside(already, without_chat)
    return tidy(fit(lines))


def nudge_now(count: int) -> str:
    return f"🕒 Напомнить {counted(count, *_PEOPLE_TO)}"


def nudged(title: str, told: int, already: int, without_chat: int) -> str:
    lines = [f"✅ Напомним {counted(told, *_PEOPLE_TO)}: {esc(clip(title, 150))}."]
    return tidy(fit(lines + _beside(already, without_chat)))


def _beside(already: int, without_chat: int) -> list[str]:
    found = []
    if already:
        verb = plural(already, "получил", "получили", "получили")
        found.append(f"Сегодня уже {verb} сообщение: {already}. Второй раз за день не пишем.")
    if without_chat:
        found.append(f"Без чата: {without_chat}. Им можно дать анкету на бумаге.")
    return found


def end(title: str, state: str, last: date | None, today: date) -> str:
    said = f"Последний день: {dates.plain(last, today)}." if last else ""
    if state == "closed":
        said = "Анкета закрыта, ответы сохранены."
    return tidy(f"📅 {b('Срок и завершение')}\n{esc(clip(title, 150))}\n\n{said} Что сделать?")


def ask_cancel(title: str, sent: int, anonymous: bool) -> str:
    kept = "Присланные ответы сохранятся, анкету можно будет вернуть."
    if anonymous:
        kept = "Анонимные ответы сотрутся, вернуть их будет нельзя."
    elif not sent:
        kept = "Её можно будет вернуть."
    return tidy(
        f"⚠️ {b('Отменить анкету?')}\n{esc(clip(title, 150))}\n\nБольше никого не спросим. {kept}"
    )


def closed(it: Going) -> str:
    return f"✅ Анкета закрыта.\n\n{going(it)}"


def cancelled(title: str) -> str:
    return tidy(f"⏸ Анкета отменена: {esc(clip(title, 150))}. Больше никому не напомним.")


def discarded() -> str:
    return "Черновик убран, никому ничего не отправлено."


def prolonged(it: Going) -> str:
    return f"✅ Срок изменён.\n\n{going(it)}"


def added(it: Going) -> str:
    return f"✅ Анкета придёт и этому человеку.\n\n{going(it)}"


def staff_room(title: str, last: date | None, minutes: int, link: str, today: date) -> str:
    """The caption: a text to forward or to print."""
    until = f" Ответы ждём до {dates.plain(last, today)}." if last else ""
    return tidy(
        f"📎 {b(STAFF_ROOM)}\n\nКоллеги, просим ответить на вопросы: "
        f"«{esc(clip(title, 150))}», около {counted(minutes, *_MINUTES)}.{until} Наведите камеру "
        f"телефона на код или откройте ссылку:\n{esc(link)}"
    )


def card(title: str, last: date | None, minutes: int, today: date) -> tuple[str, str, str]:
    """What stands on the printed card: the title, two lines."""
    until = f"Ответы ждём до {dates.plain(last, today)}" if last else ""
    return title, f"Около {counted(minutes, *_MINUTES)}. Наведите камеру телефона", until


@dataclass(frozen=True, slots=True)
class Waits:
    title: str
    count: int
    begun: bool
    left: int
    minutes: int
    until: date | None
    today: date
    last: bool
    close: bool


def waits(it: Waits) -> Said:
    """In a bundle; plain."""
    time = f"около {counted(it.minutes, *_MINUTES)}"
    asked = counted(it.left, *_QUESTIONS)
    title = called(it.title)
    if it.begun:
        left = plural(it.left, "остался", "осталось", "осталось")
        said = f"{left} {asked}, {time}" if it.left else "осталось только отправить"
        title = f"{title} начата: {said}"
    else:
        title = f"{title}: {asked}, {time}"
    if it.count > 1:
        title = f"{title} (всего {counted(it.count, *_SHEETS)})"
    return Said(title, _line(it))


def _line(it: Waits) -> str:
    if it.last:
        return "Сегодня последний день."
    until = f" Последний день — {dates.plain(it.until, it.today)}." if it.until else ""
    if it.begun:
        saved = "Твои ответы сохранены" if it.close else "Ваши ответы сохранены"
        return f"{saved}, продолжить можно с того же места.{until}"
    return f"{'Ответишь' if it.close else 'Ответите'}, когда будет удобно.{until}"


def how_it_goes(title: str, other: str, *, begun: bool, close: bool) -> Said:
    """In a bundle; plain. `other`: the partner, where it is one."""
    whom_ = f" ({other})" if other else ""
    head = f"{clip(title, 120)}{whom_}{': анкета начата' if begun else ''}"
    sees = "Ответы увидят только куратор и руководитель школы, партнёр их не увидит."
    return Said(head, f"{'Ответишь' if close else 'Ответите'} за минуту? {sees}")


def over(title: str, sent: int, asked: int, line: bool) -> Said:
    text = "Итоги можно посмотреть."
    if line:
        text = "Итоги можно посмотреть, пункт дорожной карты — отметить."
    return Said(f"{called(title)} закрылась: ответили {sent} из {asked}", text)


def closing_point(title: str, sent: int, asked: int, last: date, today: date) -> Point:
    """In the weekly message: it closes this week."""
    name = called(title)
    when = f"до {dates.plain(last, today)}" if last > today else "сегодня последний день"
    rate = f"ответили {sent} из {asked}"
    return Point(f"{name}: {rate}, {when}", name, rate, when, "напомнить остальным")


def open_point(count: int, title: str, sent: int, asked: int) -> Point:
    """In the weekly message: what is open and closes later."""
    rate = f"ответили {sent} из {asked}"
    if title:
        name = called(title)
    else:
        verb = plural(count, "Открыта", "Открыты", "Открыто")
        name = f"{verb} {counted(count, *_SHEETS)}"
    return Point(f"{name}: {rate}", name, rate, "", "посмотреть, как отвечают")
