"""Programmes of mentoring in words: how one begins, what is read, refusals."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.programmes import HeadField, Stage
from domain.progress import Progress
from texts.html import b, clip, esc, fit
from texts.item_lines import indexed
from texts.plural import counted, plural
from texts.programme_names import PARTS, ROWS, STAGES, mark
from texts.typography import tidy

PROGRAMME = "📋 Программа"
BEGIN = "📋 Составить программу"
OPEN = "Открыть программу"
EMPTY = "С чистого листа"
FROM_FILE = "Есть в Word: пришлю файл"
FROM_PREVIOUS = "Продолжить прежнюю"
TAKE = "Взять этот образец"
DELETE_YES = "Да, удалить"
DELETE_NO = "Оставить"

PAGE = 3000

REFUSALS = {
    "programme_there": "У этой пары уже есть программа. Вторая не появилась. Откройте первую.",
    "programme_runs": "Программа уже работает, удалить её нельзя. Её можно менять по строкам.",
    "programme_closed": "Эта программа закончена вместе с парой. Ничего не изменилось. Файлы "
    "по-прежнему можно получить.",
    "programme_long": "Это длиннее {limit} знаков. Ничего не изменилось. Напишите короче.",
    "programme_no_goal": "Сначала нужна цель: без неё не с чем соглашаться. Откройте «Цель и "
    "задачи», её можно выбрать одним нажатием.",
    "programme_no_lines": "В программе пока нет ни одной строки. Добавьте хотя бы одну.",
    "programme_changed": "Текст программы с тех пор изменился. Ничего не отмечено. Откройте "
    "программу и посмотрите, что в ней теперь.",
    "programme_not_changed": "Цель и сроки такие же, как в согласованной программе. Отправлять "
    "нечего.",
    "programme_barred": "В этой паре нет согласия на участие, поэтому программа пока не может "
    "начать работу. Ничего не изменилось. Черновик можно писать дальше, а согласие вносит "
    "куратор.",
    "programme_file": "Сейчас нужен файл с программой: Word или Excel. Ничего не изменилось. "
    "Пришлите его или нажмите «Назад».",
}


def pair_caption(stage: Stage | None, progress: Progress | None) -> str:
    """The button on the card of a pair: how far its programme is."""
    if stage is None or progress is None:
        return BEGIN
    if stage in (Stage.WRITING, Stage.PUT):
        return f"{PROGRAMME}: {STAGES[stage]}"
    return f"{PROGRAMME}: {progress.done} из {progress.total}"


def begin(pair: str, offered: Sequence[tuple[str, str, int, str]]) -> str:
    """`offered`: name, about, lines and the school of each on the page."""
    lines = [f"{b(PROGRAMME)} · {esc(clip(pair, 120))}", ""]
    for name, about, rows, school in offered:
        more = about or f"Банк программ: {clip(school, 60)}"
        lines.append(f"{b(clip(name, 100))}: {counted(rows, *ROWS)}. {esc(clip(more, 120))}.")
    lines += [
        "",
        "С чего начать? В образцах сроки уже разложены по датам пары, всё можно изменить. "
        "Пока программу не согласуют обе стороны, никто ничего не получит.",
    ]
    return fit([tidy(line) for line in lines])


def begin_caption(name: str) -> str:
    return clip(name, 60)


def look(name: str, about: str, goal: str, rows: Sequence[tuple[str, str]], first: int,
         total: int) -> str:  # fmt: skip
    """A page of a template with its terms for this pair: title and term of each line."""
    lines = [f"📋 Образец · {esc(clip(name, 150))}"]
    if about:
        lines.append(f"{esc(clip(about, 200))}.")
    if goal:
        lines += ["", f"Цель: {esc(clip(goal, 300))}"]
    lines += ["", f"{counted(total, *ROWS)}:"]
    for number, (text, said) in enumerate(rows, first):
        tail = f" · {esc(clip(said, 80))}" if said else ""
        lines.append(indexed(number, f"{esc(clip(text, 160))}{tail}"))
    return fit([tidy(line) for line in lines])


def ask_file() -> str:
    return tidy(
        "📎 Пришлите файл программы: Word или Excel, где план — таблица.\n\nЦель, задачи и "
        "трудности возьму из текста над таблицей, остальное — из её строк. До согласования "
        "никто ничего не получит."
    )


def read_file(rows: int, parts: Sequence[HeadField], done: int) -> str:
    """What was found in a file."""
    found = ", ".join(PARTS[part].lower() for part in parts) or "ничего, заполните сами"
    lines = [
        f"📋 Программа прочитана: {b(counted(rows, *ROWS))}",
        f"Из текста над таблицей: {found}.",
    ]
    if done:
        word = plural(done, "строки", "строк", "строк")
        lines.append(f"У {done} {word} записан результат: они станут выполненными.")
    return tidy("\n".join(lines))


@dataclass(frozen=True, slots=True)
class Read:
    """A line in the text of a programme. `mark`: as it is kept."""

    number: str
    section: str
    title: str
    result: str
    term: str
    actual: str
    mark: str


def whole(
    pair: str, span: str, head: Sequence[tuple[HeadField, str]], rows: Sequence[Read]
) -> str:
    """The whole text, plain; it is paged."""
    lines = ["Программа пары", pair, span, ""]
    for part, text in head:
        if text:
            lines += [f"{PARTS[part]}", text, ""]
    section = ""
    for row in rows:
        if row.section != section:
            section = row.section
            lines += [section.upper(), ""] if section else []
        lines.append(f"{row.number}. {row.title}" if row.number else row.title)
        lines += [
            f"{name}: {value}"
            for name, value in (
                ("Срок", row.term), ("План", row.result), ("Получилось", row.actual),
                ("Оценка", mark(row.mark)),
            )
            if value
        ]  # fmt: skip
        lines.append("")
    return "\n".join(lines).strip()


def ask_delete() -> str:
    return "Удалить черновик программы? Строки и текст пропадут, вернуть их нельзя. Сама пара " \
        "останется."  # fmt: skip


def deleted() -> str:
    return "Черновик удалён"


def pages(text: str) -> list[str]:
    """A long text in pages of whole paragraphs."""
    found = [""]
    for whole_part in text.split("\n\n"):
        part = clip(whole_part, PAGE // 2)
        if found[-1] and len(found[-1]) + len(part) > PAGE // 2:
            found.append("")
        found[-1] = f"{found[-1]}\n\n{part}" if found[-1] else part
    return found


def page(text: str) -> str:
    return f"📋 {b('Целиком')}\n\n{esc(text) or '…'}"
