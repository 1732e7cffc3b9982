"""The weekly message: its caption, its points, the words of its table and of its settings."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from domain.progress import Progress
from texts import dates, reminders
from texts.html import b, clip, esc, visible_len
from texts.names import greeting
from texts.plural import counted, plural
from texts.roadmap import indexed
from texts.typography import tidy

CAPTION_LIMIT: Final = 1024
POINTS_SHOWN: Final = 5
LABEL_LIMIT: Final = 84
ROADMAP_LIMIT: Final = 60
NAMES_SHOWN: Final = 2
PLACE_LIMIT: Final = 28

ITEMS: Final = ("пункт", "пункта", "пунктов")
PEOPLE_WORDS: Final = ("человек", "человека", "человек")
OF_PEOPLE: Final = ("человека", "человек", "человек")
SCHOOLS: Final = ("школе", "школах", "школах")
TERMS: Final = ("срок", "срока", "сроков")

REMIND = "Напомнить"
OPEN = "Открыть"
DONE_ACT = "✅ Готово"
TO_HEAD = "Директору"
ASSIGN = "Назначить"
SHOW = "Показать"
SET_DATES = "Назначить сроки"
WHOM = "Кому не доходит"
TO_SCHOOLS = "По школам"
ROADMAP = "Дорожная карта"
PASS_ON = "Передать директору"
TAKE_BACK = "Не передавать"
OPEN_ITEM = "Открыть пункт"
DIGEST = "Сводка сейчас"
SETTINGS = "Сводка недели"
WEEKLY = "Раз в неделю"
MONTHLY = "Раз в месяц"
NEVER = "Не присылать"
DAY = "День недели"
HOUR = "Время"
MY_ITEMS = "Мои дела"

_BY_SCHOOL = "посмотреть по школам"

REFUSALS = {
    "no_head": "В школе пока нет директора с ролью в боте, передавать некому. Ничего не "
    "изменилось. Пригласить директора можно в разделе «Люди».",
    "no_digest": "Сводку недели получают куратор, директор и координатор. Ваши дела — в меню.",
}


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to do: as the caption says it (plain), and in the columns of the table."""

    line: str
    what: str
    whose: str
    when: str
    how: str


def late(label: str, due: date, whose: str, today: date, *, passes: bool) -> Point:
    """`passes`: it can be passed on to the head."""
    said = dates.until(due, today)
    name = clip(label, LABEL_LIMIT)
    line = f"{name}: {said}" + (f" ({whose})" if whose else "")
    how = "напомнить или передать директору" if passes else "напомнить"
    return Point(line, label, whose, said, how)


def late_mine(label: str, due: date, today: date) -> Point:
    said = dates.until(due, today)
    line = f"Ваше дело: {clip(label, LABEL_LIMIT)}: {said}"
    return Point(line, label, "Вы", said, "отметить или перенести")


def late_nobodys(label: str, due: date, today: date) -> Point:
    said = dates.until(due, today)
    line = f"{clip(label, LABEL_LIMIT)}: {said}, ответственного нет"
    return Point(line, label, "ответственного нет", said, "назначить ответственного")


def refused(label: str, due: date, today: date) -> Point:
    said = dates.until(due, today)
    line = f"{clip(label, LABEL_LIMIT)}: ответ «не моё», {said}"
    return Point(line, label, "ответ «не моё»", said, "назначить другого")


def passed(label: str, due: date | None, whose: str, today: date) -> Point:
    said = dates.until(due, today) if due else "без срока"
    line = f"Передал куратор: {clip(label, LABEL_LIMIT)}: {said}" + (
        f" ({whose})" if whose else ""
    )
    return Point(line, label, whose, said, "решить: передал куратор")


def overdue(count: int, roadmap: str) -> Point:
    line = f"Просрочено: {counted(count, *ITEMS)}{_of(roadmap)}"
    return Point(line, line, "", "срок прошёл", "посмотреть список")


