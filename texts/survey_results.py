"""Results of a questionnaire: screens, captions, words of the pictures and the files."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from domain.survey import Kind
from domain.survey.statistics import Compared, Numbers, Tally
from texts import dates
from texts.html import b, clip, esc, fit
from texts.plural import counted, plural
from texts.typography import tidy

RESULTS: Final = "📊 Итоги"
BY_QUESTION: Final = "По вопросам"
PICTURE: Final = "Картинкой"
EXCEL: Final = "Excel"
OPEN: Final = "Открытые ответы"
SWOT: Final = "Черновик SWOT"
CHANGES: Final = "До и после"
OWN_TAG: Final = "Своя метка"
NEXT: Final = "Следующий вопрос"
PREVIOUS: Final = "Предыдущий"
TO_ANSWERS: Final = "Ответы и метки"
PEOPLE: Final = ("человек", "человека", "человек")
_ANSWERS: Final = ("ответ", "ответа", "ответов")
SIDES: Final = {
    "mentor": "Наставники",
    "mentee": "Наставляемые",
    "parent": "Родители",
    "other": "Остальные",
}
TAGS: Final = {
    "strength": "Сильная сторона",
    "weakness": "Слабая сторона",
    "opportunity": "Возможность",
    "threat": "Угроза",
}
SWOT_PARTS: Final = {
    "strength": "Сильные стороны",
    "weakness": "Слабые стороны",
    "opportunity": "Возможности",
    "threat": "Угрозы",
}
LEVELS: Final = {
    "optimal": "оптимальный уровень",
    "acceptable": "допустимый уровень",
    "insufficient": "недостаточный уровень",
}
REFUSALS: Final = {
    "survey_no_before": "Сравнить не с чем: нужны две именные анкеты с одинаковыми шкалами, «до» "
    "и «после». В безымянных ответы людей не связать, так и задумано.",
    "survey_untold": "Итогов пока нет: безымянные ответы видны только после закрытия анкеты и "
    "только когда ответили хотя бы пять человек.",
    "survey_tags_many": "Своих меток уже двенадцать. Ничего не изменилось. Возьмите одну из них: "
    "с малым числом меток ответы легче собрать вместе.",
    "survey_unfit": "Без имён эту анкету провести нельзя: в ней просят файл, выбирают человека "
    "или спрашивают о каждом наставляемом, и это выдало бы автора. Ничего не запущено. "
    "Уберите такие вопросы или проведите анкету с именами.",
}
_TOP: Final = 25  # points of a picture's label
_BAR: Final = 10


def figure(value: float | None) -> str:
    """«8,3»; a whole number as it is."""
    if value is None:
        return "—"
    text = f"{value:.1f}".replace(".", ",")
    return text.removesuffix(",0")


def percent(share: int | None) -> str:
    return "" if share is None else f"{share}\u00a0%"


# -- the whole ------------------------------------------------------------------------------


def results(
    title: str, *, sent: int, invited: int, share: int | None, paper: int, open_: bool,
    lines: Sequence[str],
) -> str:  # fmt: skip
    parts = [tidy(f"{b('Итоги')} · {esc(clip(title, 100))}"), rate(sent, invited, share)]
    if open_:
        parts.append("Анкета ещё идёт: числа изменятся.")
    if paper:
        parts.append(f"Из них с бумаги: {paper}.")
    return fit([*parts, *map(esc, lines)])


def rate(sent: int, invited: int, share: int | None) -> str:
    tail = f" ({percent(share)})" if share is not None else ""
    return f"Ответили {sent} из {invited}{tail}."


def not_yet(title: str, sent: int, invited: int) -> str:
    return fit([
        tidy(f"{b('Итоги')} · {esc(clip(title, 100))}"),
        rate(sent, invited, None),
        "Анкета без имён: итоги появятся, когда она закроется, и не раньше. Тогда их увидят "
        "все сразу, и по разнице двух дней нельзя будет узнать, чей ответ пришёл последним.",
    ])  # fmt: skip


def too_few(title: str, sent: int, invited: int) -> str:
    return fit([
        tidy(f"{b('Итоги')} · {esc(clip(title, 100))}"),
        rate(sent, invited, None),
        "Анкета без имён, а ответов меньше пяти: по ним было бы видно, кто что ответил. Поэтому "
        "итогов нет, а сами ответы стёрты.",
    ])  # fmt: skip


def unnamed() -> str:
    return (
        "Анкета без имён: числа об одном или двух людях не показаны, чтобы никого нельзя "
        "было узнать."
    )


def satisfied(tally: Tally, least: int, share: int | None) -> str:
    """«Довольны (7 и выше): 6 из 8, 75 %»."""
    if tally.satisfied is None:
        return ""
    chosen, people = tally.satisfied
    told = f", {percent(share)}" if share is not None else ""
    return f"Оценили на {least} и выше: {chosen} из {people}{told}."


def score(n: int, mean: float, most: int, levels: Sequence[tuple[str, int]]) -> list[str]:
    """Of a scored matrix; the sum is of these statements alone."""
    if n == 1:
        level = next(key for key, count in levels if count)
        return [tidy(f"Сумма баллов: {figure(mean)} из {most} — {LEVELS.get(level, level)}.")]
    told = ", ".join(f"{LEVELS.get(key, key)}: {count}" for key, count in levels)
    return [tidy(f"Сумма баллов в среднем {figure(mean)} из {most} (анкет: {n}). {told}.")]


# -- one question ---------------------------------------------------------------------------


def questions(title: str, count: int) -> str:
    some = counted(count, "вопрос", "вопроса", "вопросов")
    return fit([tidy(f"{b('Итоги по вопросам')} · {esc(clip(title, 100))}"), f"Всего {some}."])


def question_button(number: int, text: str) -> str:
    return clip(f"{number}. {text}", 60)


def question(
    number: int, total: int, tally: Tally, sent: int, *, anonymous: bool, least: int,
    share: int | None, groups: Sequence[tuple[str, Tally]], words: Sequence[str],
) -> str:  # fmt: skip
    asked = tally.question
    parts = [
        f"{b('Итоги')} · вопрос {number} из {total}",
        f"<b>{esc(clip(asked.text, 300))}</b>",
        *([esc(clip(tally.row.text, 200))] if tally.row else []),
    ]
    if not tally.told:
        parts.append(
            "Ответов слишком мало, чтобы показать их и никого не выдать: нужно хотя бы пять."
        )
        return fit(parts)
    parts += map(esc, answered(tally, sent, anonymous=anonymous))
    parts += [esc(line) for line in figures(tally, least, share)]
    parts += [f"<code>{esc(line)}</code>" for line in bars(tally)]
    if tally.hidden:
        parts.append("Малые числа скрыты: по ним можно было бы узнать человека.")
    if groups:
        parts += [esc(of_group(key, each)) for key, each in groups]
    if words:
        parts += ["", *(f"• {esc(clip(each, 150))}" for each in words[:5])]
        if len(words) > 5:
            parts.append(f"…и ещё {len(words) - 5}: кнопка «{TO_ANSWERS}».")
    return fit(parts)


def answered(tally: Tally, sent: int, *, anonymous: bool) -> list[str]:
    """How many have answered, and why the others have not."""
    if anonymous:
        return [f"Ответили {tally.given} из {sent}."]
    parts = [
        (tally.skipped, "пропустили"),
        (tally.not_applicable, "не относится"),
        (tally.not_reached, "не дошли или не спрашивали"),
    ]
    told = "; ".join(f"{words} {count}" for count, words in parts if count)
    return [f"{counted(tally.given, *_ANSWERS)}{'; ' + told if told else ''}."]


def figures(tally: Tally, least: int, share: int | None) -> list[str]:
    found = tally.numbers
    lines = []
    if found is not None and found.mean is not None:
        lines.append(mean(found))
    elif found is not None and not tally.hidden:
        lines.append("Среднее считаем от пяти ответов.")
    if told := satisfied(tally, least, share):
        lines.append(told)
    return lines


def mean(found: Numbers) -> str:
    """«В среднем 8,3, медиана 8 (n = 7)»."""
    middle = f", медиана {figure(found.median)}" if found.median is not None else ""
    return f"В среднем {figure(found.mean)}{middle} (n\u00a0=\u00a0{found.n})."


def bars(tally: Tally) -> list[str]:
    """A line of text for each part, readable without colours."""
    lines = []
    for part in tally.parts:
        label = clip(part.text, _TOP)
        if part.count is None:
            lines.append(f"{label}: скрыто")
            continue
        base = tally.given or 1
        full = round(_BAR * part.count / base)
        told = f" · {percent(part.share)}" if part.share is not None else ""
        lines.append(f"{'█' * full}{'░' * (_BAR - full)} {part.count}{told} {label}")
    return lines


def of_group(key: str, tally: Tally) -> str:
    name = SIDES.get(key, key)
    if tally.numbers is None or tally.numbers.mean is None:
        return f"{name}: {counted(tally.given, *_ANSWERS)}, среднее не считаем."
    told = f"{name}: в среднем {figure(tally.numbers.mean)} (n\u00a0=\u00a0{tally.numbers.n})"
    return f"{told}."


def caption(tally: Tally, sent: int, *, anonymous: bool, least: int, share: int | None) -> str:
    """The picture in words."""
    parts = [f"<b>{esc(clip(tally.question.text, 200))}</b>"]
    if tally.row:
        parts.append(esc(clip(tally.row.text, 120)))
    parts += map(esc, answered(tally, sent, anonymous=anonymous))
    parts += map(esc, figures(tally, least, share))
    top = sorted((p for p in tally.parts if p.count), key=lambda p: -(p.count or 0))
    if top and tally.question.kind not in (Kind.SCALE, Kind.TEN):
        parts.append(esc("Чаще всего: " + "; ".join(
            f"{clip(each.text, 60)} ({each.count})" for each in top[:3]
        ) + "."))  # fmt: skip
    elif top and (len(top) == 1 or (top[0].count or 0) > (top[1].count or 0)):
        parts.append(esc(f"Чаще всего ставили {top[0].text} ({top[0].count})."))
    return fit(parts, 1024)


# -- open answers ---------------------------------------------------------------------------


def open_answers(title: str, count: int, lines: Sequence[str]) -> str:
    head = tidy(f"{b('Открытые ответы')} · {esc(clip(title, 100))}")
    if not count:
        return fit([head, "Своими словами пока никто не написал."])
    return fit([head, f"{counted(count, *_ANSWERS)}. Номер открывает ответ и его метки.", *lines])


def open_line(number: int, text: str, tags: Sequence[str], who: str) -> str:
    told = f" [{', '.join(map(tag, tags))}]" if tags else ""
    name = f"{who}: " if who else ""
    return esc(f"{number}. {name}{clip(' '.join(text.split()), 250)}{told}")


def open_answer(question: str, text: str, who: str, *, paper: bool, tags: Sequence[str]) -> str:
    parts = [b("Открытый ответ"), esc(clip(question, 300)), f"«{esc(clip(text, 2500))}»"]
    if who:
        parts.append(esc(who))
    if paper:
        parts.append("Внесено с бумаги.")
    told = ", ".join(map(tag, tags)) if tags else "пока нет"
    return fit([*parts, f"Метки: {esc(told)}."])


def tag(key: str) -> str:
    return TAGS.get(key, key)


def tag_button(key: str, *, on: bool) -> str:
    return clip(f"✅ {tag(key)}" if on else tag(key), 40)


def ask_tag(text: str) -> str:
    return fit([
        b("Своя метка"),
        f"«{esc(clip(text, 300))}»",
        "Напишите метку одним-двумя словами, например: нагрузка.",
    ])  # fmt: skip


# -- before and after -------------------------------------------------------------------------


def changes(
    title_before: str, title: str, before: int, after: int, matched: int, lines: Sequence[str]
) -> str:
    parts = [
        b("До и после"),
        esc(tidy(f"«{clip(title_before, 80)}» — «{clip(title, 80)}»")),
        f"До ответили {before}, после {after}, оба раза {matched}. Сравниваем только тех, кто "
        "ответил оба раза, и каждый вопрос отдельно.",
    ]
    if not lines:
        parts.append("Пока никто не ответил на одну и ту же шкалу оба раза.")
    return fit([*parts, *lines])


def change(text: str, found: Compared) -> str:
    """One scale: means of enough people, counts of any."""
    means = ""
    if found.before is not None:
        means = f" {figure(found.before)} → {figure(found.after)};"
    told = f"выше {found.higher}, так же {found.same}, ниже {found.lower}"
    return f"<b>{esc(clip(text, 120))}</b>:{means} {told} (n\u00a0=\u00a0{found.n})"


def changes_caption(matched: int, lines: Sequence[str]) -> str:
    head = "До и после у тех, кто ответил оба раза: "
    return fit([f"{head}{counted(matched, *PEOPLE)}.", *lines], 1024)


def ask_threshold(least: int) -> str:
    return fit([
        b("Кто доволен"),
        f"Сейчас считаем довольными тех, кто поставил {least} и выше из 10. С какой оценки "
        "считать? Это для всех анкет школы; закрытые безымянные не пересчитываются.",
    ])  # fmt: skip


def threshold_button(least: int) -> str:
    return f"Довольны: от {least} из 10"


def threshold_choice(least: int, *, now: bool) -> str:
    return f"✅ {least}" if now else str(least)


def threshold_set(least: int) -> str:
    return f"Довольные теперь: от {least} из 10"


# -- pictures ---------------------------------------------------------------------------------

PICTURE_FILE: Final = "itogi.png"
CHANGES_FILE: Final = "do-i-posle.png"
BEFORE_MARK, AFTER_MARK = "до", "после"
HIDDEN: Final = "скрыто"


def picture_head(title: str, tally: Tally, sent: int, *, anonymous: bool) -> tuple[str, ...]:
    row = [tally.row.text] if tally.row else []
    return (*row, clip(title, 90), *answered(tally, sent, anonymous=anonymous))


def more_bars(count: int) -> str:
    some = counted(count, "вариант", "варианта", "вариантов")
    return f"И ещё {some}, которые выбирали реже: в таблице Excel."


def more_shifts(count: int) -> str:
    return f"И ещё {counted(count, 'шкала', 'шкалы', 'шкал')}: в сообщении «{CHANGES}»."


def mean_mark(value: float) -> str:
    return f"среднее {figure(value)}"


def shift(before: float, after: float, n: int) -> str:
    return f"{figure(before)} → {figure(after)} (n\u00a0=\u00a0{n})"


def from_point(least: int) -> str:
    return f"{least} и выше"


def bar_value(count: int | None, share: int | None) -> str:
    if count is None:
        return HIDDEN
    return f"{count} · {percent(share)}" if share is not None else str(count)


def people_matched(count: int) -> str:
    return f"{counted(count, *PEOPLE)} {plural(count, 'ответил', 'ответили', 'ответили')} оба раза"


# -- files --------------------------------------------------------------------------------------

BOOK: Final = "Итоги анкеты"
SWOT_FILE: Final = "Черновик SWOT"
SUMMARY_SHEET, ANSWERS_SHEET = "Сводка", "Ответы"
CODEBOOK_SHEET, HOW_SHEET = "Коды", "Как считается"
NUMBER, QUESTION, ANSWER, COUNT, SHARE = "№", "Вопрос", "Ответ", "Сколько", "Доля, %"
GIVEN, SKIPPED, NOT_APPLICABLE = "Ответили", "Пропустили", "Не относится"
NOT_REACHED, MEAN, MEDIAN = "Не дошли", "Среднее", "Медиана"
GROUP, CODE, WORDS, KIND, WHAT = "Группа", "Код", "Слова", "Вид вопроса", "Что значит"
WHO, ABOUT, PAPER, SENT_ON = "Кто", "О ком", "С бумаги", "Отправлено"
ALL, YES, HOW = "все", "да", "Правило"
STATUSES: Final = {"skipped": "пропущено", "not_applicable": "не относится", "": ""}
KINDS: Final = {
    Kind.ONE: "один вариант", Kind.SEVERAL: "несколько вариантов", Kind.SCALE: "шкала 1–5",
    Kind.TEN: "шкала 1–10", Kind.MATRIX: "таблица", Kind.NUMBER: "число", Kind.DATE: "дата",
    Kind.SHORT: "короткий текст", Kind.LONG: "текст", Kind.PERSON: "человек",
    Kind.RANKING: "до трёх по порядку", Kind.FILE: "файл", Kind.STATEMENT: "пояснение",
}  # fmt: skip


def participant(number: int) -> str:
    return f"Участник {number}"


def book_caption(title: str, day: date, today: date) -> str:
    return tidy(f"Итоги: {esc(clip(title, 200))}. По ответам на {dates.plain(day, today)}.")


def how(least: int, *, anonymous: bool) -> tuple[str, ...]:
    common = (
        "В итоги входят только отправленные анкеты. Начатые и не отправленные не считаются.",
        "«Пропустили», «не относится» и «не дошли» — разное. Не дошли те, кому вопрос не "
        "показали из-за прежнего ответа. В доли и средние они не входят.",
        "Доли и средние есть там, где ответили пять человек и больше; меньше пяти — только числа.",
        "Доля — от числа ответивших на этот вопрос, округлена до целого: вместе может выйти 99 "
        "или 101. Где можно выбрать несколько, сумма бывает намного больше 100.",
        "Среднее — сумма, делённая на число ответов (n). Медиана — середина ряда.",
        f"Довольные — те, кто поставил {least} и выше из 10. Это отдельное число по каждому "
        "вопросу; вопросы между собой не складываются.",
        "Ответы с бумаги считаются наравне и помечены.",
    )
    if not anonymous:
        return tuple(map(tidy, common))
    return tuple(map(tidy, (
        *common[:1],
        *common[2:6],
        "Анкета без имён. Ответы на разные вопросы перемешаны отдельно, поэтому строки таблицы "
        "ответов не составить: кто как ответил, не знает и программа.",
        "О группах меньше пяти человек не сказано ничего; скрыта и следующая по величине, чтобы "
        "малую нельзя было вычислить вычитанием.",
        "Числа об одном или двух людях скрыты, и вместе с ними столько соседних, чтобы скрытое "
        "не вычислялось.",
        "Итоги посчитаны при закрытии и больше не меняются.",
    )))  # fmt: skip


# -- SWOT -------------------------------------------------------------------------------------


def swot_title(title: str) -> str:
    return f"SWOT-анализ: черновик по анкете «{clip(title, 150)}»"


def swot_made(day: date, sent: int, invited: int) -> str:
    told = f"Ответили {sent} из {invited}."
    return f"Составлено {day.day} {dates.month_genitive(day.month)} {day.year} года. {told}"


def swot_point(text: str, value: float, top: int, n: int) -> str:
    return f"{clip(text, 200)}: в среднем {figure(value)} из {top} (n = {n})"


def swot_quote(text: str) -> str:
    return f"«{clip(' '.join(text.split()), 400)}»"


SWOT_NOTHING: Final = "Пока пусто: добавьте своё или поставьте метки открытым ответам."
SWOT_HOW: Final = (
    "Как разложено. Внутреннее: шкалы, где среднее не ниже трёх четвертей шкалы, попали в сильные "
    "стороны, где не выше половины — в слабые; остальные не вошли. Каждый вопрос взят отдельно, "
    "средние разных вопросов не складывались. Открытые ответы стоят там, куда их отнёс куратор "
    "метками. Возможности и угрозы — только по меткам. Это черновик: правьте, добавляйте, "
    "убирайте."
)


def swot_caption(title: str) -> str:
    return tidy(
        f"Черновик SWOT по анкете «{esc(clip(title, 200))}». Внутри сказано, как он разложен."
    )
