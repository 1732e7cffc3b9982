"""The card of an item, and what is said when something is done with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.deadlines import Kind, Rule, Slot, Span
from domain.search import key_of
from domain.shown import Shown
from texts import dates
from texts.correction import PART_WORDS
from texts.deadlines import repeats
from texts.html import b, clip, esc, fit
from texts.item_edit import EDIT_REFUSALS
from texts.plural import counted, plural
from texts.programmes import mark as mark_words
from texts.roadmap import MARKS, STATES, Line, indexed, when, who
from texts.typography import tidy

DONE = "✅ Отметить"
DONE_MINE = "✅ Отметить свою часть"
DONE_FOR_GOOD = "✅ Отметить выполненным"
START = "Начать"
ATTACH = "📎 Прикрепить"
ATTACH_MORE = "📎 Прикрепить подтверждение"
REOPEN = "Вернуть в работу"
UNDO = "Отменить"
UNDO_LAST = "Отменить последнее"
MOVE = "Перенести"
REASSIGN = "Передать"
COMMENT = "Комментарий"
HISTORY = "История"
CHANGE = "Изменить пункт"
READ = "Читать целиком"
NEXT = "Следующее дело"
OPEN = "Открыть пункт"
OPEN_ROADMAP = "К дорожной карте"
REMOVE_PROOF = "Убрать подтверждение"
OPEN_LINK = "Открыть ссылку"
ENOUGH = "Готово, это всё"

PARTS = ("пункт", "пункта", "пунктов")
PEOPLE = ("человек", "человека", "человек")
TIMES = ("срок", "срока", "сроков")
PAGE = 3000

REFUSALS = {
    "has_steps": "Этот пункт разбит на шаги: отметьте шаги, и он закроется сам.",
    "has_shares": "Этот пункт каждый отмечает за себя. Откройте «Кто ответил» и выберите, кто.",
    "not_needed": "Пункт отмечен как «не требуется». Чтобы работать с ним, верните его в работу.",
    "not_todo": "Этот пункт уже начат. Ничего не изменилось.",
    "not_done": "Этот пункт и так в работе. Ничего не изменилось.",
    "nothing_said": "В сообщении нет текста. Ничего не изменилось. Напишите словами.",
    "undone_already": "Это уже отменено.",
    "undo_late": "Отменить можно в течение суток. Ничего не изменилось. Откройте пункт и "
    "поправьте его там.",
    "undo_changed": "С тех пор этот пункт меняли ещё раз, поэтому отмена не сработала. Ничего "
    "не изменилось. Откройте пункт, там всё свежее.",
    "not_proof": "Это сообщение не получилось прикрепить. Ничего не изменилось. Пришлите фото, "
    "файл, ссылку или номер документа.",
    "not_proof_more": "Сейчас нужно подтверждение, а это просто слова. Ничего не изменилось. "
    "Пришлите фото, файл, ссылку или номер документа, например «№ 15 от 16.12.2026».",
    "file_lost": "Файл подтверждения не нашёлся в хранилище. Запись о нём на месте. Попросите "
    "администратора восстановить файлы из копии.",
    **EDIT_REFUSALS,
}

_RULES = {
    Rule.YEARLY: "каждый год",
    Rule.QUARTERLY: "каждый квартал",
    Rule.MONTHLY: "каждый месяц",
    Rule.WEEKLY: "каждую неделю",
    Rule.DAILY: "каждый день",
}


@dataclass(frozen=True, slots=True)
class Card:
    """Everything the card shows, names as the chat calls them."""

    number: str | None
    title: str
    place: str
    above: str
    shown: Shown
    done_on: date | None
    done_by: str
    written: str | None
    kind: Kind
    spans: Sequence[Span]
    rule: Rule | None
    slots: Sequence[Slot]
    due: date | None
    check: date | None
    left: int
    owners: Sequence[str]
    schools: int  # others that answer for it, whose people are not named
    each: bool
    responsible: Sequence[str]
    result: str | None
    content: str | None
    shared: tuple[int, int] | None
    missing: Sequence[str]
    unnamed: int  # further ones of whom there is no mark yet
    steps: tuple[int, int] | None
    evidence: Sequence[str]
    fact: str
    kin: Sequence[str]  # the plan, equal lines, last year: as HTML
    note: str
    history: Sequence[str]
    closed: bool
    today: date


def headline(number: str | None, title: str, limit: int = 300) -> str:
    """«📋 3.2. Название», as HTML."""
    return f"📋 {b(clip(f'{number}. {title}' if number else title, limit))}"


def card(view: Card) -> str:
    """Matter first: state, term, people; then what the document says; history last."""
    lines = [headline(view.number, view.title)]
    if view.place or view.above:
        lines.append(esc(clip(view.above or view.place, 160)))
    lines += ["", _state(view), *_term(view), *_people(view), *_work(view)]
    if view.note:
        lines.append(f"Примечание: {esc(clip(' '.join(view.note.split()), 300))}")
    if view.closed:
        lines.append("⏸ Карта завершена, её можно только смотреть")
    if view.history:
        lines += ["", *(esc(clip(line, 200)) for line in view.history)]
    return fit([tidy(line) for line in lines])


def is_long(title: str, content: str | None, responsible: Sequence[str], note: str) -> bool:
    """Whether the card leaves something out that is worth a screen of its own."""
    texts = [(title, 300), (content or "", 300), (", ".join(responsible), 200), (note, 300)]
    return any(len(text) > limit for text, limit in texts)


def _state(view: Card) -> str:
    mark = f"{MARKS[view.shown]} " if MARKS[view.shown] else ""
    said = f"{mark}{STATES[view.shown].capitalize()}"
    if view.shown is Shown.DONE and view.done_on is not None:
        said += f" {dates.plain(view.done_on, view.today)}"
        if view.done_by:
            said += f", {esc(clip(view.done_by, 80))}"
    return b(said) if view.shown is Shown.OVERDUE else said


def _term(view: Card) -> list[str]:
    lines = []
    if view.due is not None and view.shown not in {Shown.DONE, Shown.NA}:
        lines.append(f"Срок: {b(dates.term(view.due, view.today))}")
    understood = meaning(view.kind, view.spans, view.rule, view.today, view.slots)
    if view.written:
        lines.append(f"В документе: «{esc(clip(view.written, 200))}»")
        if understood and key_of(understood) != key_of(view.written):
            lines.append(f"Понято так: {esc(understood)}")
    elif understood:
        lines.append(f"Срок по карте: {esc(understood)}")
    else:
        lines.append("Срока в документе нет")
    if view.check is not None:
        lines.append(f"Следующая проверка: {dates.day(view.check, view.today)}")
    if view.left > 1:
        lines.append(f"Впереди ещё {counted(view.left, *TIMES)}")
    return lines


def meaning(
    kind: Kind, spans: Sequence[Span], rule: Rule | None, today: date, slots: Sequence[Slot] = ()
) -> str:
    """A term as understood; empty without one. Plain text."""
    if kind is Kind.CONTINUOUS:
        return "постоянно, проверяем раз в квартал"
    if kind is Kind.ON_CONDITION:
        return "когда наступит условие, спрашиваем раз в квартал"
    if kind is Kind.NONE:
        return ""
    said = [repeats(_RULES[rule], slots)] if rule is not None else []
    said += [dates.span(start, end, today) for start, end in spans[:4]]
    return ", ".join(said) + (f" и ещё {len(spans) - 4}" if len(spans) > 4 else "")


def _people(view: Card) -> list[str]:
    names = _and_schools(who(view.owners, 6), view.schools)
    names = names or "куратор: никто другой не назначен"
    how = ", каждый за себя" if view.each else ""
    verb = "Отвечают" if len(view.owners) + view.schools > 1 else "Отвечает"
    lines = [f"{verb}{how}: {esc(names)}"]
    verbatim = ", ".join(view.responsible)
    if verbatim:
        lines.append(f"Ответственные в документе: «{esc(clip(verbatim, 200))}»")
    if view.shared is not None:
        done, expected = view.shared
        lines.append(f"Отметили {b(f'{done} из {expected}')}")
        missing = (who(view.missing, 5), str(view.unnamed or ""))
        if any(missing):
            lines.append(f"Ещё нет отметки: {esc(' и ещё '.join(filter(None, missing)))}")
    return lines


def _and_schools(names: str, schools: int) -> str:
    """«Громова О. И. и ещё 12 школ»: only names of the own school are said."""
    if not schools:
        return names
    said = counted(schools, "школа", "школы", "школ")
    return f"{names} и ещё {said}" if names else said


def _work(view: Card) -> list[str]:
    lines = []
    if view.steps is not None:
        lines.append(f"Шаги: выполнено {b(f'{view.steps[0]} из {view.steps[1]}')}")
    if view.content:
        lines.append(f"Содержание: {esc(clip(' '.join(view.content.split()), 300))}")
    if view.result:
        lines.append(f"Ожидается: {esc(clip(' '.join(view.result.split()), 200))}")
    if view.fact:
        lines.append(view.fact)
    lines += view.kin
    if view.evidence:
        lines.append(f"📎 Подтверждения: {esc(who(view.evidence, 4))}")
    return lines


def proof_name(kind: str, title: str, day: date | None) -> str:
    """«Приказ № 15 от 12.10.2026», «фото», a file's name. Plain text."""
    words = {
        "photo.jpg": "фото",
        "voice.ogg": "голосовое сообщение",
        "video.mp4": "видео",
        "audio.mp3": "аудио",
    }
    named = words.get(title, title) if kind in {"photo", "file"} else title
    return f"{clip(named, 80)} от {day:%d.%m.%Y}" if day else clip(named, 80)


