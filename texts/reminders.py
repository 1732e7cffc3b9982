"""The daily bundle, its small screens, the forecast and the list of people not reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.occurrences import OccKind
from texts import dates
from texts.html import b, clip, esc, fit
from texts.item_lines import indexed
from texts.names import greeting
from texts.plural import counted
from texts.typography import stop, tidy

THINGS = ("дело", "дела", "дел")
PEOPLE = ("человек", "человека", "человек")
ITEMS = ("мероприятие", "мероприятия", "мероприятий")

TITLE_LIMIT = 160
SHORT_LIMIT = 60
NAMES_SHOWN = 3

DONE = "✅ Готово"
EVIDENCE = "📎 Прикрепить"
NOT_MINE = "Не моё"
CARD = "Открыть пункт"
OTHER = "Другое"
UNCHANGED = "✅ Без изменений"
HAPPENED = "✅ Наступило"
NOT_YET = "Пока нет"
NOT_NEEDED = "Не нужно"
TOMORROW = "Завтра"
IN_THREE_DAYS = "Через 3 дня"
MONDAY = "Понедельник"
OTHER_DAY = "Другая дата"
MY_ITEMS = "Мои дела"
DELIVERY = "Кому передать лично"
INVITE = "Пригласить"
PERSON = "Карточка человека"

REFUSALS = {
    "day_past": "Этот день уже прошёл. Ничего не изменилось, выберите день позже сегодняшнего.",
    "settled": "Здесь уже всё отмечено, напоминать больше не о чем.",
    "not_reminded": "Об этом деле Вам не напоминают, откладывать нечего. Ничего не изменилось.",
}


@dataclass(frozen=True, slots=True)
class Point:
    """One thing of a bundle; `who`: whose it is, for what others have overdue or refused;
    `instead`: the colleague on leave for whom the reader stands in."""

    label: str
    kind: OccKind
    due: date
    who: str = ""
    refused: bool = False
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A matter of another feature in a bundle, plain: what it is about, and the question."""

    title: str
    line: str


def said_instead(said: Said, whose: str) -> Said:
    """The matter of a colleague on leave, for whom the reader stands in."""
    return Said(f"{said.title}{_whose(whose)}", said.line)


def label(number: str, title: str, above: str) -> str:
    """What an item is called, plain: its number, its words and the row that it belongs to."""
    own = f"{number.rstrip('.')}. {title}" if number else title
    shown = clip(" ".join(own.split()), TITLE_LIMIT)
    return f"{clip(' '.join(above.split()), 60)} → {shown}" if above else shown


def state(kind: OccKind, due: date, today: date) -> str:
    """Where a thing stands today: «до 15 октября (осталось 3 дня)», or the question."""
    if kind is OccKind.CHECK:
        return "идёт постоянно: есть что отметить за квартал?"
    if kind is OccKind.ASK:
        return "ждёт своего случая: уже наступило?"
    return dates.until(due, today)


def bundle(
    name: str,
    points: Sequence[Point | Said],
    more: int,
    today: date,
    *,
    by_hand: Sequence[tuple[str, int]] = (),
    lost: Sequence[str] = (),
    joined: Sequence[str] = (),
    declined: Sequence[str] = (),
    unnamed: int = 0,
    late: bool = False,
    pupil: bool = False,
) -> str:
    """The day's message. `points` are those with buttons, `more` is how many there are beyond."""
    lines = ["📅 " + b(greeting(name, pupil=pupil))]
    if late:
        lines.append("Сообщение пришло позже обычного: бот какое-то время не мог его отправить.")
    if points:
        lines.append(f"Напоминаю: {counted(len(points) + more, *THINGS)}.")
    for number, point in enumerate(points, 1):
        lines += ["", *_point(number, point, today)]
    if more:
        lines += ["", f"И ещё {counted(more, *THINGS)}."]
    lines += [*_news(by_hand, lost), *_of_invited(joined, declined, unnamed)]
    return tidy(fit(lines))