def _of(roadmap: str) -> str:
    """Which roadmap, where several run."""
    return f" («{clip(roadmap, ROADMAP_LIMIT)}»)" if roadmap else ""


def undated(count: int, roadmap: str) -> Point:
    line = f"Без срока: {counted(count, *ITEMS)}{_of(roadmap)}"
    return Point(line, line, "", "без срока", "назначить сроки")


def this_week(count: int, roadmap: str) -> Point:
    verb = plural(count, "подходит", "подходят", "подходят")
    line = f"На этой неделе {verb} {counted(count, *TERMS)}{_of(roadmap)}"
    return Point(line, line, "", "до воскресенья", "посмотреть список")


def unreached(people: int, no_chat: int, soon: int) -> Point:
    """How many people with something to do within two weeks do not get messages."""
    whom = f"Не доходит до {counted(people, *OF_PEOPLE)}"
    chat = f", чата нет у {no_chat}" if no_chat else ""
    line = f"{whom}{chat}: {counted(soon, 'дело', 'дела', 'дел')} на две недели"
    return Point(line, line, counted(people, *PEOPLE_WORDS), "", "пригласить или передать лично")


def unattended(name: str, last: date | None, due: int, today: date) -> Point:
    """Somebody on leave with things due and nobody to stand in."""
    until = f"до {dates.plain(last, today)}" if last else "без срока"
    number = counted(due, "дело", "дела", "дел")
    line = f"{name}: отпуск {until}, замены нет, подходит срок: {number}"
    return Point(line, f"Отпуск {until}, замены нет", name, f"срок: {number}", "назначить замену")


def late_schools(schools: int, items: int, worst: Sequence[str]) -> Point:
    """Where schools have overdue items; `worst`: a few of them, the most overdue first."""
    most = "; ".join(clip(name, 44) for name in worst)
    number = counted(items, *ITEMS)
    if schools == 1:
        said = f"{most}: просрочено {number}"
        return Point(said, f"Просрочено {number}", worst[0], "срок прошёл", _BY_SCHOOL)
    what = f"Просрочено в {schools}\u00a0{plural(schools, *SCHOOLS)}: {number}"
    said = f"{what}. Больше всего: {most}"
    return Point(said, what, "; ".join(worst), "срок прошёл", _BY_SCHOOL)


def short_place(name: str) -> str:
    """A school beside its figures in the picture: what tells it apart stands at the end of what
    is in quotes."""
    inside = name.partition("«")[2].rpartition("»")[0]
    if len(name) <= PLACE_LIMIT:
        return name
    kept: list[str] = []
    for word in reversed((inside or name).split()):
        if kept and len(" ".join([word, *kept])) >= PLACE_LIMIT:
            return "…" + " ".join(kept)
        kept.insert(0, word)
    return " ".join(kept)


def more_schools(count: int) -> str:
    """A bar of the picture."""
    return f"Ещё {counted(count, 'школа', 'школы', 'школ')}"


def more_people(count: int) -> str:
    """People of whom a sheet says only how many they are."""
    return f"ещё {counted(count, *PEOPLE_WORDS)}"


def whose(names: Sequence[str], hidden: int) -> str:
    """Who answers: by name those who may be named, the others as a count."""
    if not names:
        return counted(hidden, *PEOPLE_WORDS) if hidden else ""
    more = f" и ещё {counted(hidden, *PEOPLE_WORDS)}" if hidden else ""
    return ", ".join(names) + more


def whose_short(names: Sequence[str], hidden: int) -> str:
    """The same for the caption: two names at most."""
    shown = [clip(name, 30) for name in names[:NAMES_SHOWN]]
    left = hidden + len(names) - len(shown)
    if not shown:
        return f"у {counted(left, *OF_PEOPLE)}" if left else ""
    return whose(shown, left)


