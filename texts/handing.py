"""Leaving for good: what is to be given to whom, and the sheet that both sides sign."""

from collections.abc import Sequence
from datetime import date

from domain.roles import Role
from texts import dates
from texts.html import b, clip, esc, fit
from texts.people import role
from texts.plural import counted
from texts.typography import stop, tidy

LEAVES = "Уходит из школы"
ALL_TO_ONE = "Передать всё одному"
ONE_BY_ONE = "Передать по одному"
SHEET = "Лист передачи дел"
UNDO = "Отменить: остаётся в школе"
APPOINT = "Назначить куратора"
TAKE_OVER = "Куратором становлюсь я"
_ITEMS = ("мероприятие", "мероприятия", "мероприятий")
_PAIRS = ("пара", "пары", "пар")
_THINGS = ("дело", "дела", "дел")
_TALKS = ("обращение", "обращения", "обращений")

REFUSALS = {
    "handover_pairs": "Есть пары, которые останутся без наставника. Ничего не изменилось. "
    "Передайте их другому наставнику или завершите, и только потом уберите человека.",
    "handover_curator": "Других кураторов в школе нет. Ничего не изменилось. Назначьте нового или "
    "станьте куратором сами, и только потом уберите человека.",
    "handover_late": "Отменить можно в течение дня, он прошёл. Ничего не изменилось. Добавьте "
    "человека снова или пригласите по ссылке.",
}

# The sheet.
TITLE = "Лист передачи дел"
COLUMNS = ("№", "Что передаётся", "Где", "Срок", "Кому")
NOBODY = "не передано"
GAVE, TOOK, CURATOR = "Дела переданы", "Дела приняты", "Куратор"
NOTHING = "Передавать нечего: за этим человеком ничего не закреплено."
NAME = "Лист передачи дел"
EMPTY_DATE = "«___» __________ 20__ г."


def handing(
    *, name: str, items: int, pairs: int, in_pairs: int, talks: int,
    roles: Sequence[tuple[Role, str]], last_curator: bool, nearest: Sequence[str],
) -> str:  # fmt: skip
    """What would be nobody's."""
    lines = [f"👥 {b(LEAVES)} · {esc(clip(name, 120))}", ""]
    parts = [
        counted(count, *forms) for count, forms in ((items, _ITEMS), (pairs, _PAIRS)) if count
    ]
    if parts:
        lines.append(f"Осталось передать: {', '.join(parts)}.")
        lines += [f"• {esc(each)}" for each in nearest]
        lines.append("Что не передадите, получит куратор." if items and not pairs else "")
    else:
        lines.append("Передавать больше нечего.")
    if pairs:
        lines.append("Пару передают до ухода: без наставника она не останется.")
    if in_pairs:
        lines.append(f"Завершится при уходе: {counted(in_pairs, *_PAIRS)}.")
    if talks:
        lines.append(f"Вернётся в общий список: {counted(talks, *_TALKS)}.")
    if roles:
        held = ", ".join(role(each, title) for each, title in roles)
        lines.append(stop(f"Закончатся роли: {esc(clip(held, 200))}"))
    if last_curator:
        lines.append("⚠️ Других кураторов в школе нет: до ухода нужен новый.")
    return tidy(fit([line for at, line in enumerate(lines) if line or at == 1]))


def thing(label: str, due: date | None, today: date) -> str:
    """One thing as a caption or in a list, plain."""
    return f"{clip(label, 60)} · {dates.plain(due, today)}" if due else clip(label, 80)


def pair(others: Sequence[str]) -> str:
    return f"Пара: {', '.join(others)}" if others else "Пара"


def talk(others: Sequence[str]) -> str:
    return f"Обращение: {', '.join(others)}"


def one_by_one(name: str, count: int) -> str:
    head = f"👥 {b(ONE_BY_ONE)} · {esc(clip(name, 120))}"
    left = f"Осталось: {counted(count, *_THINGS)}. Что передать?" if count else "Всё передано."
    return tidy(fit([head, "", left]))


def ask_whom(name: str, label: str) -> str:
    """`label` is empty for everything."""
    what = esc(label) if label else "Всё, что закреплено за человеком."
    return tidy(fit([f"👥 {b('Кому передать')} · {esc(clip(name, 120))}", what, "", "Кому?"]))


def given(count: int, asked: int) -> str:
    """`asked`: pairs whose new mentor says yes or no first, and which wait for their papers."""
    told = f"Передано: {counted(count, *_THINGS)}."
    if asked:
        told += f" Ждут согласия нового наставника и бумаг: {counted(asked, *_PAIRS)}."
    return tidy(told)


def left(name: str) -> str:
    """The receipt; it may be taken back for a day."""
    return tidy(fit([
        f"✅ {esc(clip(name, 120))}: больше не в списке школы.", "",
        "Роли закончились, бот сюда не пишет, история осталась. Отменить можно в течение дня.",
    ]))  # fmt: skip


def taken() -> str:
    return tidy("Теперь куратор — Вы.")


def lately_caption(count: int) -> str:
    return f"Ушли за сутки: {count}"


def lately(count: int) -> str:
    head = f"👥 {b('Ушли за сутки')}"
    return f"{head}\n\n{'Кого вернуть?' if count else 'Никого.'}"


def gone(name: str, school: str, until: str, *, tomorrow: bool) -> str:
    """The card of somebody who has just left; `until`: the hour when that becomes final."""
    day = "завтра" if tomorrow else "сегодня"
    return tidy(fit([
        f"👥 {b(clip(name, 120))} · {esc(clip(school, 200))}", "",
        f"Больше не в списке школы. Отменить можно {day} до {until}.",
    ]))  # fmt: skip


def restored(name: str) -> str:
    return tidy(fit([
        f"✅ {esc(clip(name, 120))}: снова в школе.", "",
        "Роли вернулись, а с ними и дела, которые за это время никто не выполнил.",
    ]))  # fmt: skip


def caption(count: int) -> str:
    return f"{TITLE}: {counted(count, 'строка', 'строки', 'строк')}. Распечатайте и подпишите."


def head_lines(
    *, name: str, post: str, organisation: str, roles: Sequence[tuple[Role, str]], day: date
) -> list[str]:
    """The head of the paper."""
    held = ", ".join(role(each, title) for each, title in roles)
    who = f"{name}, {post}" if post else name
    lines = [f"Организация: {organisation}", f"Дела сдаёт: {who}"]
    if held:
        lines.append(f"Роли в наставничестве: {held}")
    month = dates.month_genitive(day.month)
    lines.append(f"Составлено {day.day}\u00a0{month} {day.year}\u00a0г.")
    return lines