def _point(number: int, point: Point | Said, today: date) -> list[str]:
    if isinstance(point, Said):
        title = b(clip(" ".join(point.title.split()), TITLE_LIMIT))
        return [indexed(number, title), esc(clip(point.line, 300))]
    said = state(point.kind, point.due, today)
    if point.refused:
        said = f"«не моё», ответ: {point.who}; {said}" if point.who else f"«не моё»; {said}"
    said += _instead(point)
    return [indexed(number, b(_name(point))), esc(said)]


def _instead(point: Point) -> str:
    return _whose(point.instead) if point.instead else ""


def _whose(name: str) -> str:
    return f" · вместо коллеги: {clip(name, 80)}"


def _name(point: Point) -> str:
    return point.label if point.refused else of_others(point.who, point.label)


def of_others(who: str, label: str) -> str:
    """Somebody else's thing by its owner: «Журавлёв П. Н.: 5.1. Посетить урок»."""
    return f"{clip(who, 120)}: {label}" if who else label


def _news(by_hand: Sequence[tuple[str, int]], lost: Sequence[str]) -> list[str]:
    lines: list[str] = []
    if by_hand:
        named = [f"{name} ({counted(n, *THINGS)})" for name, n in by_hand]
        lines += ["", f"Сегодня передайте лично, туда бот не пишет: {_some(named)}."]
    if lost:
        lines += ["", f"⚠️ Сообщения перестали доходить: {_some(lost)}"]
    return lines


def _of_invited(joined: Sequence[str], declined: Sequence[str], unnamed: int) -> list[str]:
    lines: list[str] = []
    if joined:
        lines.append(stop(f"По Вашим приглашениям присоединились: {_some(joined)}"))
    if declined:
        lines.append(stop(f"Пока отказались присоединиться: {_some(declined)}"))
    if unnamed:
        lines.append(f"По общей ссылке отказались: {counted(unnamed, *PEOPLE)}.")
    return ["", *lines] if lines else []


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(esc(clip(name, 80)) for name in names[:NAMES_SHOWN])
    left = len(names) - NAMES_SHOWN
    return f"{shown} и ещё {counted(left, *PEOPLE)}" if left > 0 else shown


def plain(name: str, points: Sequence[Point], today: date) -> str:
    """The same to read aloud or to pass on by other means: no markup, no buttons."""
    return tidy("\n".join([greeting(name), *(f"• {said(point, today)}" for point in points)]))


def said(point: Point, today: date) -> str:
    """One thing of a bundle in a plain line, as it stands on a day."""
    who = f" — {point.who}" if point.who else ""
    return f"{point.label}: {state(point.kind, point.due, today)}{who}{_instead(point)}"


def short(point: Point | Said, today: date) -> str:
    """One thing of a bundle in half a line, plain."""
    if isinstance(point, Said):
        return clip(" ".join(point.title.split()), SHORT_LIMIT)
    return f"{clip(_name(point), SHORT_LIMIT)} ({state(point.kind, point.due, today)})"


def numbered(number: int, caption: str) -> str:
    """A button's caption with the number of its line: «✅ 1 Готово»."""
    if " " in caption and not caption[0].isalnum():
        sign, words = caption.split(" ", 1)
        return f"{sign} {number} {words}"
    return f"{number} {caption}"


def more_button(left: int) -> str:
    return f"Ещё {left}"


def remaining(left: int) -> str:
    """The way from a receipt back to the rest of the bundle."""
    return f"📅 К напоминанию: ещё {left}"


def rest(page: int, points: Sequence[Point | Said], first: int, total: int, today: date) -> str:
    """A page of all that a bundle speaks of."""
    lines = [f"📅 {b('Напоминание')} · {counted(total, *THINGS)}"]
    for number, point in enumerate(points, first):
        lines += ["", *_point(number, point, today)]
    return tidy(fit(lines))


def empty_rest() -> str:
    return "✅ Здесь уже всё отмечено."


def entry(
    *,
    name: str,
    kind: OccKind,
    due: date,
    today: date,
    term: str,
    result: str,
    open_: bool,
    mine: bool = False,
) -> str:
    """The small screen of one thing; `mine`: I am reminded of it and may put it off."""
    lines = [f"📅 {b('Напоминание')}", b(name), ""]
    lines.append(esc(state(kind, due, today)) if open_ else "✅ Уже отмечено.")
    if term:
        lines.append(f"Срок в карте: {esc(clip(' '.join(term.split()), 300))}")
    if result:
        lines.append(f"Ожидается: {esc(clip(' '.join(result.split()), 300))}")
    if open_ and mine:
        lines += ["", "Когда напомнить снова? Срок при этом не меняется."]
    return tidy(fit(lines))