# --- parts, history, evidence, long texts -------------------------------------------------------


def steps_caption(done: int, total: int) -> str:
    return f"Шаги ({done} из {total})"


def evidence_caption(count: int) -> str:
    return f"Подтверждения ({count})"


def parts(head: str, lines: Sequence[Line], first: int, total: int, today: date) -> str:
    """A page of an item's steps."""
    said = [f"📋 {esc(clip(head, 160))}", b("Шаги"), ""]
    for number, line in enumerate(lines, first):
        mark = f"{MARKS[line.shown]} " if MARKS[line.shown] else ""
        shown = f"{mark}{esc(clip(line.label, 200))} · {esc(when(line, today))}"
        said.append(indexed(number, shown))
    return fit([*said, "", _pick(total)])


def _pick(total: int) -> str:
    return "Какой открыть?" if total else "Пока ничего нет."


def history(head: str, lines: Sequence[str]) -> str:
    said = [esc(clip(line, 300)) for line in lines] or ["Пока ничего не происходило."]
    return fit([f"📋 {esc(clip(head, 160))}", b("История"), "", *said])


def event(
    action: str, on: date, by: str, told: Mapping[str, Any], *, undone: bool, today: date
) -> str:
    """«15 октября, Иванова О. С.: срок перенесён на 20 мая (ждём документы)». Plain text."""
    words = _EVENTS.get(action, "изменение")
    detail = _detail(action, told, today)
    start = ", ".join(part for part in (dates.plain(on, today), clip(by, 80)) if part)
    taken_back = " — отменено" if undone else ""
    return tidy(f"{start}: {words}{detail}{taken_back}")


