"""The weekly message in words: the caption, what is said when there is nothing, refusals."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from domain.progress import Progress
from texts import dates, reminders
from texts.digest_points import ITEMS, NAMES_SHOWN, ROADMAP_LIMIT, Point
from texts.html import b, clip, esc, visible_len
from texts.item_lines import indexed
from texts.names import greeting
from texts.plural import counted, plural
from texts.typography import tidy

CAPTION_LIMIT: Final = 1024
POINTS_SHOWN: Final = 5

_BY_ROADMAPS: Final = ("дорожной карте", "дорожным картам", "дорожным картам")

ROADMAP = "Дорожная карта"
TAKE_BACK = "Не передавать"
OPEN_ITEM = "Открыть пункт"
DIGEST = "Сводка сейчас"
SETTINGS = "Сводка недели"
TODAY = "Дела на сегодня"
MY_ITEMS = "Мои дела"


REFUSALS = {
    "no_head": "В школе пока нет директора с ролью в боте, передавать некому. Ничего не "
    "изменилось. Пригласить директора можно в разделе «Люди».",
    "no_digest": "Сводку недели получают куратор, директор и координатор. Ваши дела — в меню.",
}


def more_schools(count: int) -> str:
    """A bar of the picture."""
    return f"Ещё {counted(count, 'школа', 'школы', 'школ')}"


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
    "all_done": lambda: "Выполнено всё, что было намечено. Спасибо Вам и всем, кто помогал!",
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
class Today:
    """What the daily message of that day has to say: so many things, the first of them, and
    whether there is news beside."""

    count: int
    first: Sequence[str]
    news: bool


@dataclass(frozen=True, slots=True)
class Caption:
    """What the caption says. `total`: of all bars; `roadmaps`: so many of them run; `daily`: what
    is said on that day beside."""

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
    roadmaps: int = 1
    daily: Today | None = None


def caption(said: Caption) -> tuple[str, int]:
    """The text under the file, and how many points stand in it: as many as fit."""
    short = replace(said, daily=replace(said.daily, first=())) if said.daily else said
    for shown in range(min(len(said.points), POINTS_SHOWN), -1, -1):
        for each in (said, short):
            text = _caption(each, shown)
            if visible_len(text) <= CAPTION_LIMIT:
                return text, shown
    raise AssertionError("the caption without points is short by itself")


def _caption(said: Caption, shown: int) -> str:
    lines = [f"📊 {b('Сводка')} · {esc(clip(said.place, 100))}"]
    lines.append(f"{esc(clip(greeting(said.name), 80))} {_standing(said)}")
    if said.late:
        lines.append("Пришла позже обычного: бот какое-то время не мог её отправить.")
    lines += ["", *_points(said.points, shown)]
    lines += ["", _today(said.daily)] if said.daily else []
    changed = _changed(said)
    lines += ["", changed] if changed else []
    if said.good is not None:
        kind, data = said.good
        lines += ["", esc(GOOD[kind](*data))]
    return tidy("\n".join(lines))


def pictured(said: Caption) -> str:
    """Under the picture that follows: the same in words."""
    return tidy(f"{b('Ход работы')} · {esc(clip(said.place, 100))}\n{_standing(said)}")


def _standing(said: Caption) -> str:
    if not said.total:
        return "Вот что видно на сегодня."
    percent = Progress(said.total, said.done).percent
    late = f", просрочено {said.overdue}" if said.overdue else ""
    where = f" по {counted(said.roadmaps, *_BY_ROADMAPS)}" if said.roadmaps > 1 else ""
    return f"Выполнено {said.done} из {said.total} ({percent}\u00a0%){where}{late}."


def _today(daily: Today) -> str:
    if not daily.count:
        return f"{b('На сегодня')}: есть новости, они по кнопке ниже."
    first = f" {esc('; '.join(daily.first))}." if daily.first else ""
    rest = " Остальное по кнопке ниже." if daily.count > len(daily.first) or daily.news else ""
    return f"{b('Ещё на сегодня')}: {counted(daily.count, *reminders.THINGS)}.{first}{rest}"


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


def file_caption(roadmaps: Sequence[str], *, roadmap: bool) -> str:
    """Under the table, which follows the picture; `roadmaps`: the titles of the own ones."""
    whole = "вся дорожная карта" if roadmap else "пары и встречи"
    if len(roadmaps) > 1:
        named = ", ".join(f"«{esc(clip(each, ROADMAP_LIMIT))}»" for each in roadmaps[:NAMES_SHOWN])
        left = len(roadmaps) - NAMES_SHOWN
        more = f" и ещё {left}" if left > 0 else ""
        whole = f"ход по {counted(len(roadmaps), *_BY_ROADMAPS)} ({named}{more})"
    return tidy(f"📎 Таблица к сводке: что сделать, {whole}, кому не доходит, как считается.")


def nothing_runs(upload: bool) -> str:
    """The answer to /digest where neither a roadmap runs nor pairs work."""
    end = "Загрузите карту и запустите её." if upload else "Её запускает куратор."
    return f"📊 {b('Сводка')}\n\nСводить пока нечего: дорожная карта не запущена. {end}"


def not_for_you() -> str:
    return (
        f"📊 {b('Сводка')}\n\nСводку недели получают куратор, директор и координатор. "
        "А всё, что ждёт Вас, собрано в Ваших делах."
    )


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


FILE: Final = "Сводка"


def since(day: date) -> str:
    return f"Изменения отмечены с {day:%d.%m.%Y}"