def which_day(name: str) -> str:
    return tidy(fit([f"🕒 {b('Отложить')}", b(name), "", "Выберите день."]))


def put_off(name: str, until: date, kind: OccKind, due: date, today: date) -> str:
    """The receipt of a snooze."""
    lines = [f"🕒 Напомню {esc(_on(until, today))}.", b(name)]
    if kind is OccKind.DUE:
        lines.append(f"Срок прежний: {esc(dates.term(due, today))}.")
    return tidy(fit(lines))


def _on(day: date, today: date) -> str:
    said = dates.day(day, today)
    return said if said != dates.plain(day, today) else f"{dates.on_weekday(day)}, {said}"


def refused(name: str) -> str:
    """The receipt of «not mine»."""
    return tidy(fit([
        "Передали куратору: «не моё».", b(name), "",
        "Пока куратор не решит, дело остаётся в списке, но напоминать о нём я не буду.",
    ]))  # fmt: skip


def unchanged(name: str) -> str:
    return tidy(fit([
        "✅ Отмечено: без изменений.", b(name), "Спрошу снова в следующем квартале.",
    ]))  # fmt: skip


def not_yet(name: str) -> str:
    return tidy(fit(["Понятно, пока нет.", b(name), "Спрошу снова в следующем квартале."]))


def not_needed(name: str) -> str:
    return tidy(fit(["Отмечено: не нужно.", b(name), "Вернуть можно в карточке."]))


def until_when(name: str) -> str:
    """Asks for the term of what has happened."""
    return tidy(fit([f"📅 {b(name)}", "", "К какому дню это нужно сделать?"]))


def term_set(name: str, due: date, today: date) -> str:
    return tidy(fit([f"✅ Срок поставлен: {esc(dates.term(due, today))}.", b(name)]))


@dataclass(frozen=True, slots=True)
class Sending:
    """One message to come. `things`: labels of what it speaks of."""

    who: str
    at: datetime
    things: tuple[str, ...]
    by_hand: bool


def forecast(
    until: date,
    today: date,
    posts: Sequence[Sending],
    total: int,
    digests: Sequence[tuple[str, datetime]] = (),
) -> str:
    """A page of messages to come; `digests`: who gets one, and when the next is."""
    head = f"📅 {b('Что будет отправлено')} · до {dates.plain(until, today)}"
    weekly = _digests(digests, today)
    if not total:
        return tidy(fit([head, *weekly, "", "До этого дня напоминать не о чем."]))
    said = f"Всего {counted(total, 'сообщение', 'сообщения', 'сообщений')}."
    if weekly:
        said = f"Ежедневных сообщений: {total}."
    lines = [head, *weekly, *([""] if weekly else []), said]
    day: date | None = None
    for post in posts:
        if post.at.date() != day:
            day = post.at.date()
            lines += ["", b(f"{dates.day(day, today)}".capitalize())]
        lines.append(_sending(post))
    return tidy(fit(lines))


READERS = 6  # of digests, named; a school has two or three


def _digests(digests: Sequence[tuple[str, datetime]], today: date) -> list[str]:
    """The weekly message comes only if there is something to say, which nobody knows yet."""
    if not digests:
        return []
    lines = ["", f"{b('Сводки')}, если будет о чём сказать:"]
    for who, at in digests[:READERS]:
        day = dates.day(at.date(), today)
        weekday = "" if "," in day else f"{dates.on_weekday(at.date())} "
        lines.append(f"{at:%H:%M} · {esc(clip(who, 60))}: {weekday}{day}")
    rest = len(digests) - READERS
    return [*lines, f"и ещё {counted(rest, *PEOPLE)}"] if rest > 0 else lines


