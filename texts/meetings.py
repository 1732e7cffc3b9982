"""Lists of meetings in words: of a pair, of oneself, of the school; refusals."""

from collections.abc import Sequence
from datetime import date

from texts import dates
from texts.html import b, clip, esc, fit
from texts.item_lines import indexed
from texts.meeting_names import AHEAD, KINDS, Line, names, sign, state, when
from texts.plural import plural
from texts.typography import stop, tidy

MEETINGS = "Встречи"
OPEN = "Открыть встречу"
LOG = "Отметить встречу"
PLAN = "Назначить встречу"
JOURNAL = "Дневник наставника"
TO_PAIR = "Встречи пары"
BOARD = "Встречи пар"
SLOTS = "Обычное время"
TO_BOARD, TO_MINE = "📅 Встречи пар", "📅 Мои встречи"
STEP = "Следующий шаг"


REFUSALS = {
    "meeting_ahead": "Эта встреча ещё впереди, отметить её можно, когда она пройдёт. Ничего не "
    "изменилось.",
    "meeting_past": "Это время уже прошло. Ничего не изменилось. Выберите время впереди.",
    "meeting_held": "Эта встреча уже состоялась, перенести её нельзя. Назначьте новую.",
    "meeting_not_ahead": "Эта встреча уже отмечена или отменена. Откройте её, там всё свежее.",
    "meeting_not_held": "Эта встреча сейчас не отмечена как состоявшаяся. Откройте её, там всё "
    "свежее.",
    "meeting_changed": "С тех пор встречу меняли ещё раз, поэтому отмена не сработала. Ничего не "
    "изменилось. Откройте встречу и поправьте её там.",
    "pair_over": "Работа этой пары завершена или ещё не начата, новые встречи ей не назначить. "
    "Прошедшие встречи можно отметить.",
    "meeting_barred": "В этой паре нет согласия на участие, поэтому новые встречи ей пока не "
    "назначить. Ничего не изменилось. Спросите куратора; прошедшие встречи можно отметить.",
    "meeting_not_begun": "Пара ещё не начала работу, поэтому встречу пока не отметить. Ничего не "
    "изменилось. Чего ей не хватает, видно на карточке пары.",
    "meeting_unconsented": "В этот день согласия на участие в паре не было, поэтому встречу не "
    "отметить. Ничего не изменилось. Если оно подписано раньше, куратор внесёт бумагу с её датой.",
    "step_past": "Срок следующего шага должен быть впереди, не дальше года. Ничего не "
    "изменилось. Выберите другой день.",
    "no_pairs_yet": "Работающих пар пока нет, звать на встречу некого. Ничего не изменилось.",
    "hour_unclear": "Сейчас нужно время. Ничего не изменилось. Выберите его выше или напишите, "
    "например: 14:30.",
    "note_lost": "Файл заметки не нашёлся в хранилище. Запись о нём на месте. Попросите "
    "администратора восстановить файлы из копии.",
}


def listed(line: Line, today: date) -> str:
    """One line of a list, as HTML."""
    day = line.at.date() if line.at and line.state in AHEAD else line.day
    moment = when(day, line.at if line.state in AHEAD else None, today)
    what = line.topic or KINDS[line.kind]
    who = f" · {esc(clip(line.who, 80))}" if line.who else ""
    return f"{sign(line)} {moment}{who}: {esc(clip(what, 80))} ({state(line)})"


def meetings(
    lines: Sequence[str], first: int, *, ahead: int, held: int, waiting: int, pairs: bool,
    keepers: Sequence[str] = (),
) -> str:  # fmt: skip
    """One's own meetings over all pairs, a page of them made by `listed`. `keepers`: whom to ask
    who is in no pair."""
    head = f"📅 {b(MEETINGS)}"
    if not pairs:
        return tidy(
            f"{head}\n\nВы пока не состоите ни в одной паре, поэтому встреч здесь нет. Пары "
            f"вносит {stop(_keeper(keepers))} Как только Ваша пара появится, встречи будут здесь."
        )
    if not lines:
        return tidy(f"{head}\n\nВстреч пока нет. Назначьте первую или отметьте прошедшую.")
    summary = f"Впереди {ahead}, состоялось {held}."
    if waiting:
        summary += f" Ждут отметки: {b(str(waiting))}."
    numbered = [indexed(number, line) for number, line in enumerate(lines, first)]
    return tidy(fit([head, summary, "", *numbered]))


def log_of(day: date, today: date) -> str:
    """The caption of what waits to be logged."""
    return f"⚠️ Отметить: встреча {dates.plain(day, today)}"


def _keeper(names_: Sequence[str]) -> str:
    return f"в Вашей школе {esc(names(names_))}" if names_ else "куратор школы"


def of_pair(
    who: str, lines: Sequence[str], first: int, *, held: int, confirmed: int, undated: int = 0
) -> str:
    """A pair's meetings; claimed and confirmed are counted apart, and so are those of which only
    the number is known."""
    head = [f"📅 {b(MEETINGS)}", esc(clip(who, 200))]
    earlier = [f"До бота, по записям школы: {b(str(undated))}, без дат."] if undated else []
    if not lines:
        return tidy(fit([*head, "", *(earlier or ["Встреч пока нет."])]))
    counts = f"Состоялось: {b(str(held))}, из них подтверждено: {b(str(confirmed))}."
    numbered = [indexed(number, line) for number, line in enumerate(lines, first)]
    return tidy(fit([*head, "", counts, *earlier, "", *numbered]))


def board(
    lines: Sequence[str], first: int, *, pairs: int, met: int, held: int, confirmed: int,
    edit: bool,
) -> str:  # fmt: skip
    """Meetings of all pairs of a school. `edit`: who reads may enter pairs."""
    head = f"📅 {b(BOARD)}"
    if not pairs:
        more = " Внесите первую, это четыре нажатия: после этого пара отмечает встречи сама."
        return tidy(f"{head}\n\nРаботающих пар пока нет.{more if edit else ''}")
    rows = [
        head,
        f"Встречались: {b(f'{met} из {pairs}')} {plural(pairs, 'пары', 'пар', 'пар')}. "
        f"Состоялось встреч: {held}, из них подтверждено: {confirmed}.",
        "",
        *(indexed(number, line) for number, line in enumerate(lines, first)),
    ]
    return tidy(fit(rows))


def board_line(
    who: str, *, held: int, confirmed: int, waiting: int, last: date | None,
    coming: date | None, today: date,
) -> str:  # fmt: skip
    """How one pair meets."""
    found = [f"встреч {held}, подтверждено {confirmed}" if held else "встреч ещё не было"]
    if last:
        found.append(f"последняя {dates.plain(last, today)}")
    if waiting:
        found.append(f"ждут отметки: {waiting}")
    if coming:
        found.append(f"следующая {dates.plain(coming, today)}")
    mark = "⚠️ " if waiting else ""
    return f"{mark}{esc(clip(who, 100))}: {', '.join(found)}"