CHANGES: Final[Mapping[str, Callable[[int], str]]] = {
    "surveys_sent": lambda n: f"прислано анкет: {n}",
    "done": lambda n: f"выполнено {n}",
    "late": lambda n: f"новых просрочек {n}",
    "moved": lambda n: f"перенесено сроков {n}",
    "new": lambda n: f"добавлено {n}",
    "gone": lambda n: f"убрано {n}",
    "reopened": lambda n: f"снова в работе {n}",
    "na": lambda n: f"стало «не требуется» {n}",
    "owners": lambda n: f"сменился ответственный у {n}",
    "met": lambda n: f"проведено встреч {n}",
    "confirmed": lambda n: f"подтверждено встреч {n}",
    "schools_done": lambda n: f"в школах выполнено {n}",
    "schools_late": lambda n: f"в школах новых просрочек {n}",
}
SCHOOL_CHANGES: Final = frozenset({"schools_done", "schools_late"})
GOOD: Final[Mapping[str, Callable[..., str]]] = {
    "all_done": lambda: "Выполнено всё, что было в карте. Спасибо Вам и всем, кто помогал!",
    "stage_done": lambda name, n: (
        f"Хорошая новость: этап «{clip(str(name), 70)}» закрыт целиком, {counted(n, *ITEMS)}."
    ),
    "no_late": lambda: "Хорошая новость: просроченного нет.",
    "no_late_schools": lambda: "Хорошая новость: ни в одной школе нет просроченного.",
    "done": lambda n: f"Хорошая новость: дело движется, {_more_done(n)}.",
}


def _more_done(n: int) -> str:
    return f"{plural(n, 'закрыт', 'закрыто', 'закрыто')} {counted(n, *ITEMS)}"


@dataclass(frozen=True, slots=True)
class Caption:
    """What the caption says. `of_month`: the message comes once a month; `total`: of all bars."""

    name: str
    place: str
    today: date
    points: Sequence[Point]
    changes: Sequence[tuple[str, int]]
    since: date | None
    good: tuple[str, Sequence[str | int]] | None
    done: int
    total: int
    overdue: int
    late: bool = False


def caption(said: Caption) -> tuple[str, int]:
    """The text under the picture, and how many points stand in it: as many as fit."""
    for shown in range(min(len(said.points), POINTS_SHOWN), -1, -1):
        text = _caption(said, shown)
        if visible_len(text) <= CAPTION_LIMIT:
            return text, shown
    raise AssertionError("the caption without points is short by itself")


def _caption(said: Caption, shown: int) -> str:
    lines = [f"📊 {b('Сводка')} · {esc(clip(said.place, 100))}"]
    lines.append(f"{esc(clip(greeting(said.name), 80))} {_standing(said)}")
    if said.late:
        lines.append("Пришла позже обычного: бот какое-то время не мог её отправить.")
    lines += ["", *_points(said.points, shown)]
    changed = _changed(said)
    lines += ["", changed] if changed else []
    if said.good is not None:
        kind, data = said.good
        lines += ["", esc(GOOD[kind](*data))]
    return tidy("\n".join(lines))


def _standing(said: Caption) -> str:
    if not said.total:
        return "Вот что видно на сегодня."
    percent = Progress(said.total, said.done).percent
    late = f", просрочено {said.overdue}" if said.overdue else ""
    return f"Выполнено {said.done} из {said.total} ({percent}\u00a0%){late}."


def _points(points: Sequence[Point], shown: int) -> list[str]:
    if not points:
        return ["Ничего срочного не ждёт."]
    lines = [b("Что сделать сначала")]
    lines += [indexed(n, esc(point.line)) for n, point in enumerate(points[:shown], 1)]
    left = len(points) - shown
    if left:
        lines.append(f"И ещё {left} — в таблице." if shown else f"Всё — в таблице: {left}.")
    return lines