def _sending(post: Sending) -> str:
    first = esc(clip(post.things[0], 80)) if post.things else ""
    others = f" и ещё {len(post.things) - 1}" if len(post.things) > 1 else ""
    hour = "лично" if post.by_hand else f"{post.at:%H:%M}"
    return f"{hour} · {esc(clip(post.who, 60))}: {first}{others}"


def forecast_lines(posts: Sequence[Sending]) -> list[str]:
    """The same for the command line: a line a message, then its contents."""
    if not posts:
        return ["До этого дня напоминать не о чем."]
    lines: list[str] = []
    day: date | None = None
    for post in posts:
        if post.at.date() != day:
            day = post.at.date()
            lines += ["", f"{day:%d.%m.%Y}, {dates.on_weekday(day)}"]
        hour = "передать лично" if post.by_hand else f"{post.at:%H:%M}"
        lines.append(f"  {hour}  {post.who}")
        lines += [f"      - {thing}" for thing in post.things]
    return [tidy(line) for line in lines]


NEXT_WEEK = "Неделя"
NEXT_MONTH = "Месяц"
NEXT_YEAR = "Учебный год"

WHY = {
    "no_chat": "чата с ботом нет",
    "blocked": "бот заблокирован",
    "never_started": "бот ещё не запущен",
    "gone": "аккаунт удалён",
    "not_asked": "согласие ещё не дано",
    "refused": "согласия на обработку данных нет",
    "failed": "последнее сообщение не ушло",
}
ADVICE = {
    "no_chat": "Передайте лично или пригласите: по ссылке чат открывается за минуту.",
    "blocked": "Попросите открыть чат с ботом и нажать «Разблокировать», а пока передайте лично.",
    "never_started": "Попросите открыть чат с ботом и нажать «Запустить», а пока передайте лично.",
    "gone": "Пришлите новую ссылку-приглашение: прежнего аккаунта уже нет.",
    "not_asked": "Попросите открыть чат с ботом и прочитать согласие, а пока передайте лично.",
    "refused": "Бот больше не пишет. Передавайте лично и отмечайте сделанное сами.",
    "failed": "Бот попробует ещё раз со следующим напоминанием, а пока передайте лично.",
}


def delivery(total: int) -> str:
    """The head of the list of people not reached."""
    head = f"⚠️ {b('Кому не доходит')}"
    if not total:
        return f"{head}\n\n✅ Сообщения доходят до всех, у кого есть дела."
    return tidy(
        f"{head} · {counted(total, *PEOPLE)}\n\n"
        "У этих людей есть дела, но бот не может им написать. Рядом с именем столько дел, "
        "сколько просрочено и ждёт в ближайшие две недели, а если таких нет, сколько всего. "
        "Нажмите на имя: там сказано, что передать и что сделать."
    )


def unreached(name: str, why: str, things: int) -> str:
    """A caption of the list."""
    return f"{clip(name, 24)} · {counted(things, *THINGS)} · {WHY[why]}"


def errand(
    name: str, post: str, why: str, points: Sequence[Point], more: int, later: int, today: date
) -> str:
    """What to tell one person, and what to do about the chat; `later`: what can wait."""
    head = f"{b(name)}" + (f", {esc(clip(post, 100))}" if post else "")
    lines = [head, f"⚠️ {WHY[why].capitalize()}. {ADVICE[why]}"]
    for number, point in enumerate(points, 1):
        lines += ["", *_point(number, point, today)]
    if more:
        lines += ["", f"И ещё {counted(more, *THINGS)}."]
    if later:
        lines += ["", f"Позже, через две недели и дальше: {counted(later, *THINGS)}."]
    return tidy(fit(lines))


def nobody_today() -> str:
    """For the command line: there is nothing to pass on."""
    return "Сегодня передавать нечего."


def no_database() -> str:
    return "Базы ещё нет или она не отвечает. Подробнее скажет: python -m bot doctor."


def until_past() -> str:
    return "Этот день уже прошёл. Укажите день не раньше сегодняшнего: --until ГГГГ-ММ-ДД."


def how_to_print(name: str, chat: bool) -> str:
    """Before a person's text on the command line."""
    return f"=== {name} ===" if chat else f"=== {name} (чата с ботом нет) ==="
