"""A corrected document in words: what changed, what is taken; refusals."""

from collections.abc import Sequence
from dataclasses import dataclass

from texts.draft_rows import ROWS
from texts.html import b, clip, esc, fit
from texts.plural import counted, plural
from texts.typography import tidy

ANOTHER = "Это другая дорожная карта"
DRAFTS = "Черновики карт"
CONFIRM = "Внести исправления"
TAKE = "Внести это изменение"
LEAVE = "Оставить как есть"
REMOVE = "Убрать из карты"
REMEMBER = "Запомнить файл"
UNDO = "Отменить исправление"
OPEN = "Открыть дорожную карту"
NEXT = "Следующее изменение"

CHANGES = ("изменение", "изменения", "изменений")
POINTS = ("пункт", "пункта", "пунктов")

REFUSALS = {
    "not_correction": "Это сравнение уже закончено. Ничего не изменилось. Откройте меню, там всё "
    "свежее.",
    "is_correction": "Этот документ исправляет действующую карту. Ничего не запущено. Откройте "
    "черновик и внесите исправления или нажмите «Это другая дорожная карта».",
    "draft_worked_on": "С этим черновиком тем временем работали, поэтому он остался. Ничего не "
    "потеряно: оба черновика в меню.",
}

ADDED, CHANGED, GONE = "a", "c", "g"
_HEADS = {ADDED: "Добавлено", CHANGED: "Изменено", GONE: "Исчезло"}
_PARTS = {
    "t": "Формулировка",
    "d": "Срок",
    "w": "Ответственные",
    "c": "Содержание",
    "r": "Результат",
}
PART_WORDS = {
    "t": "формулировка",
    "d": "срок",
    "w": "ответственные",
    "c": "содержание",
    "r": "результат",
    "p": "номер или этап",
}