def _changed(said: Caption) -> str:
    if said.since is None:
        return ""
    since = f"{b('Что изменилось')} с {esc(dates.plain(said.since, said.today))}: "
    words = [CHANGES[kind](count) for kind, count in said.changes]
    if any(kind in SCHOOL_CHANGES for kind, _ in said.changes):
        own = [n for n, (kind, _) in enumerate(said.changes) if kind not in SCHOOL_CHANGES]
        words = [f"в своей карте {one}" if n in own[:1] else one for n, one in enumerate(words)]
    return since + (", ".join(words) if words else "ничего") + "."


def file_caption(*, roadmap: bool) -> str:
    """Under the table, which follows the message."""
    whole = "вся карта" if roadmap else "пары и встречи"
    return f"📎 Таблица к сводке: что сделать, {whole}, кому не доходит, как считается."


def nothing_runs(upload: bool) -> str:
    """The answer to /digest where neither a roadmap runs nor pairs work."""
    end = "Загрузите карту и запустите её." if upload else "Её запускает куратор."
    return f"📊 {b('Сводка')}\n\nСводить пока нечего: дорожная карта не запущена. {end}"


def not_for_you() -> str:
    return (
        f"📊 {b('Сводка')}\n\nСводку недели получают куратор, директор и координатор. "
        "А всё, что ждёт Вас, собрано в Ваших делах."
    )


def which() -> str:
    return f"📊 {b('Сводка')}\n\nПо какой организации?"


def passed_on(name: str, on: datetime | None, today: date) -> str:
    """The receipt of passing an item on to the head."""
    lines = [f"✅ {b('Передано директору')}", esc(clip(name, 300)), ""]
    if on is None:
        lines.append("Директор отключил сводку: скажите лично или покажите пункт.")
    else:
        day = dates.day(on.date(), today)
        lines.append(f"Директор увидит это в сводке: {esc(day)}, в {dates.clock(on)}. Один раз.")
    return tidy("\n".join(lines))


def taken_back(name: str, told: bool) -> str:
    if told:
        return tidy(f"Директор уже увидел это в сводке.\n{esc(clip(name, 300))}")
    return tidy(f"Директору не передаём.\n{esc(clip(name, 300))}")


WEEKDAYS: Final = (
    "понедельник", "вторник", "среда", "четверг", "пятница", "суббота",
)  # fmt: skip
_ON_DAYS: Final = (
    "по понедельникам", "по вторникам", "по средам", "по четвергам", "по пятницам",
    "по субботам",
)  # fmt: skip
_FIRST: Final = (
    "в первый понедельник", "в первый вторник", "в первую среду", "в первый четверг",
    "в первую пятницу", "в первую субботу",
)  # fmt: skip


def settings(
    place: str, rhythm: str, weekday: int, hour: int, next_at: datetime | None, today: date
) -> str:
    """When the weekly message comes, and when next."""
    lines = [f"📊 {b('Сводка недели')} · {esc(clip(place, 200))}", ""]
    when = {
        "weekly": f"Приходит {_ON_DAYS[weekday]} в {hour}:00.",
        "monthly": f"Приходит {_FIRST[weekday]} месяца в {hour}:00.",
        "never": "Сама не приходит. Её всегда можно взять командой /digest.",
    }
    lines.append(when[rhythm])
    if next_at is not None:
        lines.append(f"Следующая: {dates.day(next_at.date(), today)}, в {dates.clock(next_at)}.")
    if rhythm != "never":
        lines.append(
            "В выходной переносится на ближайший рабочий день. Если ничего не ждёт и ничего не "
            "изменилось, не приходит."
        )
    return tidy("\n".join(lines))


def choose_day() -> str:
    return f"📊 {b('Сводка недели')}\n\nВ какой день присылать?"


def choose_hour() -> str:
    return f"📊 {b('Сводка недели')}\n\nВ котором часу присылать?"


def weekday(number: int, chosen: bool) -> str:
    """A caption."""
    name = WEEKDAYS[number].capitalize()
    return f"✅ {name}" if chosen else name


# --- the table: plain text ----------------------------------------------------------------

