"""Programmes of pairs: the card, how one is begun, its head and lines, agreement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.programmes import HeadField, Mark, Stage
from domain.progress import Progress
from texts import dates
from texts.html import b, clip, esc, fit
from texts.plural import counted, plural
from texts.roadmap import Line, indexed, when
from texts.typography import stop, tidy

PROGRAMME = "📋 Программа"
BEGIN = "📋 Составить программу"
OPEN = "Открыть программу"
EMPTY = "С чистого листа"
FROM_FILE = "Есть в Word: пришлю файл"
FROM_PREVIOUS = "Продолжить прежнюю"
TAKE = "Взять этот образец"
WRITE_HEAD = "Цель и задачи"
LINES = "План по строкам"
ADD = "Добавить строку"
READ = "Читать целиком"
PUT = "Отправить на согласование"
PUT_CHANGES = "Согласовать изменения"
AGREE = "✅ Согласовать"
REMARK = "Есть замечания"
CONFIRM = "Утвердить и запустить"
PAPERS = "Подписано на бумаге"
DOCX = "Программа в Word"
XLSX = "Программа в Excel"
KEEP = "Сохранить в банк программ"
BANK = "Банк программ"
CHANGES = "Что менялось"
DELETE = "Удалить черновик"
DELETE_YES = "Да, удалить"
DELETE_NO = "Оставить"
UNDO_SHIFT = "Вернуть прежние сроки"
ACTUAL = "Что получилось"
RESULT = "Результат и оценка"
AS_PLANNED = "Как и планировали"
UNDO = "Отменить"
ADDED = "Строка добавлена."
READY = "Готово"
ALL_FORMS = "Все формы"
RENAME = "Переименовать"
REMOVE = "Убрать из банка"
REMOVE_YES = "Да, убрать"
WITHOUT = "Пары без программы"

ROWS = ("строка", "строки", "строк")
LINES_GEN = ("строки", "строк", "строк")
DAYS = ("день", "дня", "дней")
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

PARTS: Final = {
    HeadField.DIFFICULTIES: "Трудности и запрос",
    HeadField.GOAL: "Цель",
    HeadField.TASKS: "Задачи",
    HeadField.EXPECTED: "Ожидаемые результаты",
}
MARKS: Final = {
    Mark.EXCELLENT: "Отлично",
    Mark.GOOD: "Хорошо",
    Mark.PARTLY: "Частично",
    Mark.NOT_YET: "Пока нет",
}
_STAGES: Final = {
    Stage.WRITING: "черновик",
    Stage.PUT: "на согласовании",
    Stage.RUNNING: "работает",
    Stage.CLOSED: "закончена",
}


@dataclass(frozen=True, slots=True)
class Said:
    """What one of the pair says to the text; `name` as chats show it."""

    name: str
    agreed: bool | None
    words: str
    on: date | None
    paper: str  # which one and who entered it, HTML; empty: in the chat


@dataclass(frozen=True, slots=True)
class Card:
    """Everything the card of a programme says."""

    pair: str
    stage: Stage
    starts: date | None
    ends: date | None
    goal: str
    lines: int
    progress: Progress
    next: Line | None
    answers: Sequence[Said]
    confirmed: tuple[str, date] | None
    changed: bool
    shift: tuple[int, int] | None
    empty: Sequence[HeadField]
    today: date


def title(pair_id: int) -> str:
    """What the programme of a pair is called beside other roadmaps; it names nobody."""
    return f"Программа наставничества, пара № {pair_id}"


def term(first: date | None, last: date | None) -> str:
    """A term of the plan as papers write it: «с 15 сентября по 10 октября 2026 года»."""
    if last is None:
        return ""
    until = f"{last.day} {dates.month_genitive(last.month)} {last.year} года"
    if first is None or first == last:
        return f"до {until}"
    since = "со" if first.day == 2 else "с"
    start = f"{first.day} {dates.month_genitive(first.month)}"
    if first.year != last.year:
        start += f" {first.year} года"
    return f"{since} {start} по {until}"


def term_now(written: str, moved: tuple[date | None, date | None] | None) -> str:
    """The words of the document, or the days where they are others by now."""
    return term(*moved) if moved is not None else written


def pair_caption(stage: Stage | None, progress: Progress | None) -> str:
    """The button on the card of a pair: how far its programme is."""
    if stage is None or progress is None:
        return BEGIN
    if stage in (Stage.WRITING, Stage.PUT):
        return f"{PROGRAMME}: {_STAGES[stage]}"
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


def card(told: Card) -> str:
    """A programme: whose, how far it is, what comes next, who has agreed."""
    span = dates.span(told.starts, told.ends, told.today)
    lines = [
        f"📋 {b('Программа пары')} · {_STAGES[told.stage]}",
        esc(clip(told.pair, 200)) + (f" · {span}" if span else ""),
        "",
        f"Цель: {esc(clip(' '.join(told.goal.split()), 300)) if told.goal else 'не записана'}",
    ]
    lines += _plan(told)
    lines += [_said(answer, told.today) for answer in told.answers]
    if told.confirmed is not None:
        name, on = told.confirmed
        by = f" ({esc(clip(name, 80))})" if name else ""
        lines.append(f"✅ Утверждено без общего согласования{by}, {dates.plain(on, told.today)}")
    if told.changed:
        lines.append("⚠️ Цель или сроки менялись после согласования.")
    if told.shift is not None:
        count, days = told.shift
        moved = plural(count, "сдвинут срок", "сдвинуты сроки", "сдвинуты сроки")
        lines.append(
            f"⏸ После паузы {moved} {counted(count, *LINES_GEN)} на {counted(days, *DAYS)}."
        )
    if told.empty and told.stage is Stage.WRITING:
        names = ", ".join(f"«{PARTS[part].lower()}»" for part in told.empty)
        lines += ["", f"Ещё не написано: {names}."]
    return fit([tidy(line) for line in lines])


def _plan(told: Card) -> list[str]:
    if told.stage in (Stage.WRITING, Stage.PUT):
        return [f"В плане {b(counted(told.lines, *ROWS))}."]
    done = f"Сделано {b(f'{told.progress.done} из {told.progress.total}')}"
    late = told.progress.overdue
    said = [f"{done}, просрочено: {late}." if late else f"{done}."]
    if told.next is not None:
        term_ = when(told.next, told.today)
        said.append(
            f"Ближайшее: {esc(clip(told.next.label, 150))}{f' · {term_}' if term_ else ''}"
        )
    return said


def _said(answer: Said, today: date) -> str:
    name = esc(clip(answer.name, 80))
    if answer.agreed is None:
        return f"🕒 {name}: ещё нет ответа"
    on = f", {dates.plain(answer.on, today)}" if answer.on and not answer.paper else ""
    on = f", {answer.paper}" if answer.paper else on
    if answer.agreed:
        return f"✅ {name}: согласие есть{on}"
    words = f": «{esc(clip(' '.join(answer.words.split()), 300))}»" if answer.words else ""
    return f"⚠️ {name}: есть замечания{on}{words}"


def head_menu(parts: Sequence[tuple[HeadField, str]]) -> str:
    """The explanatory note: what each part says now."""
    lines = [f"📋 {b('Пояснительная часть')}", ""]
    for part, text in parts:
        said = esc(clip(" ".join(text.split()), 250)) if text else "не написано"
        lines.append(f"{b(PARTS[part])}: {said}")
    lines += ["", "Что написать или изменить?"]
    return fit([tidy(line) for line in lines])


SEEN_BY = (
    "Это увидят обе стороны пары, куратор и директор, и оно попадёт в файл программы. В отчёты "
    "не попадёт."
)


def ask_part(part: HeadField, text: str) -> str:
    """Words are typed; what is often written is taken by a tap."""
    lines = [f"📋 {b(PARTS[part])}", ""]
    lines += [esc(clip(text, 1200)), ""] if text else []
    if part is HeadField.DIFFICULTIES:
        lines.append(SEEN_BY)
    lines.append("Нажмите готовое, можно несколько, или напишите своими словами.")
    return fit([tidy(line) for line in lines])


def preset(text: str, *, taken: bool) -> str:
    return f"✅ {text}" if taken else text


def line_list(
    lines: Sequence[tuple[Line, str | None]], first: int, total: int, today: date
) -> str:
    """The plan, a page; beside a line the words of its term where nothing runs yet."""
    said = [f"📋 {b('План программы')} · {counted(total, *ROWS)}", ""]
    for number, (line, written) in enumerate(lines, first):
        term_ = esc(clip(written or "без срока", 80)) if written is not None else when(line, today)
        tail = f" · {term_}" if term_ else ""
        said.append(indexed(number, f"{esc(clip(line.label, 160))}{tail}"))
    if not total:
        said.append("Пока ни одной строки.")
    return fit([tidy(line) for line in said])


def ask_line() -> str:
    return tidy(
        "📋 Новая строка плана\n\nНапишите, что нужно сделать. Со второй строки можно добавить "
        "срок, например: до 20 декабря. Без срока тоже можно."
    )


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


def mark(value: str) -> str:
    """A mark in words: one of ours, or whatever a document said."""
    return MARKS[Mark(value)] if value in list(Mark) else value


def put(waiting: Sequence[str], *, interim: bool) -> str:
    """The receipt of sending it to be agreed to."""
    if not waiting:
        return "✅ Программа согласована."
    people = ", ".join(clip(name, 60) for name in waiting[:5])
    start = "Изменения отправлены" if interim else "Программа отправлена"
    until = "" if interim else " Как только ответят все, она начнёт работать."
    head = f"✅ {start} на согласование: {stop(esc(people))}"
    return tidy(f"{head} Вопрос придёт в общем сообщении дня.{until}")


def started(lines: int) -> str:
    said = counted(lines, *ROWS)
    return tidy(f"✅ Программа работает: {b(said)}. О сроках напомню в общем сообщении дня.")


def agreed(*, runs: bool, waiting: int, interim: bool) -> str:
    if runs:
        return "✅ Программа согласована всеми и начала работать."
    if waiting:
        left = counted(waiting, "ответ", "ответа", "ответов")
        return f"✅ Ваше согласие записано. Осталось: {left}."
    return "✅ Изменения согласованы." if interim else "✅ Ваше согласие записано."


def ask_remark() -> str:
    return "Что в программе стоит изменить? Напишите своими словами, это прочтут наставник и " \
        "куратор."  # fmt: skip


def remarked() -> str:
    return "✅ Замечания записаны и переданы. Когда программу изменят, придёт новый вопрос."


def ask_paper() -> str:
    return "📎 Чья подпись есть на бумажной программе? Запишу сегодняшним днём, как «на бумаге»."


def ask_delete() -> str:
    return "Удалить черновик программы? Строки и текст пропадут, вернуть их нельзя. Сама пара " \
        "останется."  # fmt: skip


def deleted() -> str:
    return "Черновик удалён"


def unshifted(back: int, kept: int) -> str:
    said = f"Вернулись прежние сроки: {counted(back, *ROWS)}"
    return f"{said}. Изменены позже и остались: {kept}" if kept else said


def ask_actual(label: str, planned: str, actual: str) -> str:
    lines = [f"📋 {esc(clip(label, 200))}", ""]
    if planned:
        lines.append(f"Планировали: {esc(clip(planned, 300))}")
    if actual:
        lines.append(f"Записано: {esc(clip(actual, 300))}")
    lines += ["", "Что получилось? Напишите коротко или нажмите кнопку. Можно и пропустить."]
    return fit([tidy(line) for line in lines])


def actual_saved(actual: str) -> str:
    return f"✅ Записано: {esc(clip(actual, 300))}"


def marked(value: Mark) -> str:
    return f"Оценка: {MARKS[value].lower()}"


def card_lines(actual: str, mark_: str) -> list[str]:
    """Lines that a programme brings to the card of an item, as HTML."""
    lines = []
    if actual:
        lines.append(f"Получилось: {esc(clip(actual, 300))}")
    if mark_:
        lines.append(f"Оценка наставника: {esc(mark(mark_).lower())}")
    return lines


def kept(name: str, lines: int, form: str, *, again: bool) -> str:
    start = "Такая программа уже есть в банке" if again else "✅ Сохранено в банк программ"
    return tidy(
        f"{start}: {b(clip(name, 150))}, {counted(lines, *ROWS)}, {esc(form)}. Имён и дат в ней "
        "нет: сроки стали долями срока пары."
    )


def bank(lines: Sequence[tuple[str, str, int, str]], total: int, form: str) -> str:
    """`lines`: name, form, lines and school of each on the page; `form`: which are shown."""
    head = f"📋 {b(BANK)}" + (f" · {esc(form)}" if form else "")
    if not total:
        return tidy(
            f"{head}\n\nПока пусто. Откройте хорошую программу пары и нажмите «{KEEP}»: она "
            "останется здесь без имён и дат."
        )
    said = [head, ""]
    for name, which, rows, school in lines:
        said.append(f"{b(clip(name, 100))}: {esc(which)}, {counted(rows, *ROWS)}. "
                    f"{esc(clip(school, 60))}")  # fmt: skip
    return fit([tidy(line) for line in said])


def bank_card(name: str, form: str, lines: Sequence[str], total: int) -> str:
    said = [f"📋 {b(BANK)} · {esc(form)}", b(clip(name, 200)), counted(total, *ROWS), ""]
    said += [indexed(number, esc(clip(line, 160))) for number, line in enumerate(lines, 1)]
    said += ["", "Чтобы начать с неё, откройте пару без программы."]
    return fit([tidy(line) for line in said])


def ask_name(name: str) -> str:
    return tidy(f"Сейчас: {b(clip(name, 200))}\n\nКак назвать эту программу в банке?")


def ask_remove(name: str) -> str:
    head = f"Убрать из банка: {b(clip(name, 200))}?"
    return tidy(f"{head} Программы пар, которые по ней составлены, останутся.")


def removed() -> str:
    return "Убрано из банка"


def changes(pair: str, lines: Sequence[str]) -> str:
    head = [f"🕒 {b('Что менялось в программе')}", esc(clip(pair, 200)), ""]
    return fit([tidy(line) for line in [*head, *(lines or ["Пока ничего не менялось."])]])


def change(item: str, said: str) -> str:
    """A line of the history: which line of the plan, and what happened; HTML."""
    return f"{esc(clip(said, 200))} · {esc(clip(item, 80))}" if item else esc(clip(said, 200))


def head_changed(part: HeadField, on: date, by: str, today: date) -> str:
    """Plain."""
    start = ", ".join(filter(None, (dates.plain(on, today), clip(by, 80))))
    return f"{start}: изменено «{PARTS[part].lower()}»"


STEPS: Final = {
    "programme_put": "отправлено на согласование",
    "programme_confirmed": "утверждено и запущено",
}


def step_taken(action: str, on: date, by: str, today: date) -> str:
    """Plain: it was put to both, it was confirmed."""
    start = ", ".join(filter(None, (dates.plain(on, today), clip(by, 80))))
    return f"{start}: {STEPS[action]}"


def without(total: int) -> str:
    if not total:
        return "✅ У всех пар есть программа. Пункт можно отметить."
    return tidy(f"👥 {b(WITHOUT)}: {total}\n\nОткройте пару и составьте программу: в образце всё "
                "уже разложено по датам.")  # fmt: skip


def asked(pair: str, *, interim: bool) -> tuple[str, str]:
    """A matter of a bundle and its question."""
    if interim:
        return f"В программе изменились цель или сроки: {pair}", "Согласны с изменениями?"
    return f"Программа пары готова: {pair}", "Согласны с ней?"


def has_remarks(by: str, words: str) -> tuple[str, str]:
    said = f": «{clip(' '.join(words.split()), 200)}»" if words else ""
    return f"{by} предлагает изменить программу пары", f"Замечания{said}"


def moved(pair: str, lines: int, days: int) -> tuple[str, str]:
    return (
        f"После паузы сроки программы сдвинуты на {counted(days, *DAYS)}: {pair}",
        f"{counted(lines, *ROWS)}. Вернуть прежние сроки можно в течение суток.",
    )


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