_EVENTS = {
    "done": "отмечено выполненным",
    "started": "начато",
    "reopened": "возвращено в работу",
    "commented": "комментарий",
    "remarked": "примечание",
    "dated": "дата факта",
    "evidence": "прикреплено",
    "evidence_removed": "подтверждение убрано",
    "moved": "срок перенесён",
    "reassigned": "назначены другие ответственные",
    "na": "не требуется",
    "edited": "текст изменён",
    "corrected": "исправлено по новому документу",
    "added": "пункт добавлен",
    "split": "добавлены шаги",
    "removed": "пункт удалён",
    "undone": "отмена действия",
    "refused": "«не моё»",
    "nudged": "отправлено напоминание",
    "kind": "вид работы изменён",
    "unchanged": "за квартал без изменений",
    "not_yet": "пока не наступило",
    "happened": "наступило, срок поставлен",
    "launched": "карта запущена",
    "linked": "связано с такой же строкой",
    "unlinked": "больше не связано с такой же строкой",
    "plan_attached": "присоединён отдельный план",
    "plan_detached": "отдельный план отсоединён",
    "joined": "добавлен ответственный: появился новый человек с этой ролью",
    "left": "ответственный выбыл",
    "actual": "записано, что получилось",
    "marked": "оценка наставника",
    "paused": "срок сдвинут на время паузы пары",
}


_REASONS = {"xlsx": "правка в таблице"}


def _detail(action: str, told: Mapping[str, Any], today: date) -> str:
    why = str(told.get("reason", ""))
    why = _REASONS.get(why, why)
    if action == "moved":
        day = told.get("day")
        where = f" на {dates.plain(date.fromisoformat(day), today)}" if day else ""
        phrase = f": «{clip(str(told['phrase']), 80)}»" if told.get("phrase") else ""
        return f"{where}{phrase} ({clip(why, 120)})"
    if action == "marked":
        return f": {mark_words(str(told.get('mark', ''))).lower()}"
    if action == "nudged":
        return f" ({counted(told['count'], *PEOPLE)})"
    if action == "dated":
        return f": {dates.plain(date.fromisoformat(told['day']), today)}"
    if action == "corrected":
        parts = [PART_WORDS[part] for part in told.get("parts", "") if part in PART_WORDS]
        return f": {', '.join(parts)}" if parts else ""
    said = told.get("text") or why or told.get("title")
    return f": {clip(' '.join(str(said).split()), 150)}" if said else ""