FILE: Final = "Сводка"
TODO_SHEET: Final = "Что сделать"
TODO_TITLE: Final = "Что сделать: начните сверху"
WHAT: Final = "Что"
WHERE: Final = "Дорожная карта"
WHOSE: Final = "У кого"
BY_SCHOOL: Final = "Выполнение по школам"
BY_ROADMAP: Final = "Выполнение по картам"
TOGETHER: Final = "Все вместе"
HOW: Final = "Что сделать"
NOTHING_WAITS: Final = "Ничего срочного не ждёт."
NEWS: Final = "Что нового"
DELIVERY_SHEET: Final = "Без чата и доставка"
DELIVERY_TITLE: Final = "До кого сообщения бота не доходят"
PERSON: Final = "Кто"
POST: Final = "Должность"
PEOPLE: Final = "Человек"
WHY_TITLE: Final = "Почему"
ITEMS_TITLE: Final = "Дел всего"
SOON_TITLE: Final = "Просрочено и на две недели"
ALL_REACHED: Final = "Сообщения доходят до всех, у кого есть дела."
NAMES_IN_BOT: Final = (
    "Кого бот ещё не звал или зовёт меньше трёх рабочих дней, те указаны числом. Их список в "
    "боте: «Меню» → «Кому не доходит»."
)
SCHOOLS_SHEET: Final = "Школы"
SCHOOLS_TITLE: Final = "Как идут дела в школах"
SCHOOL: Final = "Школа"
TOTAL: Final = "Всего"
DONE: Final = "Выполнено"
PERCENT: Final = "%"
DONE_NEW: Final = "Выполнено с\nпрошлой сводки"
OVERDUE: Final = "Просрочено пунктов"
WEEK: Final = "На этой неделе"
NO_ROADMAP: Final = "карта не запущена"
WORD: Final = "Слово"
COUNTING_TITLE: Final = "Как считается сводка"

NEWS_WORDS: Final[Mapping[str, str]] = {
    "late": "просрочено впервые",
    "done": "выполнено",
    "new": "новое",
    "moved": "срок сдвинут",
    "owners": "другой ответственный",
    "reopened": "снова в работе",
    "na": "не требуется",
}
NEWS_MEANINGS: Final[Mapping[str, str]] = {
    "late": "В прошлой сводке срок ещё не прошёл, теперь прошёл.",
    "done": "Отмечено после прошлой сводки. У повторяющегося дела: отмечен очередной раз.",
    "new": "В прошлой сводке этой строки не было.",
    "moved": "Срок с тех пор изменили.",
    "owners": "Отвечает не тот, кто отвечал в прошлый раз.",
    "reopened": "Было выполнено или не требовалось, теперь снова в работе.",
    "na": "С тех пор отмечено «не требуется».",
}
RULES: Final = (
    "«Что нового» сравнивает с прошлой сводкой, которая ушла; день назван вверху листа. "
    "Сводка по команде /digest сравнивает с ней же и ничего не сдвигает.",
    "Имя стоит в сводке, только если бот уже напомнил человеку об этом деле и с тех пор прошли "
    "три полных рабочих дня. До этого указано число людей. На листе «Без чата и доставка» по "
    "имени названы те, до кого бот не дозвался за три полных рабочих дня: сообщение не дошло или "
    "личная ссылка осталась без ответа.",
    "Все ответственные по именам — в таблице о ходе дорожной карты (/export).",
    "Директор и координатор видят только числа. Имя директор видит, когда дело передал куратор.",
)


def roadmap_sheet(number: int) -> str:
    """The name of a sheet; sheets of one workbook have different ones."""
    return "Дорожная карта" if number == 1 else f"Дорожная карта {number}"


def why(reason: str) -> str:
    return reminders.WHY[reason]


def advice(reason: str) -> str:
    return reminders.ADVICE[reason]


def since(day: date) -> str:
    return f"Изменения отмечены с {day:%d.%m.%Y}"