@dataclass(frozen=True, slots=True)
class PartWords:
    """A part of an item before and after; of a term also as understood, of people those who
    were chosen by hand and stay."""

    part: str
    before: str
    after: str
    meant: str = ""
    means: str = ""
    stay: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One change, plain."""

    what: str
    label: str
    under: str
    apply: bool
    held: bool
    parts: tuple[PartWords, ...] = ()


def drafts(school: str, total: int) -> str:
    head = f"📋 {b('Черновики')} · {esc(clip(school, 200))}"
    if not total:
        return f"{head}\n\nЧерновиков нет."
    word = plural(total, "черновик", "черновика", "черновиков")
    return f"{head}\n\n{total}\N{NO-BREAK SPACE}{word}. Какой открыть?"


def draft_caption(title: str, corrects: bool) -> str:
    return f"Исправление: {title}" if corrects else title


def drafts_caption(count: int) -> str:
    return f"{DRAFTS} ({count})"


def overview(
    *,
    title: str,
    new_title: str,
    source: str,
    added: int,
    changed: int,
    gone: int,
    kept: int,
    same: int,
    places: int,
    questions: int,
    past: int,
    notes: Sequence[str] = (),
) -> str:
    """How much differs, and what is asked before it is taken in."""
    lines = [f"📋 Исправление · {esc(clip(source, 100))}", b(clip(title, 300)), ""]
    lines.append(_counts(added, changed, gone))
    if new_title:
        lines.append(f"Название станет таким: «{esc(clip(new_title, 300))}».")
    if places:
        lines.append(f"Другой номер или этап: {counted(places, *ROWS)}.")
    if kept:
        lines.append(f"Останется как есть: {counted(kept, *CHANGES)}.")
    if same:
        lines.append(f"Без изменений: {counted(same, *ROWS)}.")
    lines += [esc(clip(note, 300)) for note in notes]
    lines += ["", _what_now(added + changed + gone, places, questions, past)]
    return fit([tidy(line) for line in lines])


def _counts(added: int, changed: int, gone: int) -> str:
    if not (added or changed or gone):
        return "Отличий в пунктах нет."
    return b(f"Добавлено {added} · Изменено {changed} · Исчезло {gone}")


def _what_now(changes: int, places: int, questions: int, past: int) -> str:
    if past:
        return "Сначала решим, что делать с прошедшими сроками нового документа."
    if not changes and not places:
        return "Запомнить этот файл как документ действующей карты?"
    if questions:
        asked = plural(questions, "вопрос", "вопроса", "вопросов")
        return (
            f"В новом документе {questions}\N{NO-BREAK SPACE}{asked}. Можно внести и сразу, а "
            "срок и ответственного указать потом, у самих пунктов."
        )
    return "Посмотрите изменения и внесите их. Отменить можно будет в течение суток."


def kind_caption(what: str, count: int) -> str:
    return f"{_HEADS[what]} ({count})"


def changes(what: str, title: str, lines: Sequence[Change], first: int, total: int) -> str:
    """A page of changes of one kind in words."""
    head = [f"📋 {b(_HEADS[what])} · {esc(clip(title, 80))}", ""]
    if not total:
        return "\n".join([*head, "Ничего нет."])
    said: list[str] = []
    for number, line in enumerate(lines, first):
        mark = "" if line.apply else "⏸ "
        said.append(f"{b(str(number))} · {mark}{esc(clip(line.label, 160))}")
        for part in line.parts:
            said.append(f"    {esc(clip(_short(line.what, part), 260))}")
            said += [f"    {esc(_stay(part.stay))}"] if part.stay else []
        if not line.apply:
            said.append(f"    {_left(line)}")
    return fit([tidy(line) for line in [*head, *said, "", "Какое открыть?"]])


def _short(what: str, part: PartWords) -> str:
    """«Срок: было «до 20 мая», стало «до 25 мая»»; of what is new or gone only what it says."""
    if what != CHANGED:
        return f"{_PARTS[part.part]}: «{clip(part.before or part.after, 180)}»"
    before = f"«{clip(part.before, 90)}»" if part.before else _unwritten(part.meant)
    after = f"«{clip(part.after, 90)}»" if part.after else "пусто"
    return f"{_PARTS[part.part]}: было {before}, стало {after}"


def _unwritten(understood: str) -> str:
    """What a document leaves open and people have decided since."""
    return f"{understood} (назначено в боте)" if understood else "пусто"


def _stay(names: Sequence[str]) -> str:
    verb = "отвечают" if len(names) > 1 else "отвечает"
    return f"По-прежнему {verb}: {clip(', '.join(names), 120)}, как выбрано в боте"


def _left(change: Change) -> str:
    if change.held and change.what == GONE:
        return "останется: по пункту что-то сделано, у него свой план, или его добавили вручную"
    return "останется как есть"


def change(one: Change) -> str:
    """A single change in full, and the question."""
    lines = [f"📋 {_HEADS[one.what]}"]
    if one.under:
        lines.append(esc(clip(one.under, 200)))
    lines += [b(clip(one.label, 500)), ""]
    for part in one.parts:
        lines += _in_full(one.what, part)
    if one.what == GONE:
        lines.append("В новом документе этого пункта нет.")
        if one.held:
            lines.append("По нему что-то сделано, у него свой план, или его добавили вручную.")
    elif one.what == ADDED:
        lines.append("В действующей карте этого пункта нет.")
    lines += ["", _decision(one)]
    return fit([tidy(line) for line in lines])


def _in_full(what: str, part: PartWords) -> list[str]:
    name = _PARTS[part.part]
    if what == CHANGED:
        before, after = _words(part.before, part.meant), _words(part.after, part.means)
        kept = [esc(_stay(part.stay))] if part.stay else []
        return [b(name), f"Было: {before}", f"Стало: {after}", *kept]
    if what == ADDED:
        return [f"{name}: {_words(part.after, part.means)}"]
    return [f"{name}: {_words(part.before, part.meant)}"]


def _words(written: str, understood: str) -> str:
    if not written:
        return esc(_unwritten(understood))
    said = f"«{esc(clip(written, 500))}»"
    return f"{said}, понято так: {esc(understood)}" if understood else said


UNCLEAR = "пока не решено, до ответа останется прежний срок"


def _decision(one: Change) -> str:
    if one.what == GONE:
        return "Пункт будет убран из карты." if one.apply else "Пункт останется в карте."
    return "Изменение будет внесено." if one.apply else "Останется как есть."


def confirmed(title: str, added: int, changed: int, gone: int, undoable: bool) -> str:
    """The receipt."""
    if not undoable:
        return tidy(f"✅ {b('Файл стал документом действующей карты')}\n{esc(clip(title, 300))}")
    lines = [f"✅ {b('Исправления внесены')}", esc(clip(title, 300)), ""]
    lines.append(_counts(added, changed, gone))
    lines.append("Отметки, подтверждения и заметки на месте.")
    lines.append("Отменить исправление целиком можно в течение суток.")
    return tidy("\n".join(lines))


def undone(left: int) -> str:
    head = "✅ Исправление отменено, карта такая же, как была."
    if left:
        head = "✅ Исправление отменено, но не целиком."
        verb = plural(left, "остался", "остались", "остались")
        head += f"\n\nКак в новом документе {verb} {counted(left, *POINTS)}: "
        head += "с тех пор по ним работали."
    return tidy(head)