def evidence_list(head: str, lines: Sequence[str], first: int, total: int) -> str:
    said = [indexed(n, esc(clip(line, 200))) for n, line in enumerate(lines, first)]
    return fit([f"📎 {esc(clip(head, 160))}", b("Подтверждения"), "", *said, "", _pick(total)])


def proof(head: str, name: str) -> str:
    """A proof that has no file: a paper's number, a link."""
    return f"📎 {esc(clip(head, 160))}\n\n{esc(clip(name, 300))}"


def full(number: str | None, title: str, more: Sequence[tuple[str, str]]) -> str:
    """The long texts of an item in one, plain."""
    said = [f"{number}. {title}" if number else title]
    said += [f"{name}: {text}" for name, text in more if text]
    return "\n\n".join(said)


FULL_NAMES = ("Содержание", "Ожидается", "Срок в документе", "Ответственные в документе",
              "Примечание")  # fmt: skip


def page_of(text: str, page: int) -> tuple[str, int]:
    """One page of a long text as HTML, and how many pages there are."""
    pages = [text[at : at + PAGE // 2] for at in range(0, len(text), PAGE // 2)] or [""]
    at = min(max(page, 0), len(pages) - 1)
    return f"📋 {b('Целиком')}\n\n{esc(clip(pages[at], PAGE)) or '…'}", len(pages)


def stop(sentence: str) -> str:
    """With one full stop at the end, after initials too."""
    return sentence if sentence.endswith((".", "…")) else f"{sentence}."


# --- acts ---------------------------------------------------------------------------------------


def receipt(
    *, number: str | None, title: str, on: date, by: str, again: bool, next_due: date | None,
    today: date,
) -> str:  # fmt: skip
    """What the screen becomes after «Готово»."""
    name = clip(f"{number}. {title}" if number else title, 200)
    if again:
        whose = f", {esc(clip(by, 80))}" if by else ""
        lines = [f"✅ Уже отмечено: {b(name)}", "", f"{stop(dates.plain(on, today) + whose)}"]
    else:
        lines = [f"✅ Отмечено: {b(name)}", "", f"Записано {dates.plain(on, today)}."]
    if next_due is not None:
        caption = "Не отмечен и срок" if next_due < today else "Следующий срок"
        lines.append(f"{caption}: {dates.plain(next_due, today)}.")
    return tidy("\n".join(lines))


def ask_evidence(number: str | None, title: str, attached: str = "", asked: str = "") -> str:
    """What can be sent (`asked`: what this kind of work wants); then, that more may come."""
    lines = [f"📎 {b(clip(f'{number}. {title}' if number else title, 200))}", ""]
    if attached:
        lines += [f"Прикреплено: {stop(esc(clip(attached, 200)))}", "Можно прислать ещё."]
    elif asked:
        lines.append(asked)
    else:
        lines.append(
            "Пришлите подтверждение: фото, файл, ссылку или номер и дату документа, "
            "например «Приказ № 15 от 12.10.2026»."
        )
    return "\n".join(lines)


def ask_comment(number: str | None, title: str) -> str:
    return f"{headline(number, title, 200)}\n\nНапишите комментарий одним сообщением."


def changed(what: str, label: str = "") -> str:
    """A short receipt of an act that can be undone."""
    return tidy(f"✅ {what}" + (f"\n\n{esc(clip(label, 200))}" if label else ""))


STARTED = "Записано: в работе."
REOPENED = "Пункт снова в работе."
COMMENTED = "Комментарий записан."
PROOF_REMOVED = "Подтверждение убрано."
UNDONE = "Отменено, всё как было."


def reassigned(owners: Sequence[str]) -> str:
    verb = "отвечают" if len(owners) > 1 else "отвечает"
    return f"Теперь {verb}: {stop(esc(who(owners, 6)))}"


def split(count: int) -> str:
    word = plural(count, "шаг", "шага", "шагов")
    return f"Добавлено: {count}\u00a0{word}."
