"""Stories of programmes: begun, agreed to by a tap, worked by, paused, read from Word."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Self

import pytest
from docx import Document

from domain.roles import Role
from exports.programme import ProgrammeData, ProgrammeRow, programme_paper, programme_workbook
from handlers.buttons.item import OpenItem
from handlers.buttons.pairs import OpenPair
from handlers.buttons.programmes import AgreeTo, BankProgramme, Programme
from imports.roadmap import read
from sandbox.session import Actor
from tests import pair_factories
from tests.item_factories import Row, running
from tests.sheets import edited, typed
from tests.small_school import plain
from tests.stage import Stage


@dataclass
class Cast:
    """A pair of teachers with their curator."""

    stage: Stage
    curator: Actor
    mentor: Actor
    mentee: Actor
    pair_id: int

    @classmethod
    async def opened(cls, stage: Stage) -> Self:
        await stage.school("Школа № 1")
        curator = await stage.join("Ветрова Ольга Сергеевна", Role.CURATOR)
        mentor = await stage.join("Громов Пётр Ильич", Role.MENTOR, post="учитель физики")
        mentee = await stage.join("Ким Анна Львовна", Role.MENTEE, post="учитель химии")
        made = cls(stage, curator, mentor, mentee, 0)
        made.pair_id = await made.pair(mentor, mentee)
        return made

    async def pair(self, mentor: Actor, mentee: Actor) -> int:
        people = self.stage.people
        return await self.stage.db.write(
            pair_factories.pair, self.stage.clock.now(), self.stage.school_id,
            [people[mentor.id]], [people[mentee.id]],
        )  # fmt: skip

    async def begun(self) -> None:
        """The mentor has taken our template; the card of the programme is open."""
        await self.open(self.mentor)
        await self.mentor.taps("Составить программу")
        await self.mentor.taps("Опытный педагог")
        await self.mentor.taps("Взять этот образец")

    async def open(self, actor: Actor) -> None:
        await actor.taps(data=OpenPair(self.pair_id).pack())

    async def on(self, month: int, day: int, hour: int = 12) -> None:
        await self.stage.advance_to(datetime(2026, month, day, hour, tzinfo=UTC))


@pytest.fixture
async def cast(stage: Stage) -> Cast:
    return await Cast.opened(stage)


async def test_begun_put_and_agreed_to_by_one_tap(cast: Cast) -> None:
    await cast.begun()
    assert plain(cast.mentor.screen.text) == (
        "📋 Программа пары · черновик\n"
        "Громов П. И. → Ким А. Л. · 15 сентября — 31 мая\n\n"
        "Цель: Помочь педагогу уверенно войти в работу школы и вести уроки, которыми он доволен "
        "сам.\nВ плане 12 строк."
    )
    await cast.mentor.taps("Отправить на согласование")
    assert plain(cast.mentor.screen.text) == (
        "✅ Программа отправлена на согласование: Ким А. Л. Вопрос придёт в общем сообщении дня. "
        "Как только ответят все, она начнёт работать."
    )
    await cast.on(10, 6)
    assert "1 · Программа пары готова: Громов П. И. → Ким А. Л.\nСогласны с ней?" in plain(
        cast.mentee.screen.text
    )
    await cast.mentee.taps("✅ Согласовать")
    assert cast.mentee.screen.text == "✅ Программа согласована всеми и начала работать."
    await cast.mentee.taps("Открыть программу")
    assert "✅ Ким А. Л.: согласие есть, 6 октября" in plain(cast.mentee.screen.text)
    await cast.mentee.taps(data=OpenPair(cast.pair_id).pack())
    assert cast.mentee.screen.has("📋 Программа: 0 из 12")


async def test_remarks_go_back_to_the_mentor(cast: Cast) -> None:
    await cast.begun()
    await cast.mentor.taps("Отправить на согласование")
    await cast.on(10, 6)
    await cast.mentee.taps("Читать целиком")
    await cast.mentee.taps("← Назад")
    await cast.mentee.taps("Есть замечания")
    await cast.mentee.sends("Больше про уроки")
    await cast.on(10, 7)
    assert (
        "1 · Ким А. Л. предлагает изменить программу пары\nЗамечания: «Больше про уроки»"
        in plain(cast.mentor.screen.text)
    )
    await cast.mentor.taps("Открыть программу")
    assert "⚠️ Ким А. Л.: есть замечания, 6 октября: «Больше про уроки»" in plain(
        cast.mentor.screen.text
    )
    await cast.mentor.taps("План по строкам")
    await cast.mentor.taps("Добавить строку")
    await cast.mentor.sends("Посетить пять уроков\nдо 20 декабря")
    await cast.mentor.taps("План по строкам")
    await cast.mentor.taps("← Назад")
    await cast.mentor.taps("Отправить на согласование")
    await cast.on(10, 8)
    await cast.mentee.taps("✅ Согласовать")
    assert cast.mentee.screen.text == "✅ Программа согласована всеми и начала работать."


async def test_an_old_button_does_not_agree_to_a_new_text(cast: Cast) -> None:
    await cast.begun()
    await cast.mentor.taps("Отправить на согласование")
    await cast.on(10, 6)
    await cast.mentor.taps(data=Programme(1).pack())
    await cast.mentor.taps("Цель и задачи")
    await cast.mentor.taps("Цель")
    await cast.mentor.sends("Совсем другая цель")
    await cast.mentee.taps("✅ Согласовать")
    assert cast.mentee.alerts[-1].startswith("Текст программы с тех пор изменился.")
    await cast.mentee.taps(data=AgreeTo(1, "00000000").pack())
    assert cast.mentee.alerts[-1].startswith("Текст программы с тех пор изменился.")


async def test_the_head_is_written_by_taps_and_by_words(cast: Cast) -> None:
    await cast.open(cast.mentor)
    await cast.mentor.taps("Составить программу")
    await cast.mentor.taps("С чистого листа")
    assert "Цель: не записана" in cast.mentor.screen.text
    await cast.mentor.taps("Цель и задачи")
    await cast.mentor.taps("Цель")
    await cast.mentor.taps("Подготовиться к аттестации")
    assert cast.mentor.screen.has("✅ Подготовиться к аттестации")
    await cast.mentor.taps("Готово")
    await cast.mentor.taps("Задачи")
    await cast.mentor.sends("Собрать портфолио")
    text = plain(cast.mentor.screen.text)
    assert "Цель: Подготовиться к аттестации\nЗадачи: Собрать портфолио\n" in text


async def test_after_done_the_result_and_the_mark_are_a_tap_each(cast: Cast) -> None:
    await running_one(cast)
    await cast.mentor.sends("/today")
    await cast.mentor.taps("1")
    await cast.mentor.taps("✅ Отметить")
    assert [row[0] for row in cast.mentor.screen.buttons][:3] == [
        "Что получилось", "Отлично", "Частично",
    ]  # fmt: skip
    await cast.mentor.taps("Отлично")
    assert cast.mentor.screen.text == "✅ Оценка: отлично"
    await cast.mentor.taps("Что получилось")
    await cast.mentor.taps("Как и планировали")
    assert cast.mentor.screen.text == "✅ Записано: Договорённости пары"
    await cast.mentor.taps("Открыть пункт")
    assert "Получилось: Договорённости пары\nОценка наставника: отлично" in plain(
        cast.mentor.screen.text
    )
    await cast.mentor.taps("Отменить последнее")
    assert "Получилось:" not in cast.mentor.screen.text


async def running_one(cast: Cast) -> None:
    await cast.begun()
    await cast.curator.taps(data=Programme(1).pack())
    await cast.curator.taps("Утвердить и запустить")


async def test_a_mentee_says_what_came_of_it_and_gives_no_mark(cast: Cast) -> None:
    await running_one(cast)
    await cast.mentee.sends("/today")
    await cast.mentee.taps("1")
    assert not cast.mentee.screen.has("Изменить пункт")
    await cast.mentee.taps("✅ Отметить")
    assert cast.mentee.screen.has("Что получилось")
    assert not cast.mentee.screen.has("Отлично")
    await cast.mentee.taps("Что получилось")
    await cast.mentee.sends("Договорились о средах")
    assert cast.mentee.screen.text == "✅ Записано: Договорились о средах"


async def test_a_strange_teacher_sees_nothing_of_it(cast: Cast) -> None:
    await running_one(cast)
    other = await cast.stage.join("Ёлкина Вера Павловна", Role.MENTOR)
    for request in (Programme(1), OpenItem(1)):
        await other.taps(data=request.pack())
        assert other.alerts[-1].startswith("Это действие для Вашей роли закрыто.")


async def test_a_pause_moves_terms_and_says_so(cast: Cast) -> None:
    await running_one(cast)
    await cast.open(cast.curator)
    await cast.curator.taps("Пауза, завершение")
    await cast.curator.taps("Поставить на паузу")
    await cast.curator.taps("Пока неизвестно")
    await cast.on(10, 19, 7)
    await cast.open(cast.curator)
    await cast.curator.taps("Возобновить")
    await cast.curator.taps(data=Programme(1).pack())
    assert "⏸ После паузы сдвинуты сроки 12 строк на 14 дней." in plain(cast.curator.screen.text)
    await cast.on(10, 20, 6)
    assert "После паузы сроки программы сдвинуты на 14 дней: Громов П. И. → Ким А. Л." in plain(
        cast.mentor.screen.text
    )
    await cast.mentor.taps("Вернуть прежние сроки")
    assert cast.mentor.alerts[-1] == "Вернулись прежние сроки: 12\u00a0строк"
    await cast.curator.taps(data=Programme(1).pack())
    await cast.curator.taps("Что менялось")
    text = plain(cast.curator.screen.text)
    assert text.count("срок сдвинут на время паузы пары — отменено") == 1


async def test_the_end_of_the_pair_leaves_its_files(cast: Cast) -> None:
    await running_one(cast)
    await cast.open(cast.curator)
    await cast.curator.taps("Пауза, завершение")
    await cast.curator.taps("Завершить")
    await cast.curator.taps(data=Programme(1).pack())
    assert plain(cast.curator.screen.text).startswith("📋 Программа пары · закончена")
    assert not cast.curator.screen.has("Цель и задачи")
    await cast.curator.taps("Программа в Word")
    assert cast.curator.screen.document is not None


async def test_files_and_back(cast: Cast) -> None:
    await running_one(cast)
    await cast.mentor.taps(data=Programme(1).pack())
    await cast.mentor.taps("Программа в Word")
    assert cast.mentor.screen.document is not None
    name, data = cast.mentor.screen.document
    assert name == (
        "Программа наставничества — Громов Пётр Ильич → Ким Анна Львовна — Школа № 1 — "
        "2026-10-05.docx"
    )
    found = read(data, name)
    assert (len(found.rows), found.rows[0].deadline) == (12, "до 17 октября 2026 года")
    await cast.mentor.taps("Программа в Excel")
    assert cast.mentor.screen.document is not None
    assert cast.mentor.screen.document[0].endswith(".xlsx")

    other = await cast.stage.join("Ёлкина Вера Павловна", Role.MENTEE)
    cast.pair_id = await cast.pair(cast.mentor, other)
    await cast.open(cast.mentor)
    await cast.mentor.taps("Составить программу")
    await cast.mentor.taps("Есть в Word")
    await cast.mentor.sends("сейчас")
    assert cast.mentor.screen.text.startswith("Сейчас нужен файл с программой")
    await cast.mentor.sends_file(data, name)
    assert plain(cast.mentor.screen.text) == (
        "📋 Программа прочитана: 12 строк\n"
        "Из текста над таблицей: трудности и запрос, цель, задачи, ожидаемые результаты."
    )


HEADER = (
    "№ п/п", "Проект, задание", "Срок", "Планируемый результат", "Фактический результат",
    "Оценка наставника",
)  # fmt: skip


def word(above: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """A programme as schools have it: a table of the head, words, the table of the plan."""
    document = Document()
    document.add_paragraph("Персонализированная программа наставничества на 2026-2027 год")
    head = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        [cell for row in head.rows for cell in row.cells],
        ["Наставник", "Громов П. И.", "Срок реализации", "2026-2027"], strict=True,
    ):  # fmt: skip
        cell.text = text
    for line in above:
        document.add_paragraph(line)
    table = document.add_table(rows=1, cols=len(HEADER))
    for _ in rows:
        table.add_row()
    for row, values in zip(table.rows, [HEADER, *rows], strict=True):
        for cell, text in zip(row.cells, values, strict=True):
            cell.text = text
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


async def test_an_existing_programme_in_word(cast: Cast) -> None:
    data = word(
        ["Пояснительная записка", "Запрос: трудно с документами.", "Цель — вести журнал.",
         "Задачи: разобраться; попробовать."],
        [
            ("1", "Разобрать журнал", "до 1 октября 2026", "Журнал", "Журнал заполнен", "хорошо"),
            ("2", "Провести урок", "до 1 декабря 2026", "Урок", "", ""),
        ],
    )  # fmt: skip
    await cast.open(cast.mentor)
    await cast.mentor.taps("Составить программу")
    await cast.mentor.taps("Есть в Word")
    await cast.mentor.sends_file(data, "программа.docx")
    assert plain(cast.mentor.screen.text) == (
        "📋 Программа прочитана: 2 строки\n"
        "Из текста над таблицей: трудности и запрос, цель, задачи.\n"
        "У 1 строки записан результат: они станут выполненными."
    )
    await cast.mentor.taps("Открыть программу")
    await cast.mentor.taps("Читать целиком")
    assert (
        "1. Разобрать журнал\nСрок: до 1 октября 2026\nПлан: Журнал\nПолучилось: Журнал заполнен\n"
        "Оценка: хорошо" in cast.mentor.screen.text
    )


async def test_the_bank_is_kept_from_a_good_one(cast: Cast) -> None:
    await running_one(cast)
    await cast.curator.taps(data=Programme(1).pack())
    await cast.curator.taps("Сохранить в банк программ")
    await cast.curator.taps("Переименовать")
    await cast.curator.sends("Первый год в школе")
    assert cast.curator.screen.text.startswith("📋 Банк программ")
    await cast.curator.taps("← Назад")
    assert "Первый год в школе: педагог — педагог, 12 строк." in plain(cast.curator.screen.text)
    await cast.mentor.taps(data=BankProgramme(1).pack())
    assert cast.mentor.alerts[-1].startswith("Это действие для Вашей роли закрыто.")


async def test_a_line_of_the_roadmap_leads_to_pairs_without_one(cast: Cast) -> None:
    title = "Составить персонализированные программы пар"
    planted = await cast.stage.db.write(
        running, cast.stage.clock.now(), cast.stage.school_id, [Row(title, term="до 20.10.2026")]
    )
    await cast.curator.taps(data=OpenItem(planted[title]).pack())
    assert "Программы есть у 0 из 1 пары" in plain(cast.curator.screen.text)
    await cast.curator.taps("Пары без программы")
    await cast.curator.taps("Громов")
    assert cast.curator.screen.has("Опытный педагог — молодой педагог")
    await running_one(cast)
    await cast.curator.taps(data=OpenItem(planted[title]).pack())
    assert "Программы есть у 1 из 1 пары" in plain(cast.curator.screen.text)
    assert not cast.curator.screen.has("Пары без программы")


async def test_two_signatures_on_paper(cast: Cast) -> None:
    await cast.begun()
    await cast.mentor.taps("Отправить на согласование")
    await cast.curator.taps(data=Programme(1).pack())
    await cast.curator.taps("Подписано на бумаге")
    await cast.curator.taps("Ким")
    await cast.curator.taps("Другая дата на бумаге")
    await cast.curator.taps("Вчера")
    await cast.curator.taps("Подпись есть")
    assert "Подпись есть: на бумаге, 4 октября, внесено: Ветрова О. С." in plain(
        cast.curator.screen.text
    )
    await cast.curator.taps("Открыть программу")
    shown = plain(cast.curator.screen.text)
    assert "Программа пары · работает" in shown
    assert "✅ Ким А. Л.: согласие есть, на бумаге, 4 октября, внесено: Ветрова О. С." in shown


async def test_a_draft_is_deleted_after_a_question(cast: Cast) -> None:
    await cast.begun()
    await cast.mentor.taps("Удалить черновик")
    await cast.mentor.taps("Да, удалить")
    assert cast.mentor.alerts[-1] == "Черновик удалён"
    assert cast.mentor.screen.has("С чистого листа")


DATA = ProgrammeData(
    organisation="Школа № 1",
    pair="Громов Пётр Ильич → Ким Анна Львовна",
    day=date(2026, 10, 5),
    facts=(("Форма", "педагог — педагог"),),
    note=(),
    rows=(
        ProgrammeRow("1", "Начало", "Встретиться", "до 12 октября", "Правила", "Есть", "хорошо",
                     "Громов Пётр Ильич", "выполнено"),
        ProgrammeRow("2", "Начало", "Урок", "", "", "", "", "", "не начато"),
        ProgrammeRow("3", "Конец", "Итоги", "", "", "", "", "", "не начато"),
    ),
    signers=(("Наставник", "Громов Пётр Ильич"),),
    agreement="Программа ещё не согласована.",
)  # fmt: skip


def test_the_table_of_both_files() -> None:
    from exports.docx.paper import Table

    plan = [block for block in programme_paper(DATA).blocks if isinstance(block, Table)][-1]
    assert [line.band for line in plan.lines] == [
        "section", "plain", "plain", "section", "plain",
    ]  # fmt: skip
    sheet = programme_workbook(DATA).sheets[0].report
    assert [row.kind for row in sheet.rows] == ["section", "plain", "plain", "section", "plain"]
    assert sheet.rows[1].values == (
        "1", "Встретиться", "до 12 октября", "Правила", "Есть", "хорошо", "Громов Пётр Ильич",
        "выполнено",
    )  # fmt: skip


async def test_the_table_comes_back_edited(cast: Cast) -> None:
    await running_one(cast)
    await cast.mentor.taps(data=Programme(1).pack())
    await cast.mentor.taps("Программа в Excel")
    assert cast.mentor.screen.document is not None
    name, data = cast.mentor.screen.document
    title = "Посетить два урока наставляемого и обсудить их"
    other = "Рассказать коллегам об одном приёме, который прижился"
    changed = edited(
        data,
        typed({
            (title, "Срок"): "до 20 ноября",
            (title, "Фактический результат"): "Два урока",
            (title, "Оценка наставника"): "Отлично",
            (other, "Оценка наставника"): "пятёрка",
        }),
    )  # fmt: skip
    await cast.mentor.sends_file(changed, name)
    text = plain(cast.mentor.screen.text)
    assert text.startswith("📊 Таблица · Программа пары\nПрочитано: 3 правки, 1 непонятная.")
    assert "нет в боте" not in text
    await cast.mentor.taps("Применить")
    await cast.mentor.sends("/today")
    await cast.mentor.taps(data=Programme(1).pack())
    assert "⚠️ Цель или сроки менялись после согласования." in plain(cast.mentor.screen.text)
    await cast.mentor.taps("Читать целиком")
    assert "Получилось: Два урока\nОценка: Отлично" in cast.mentor.screen.text
    assert "Срок: до 20 ноября 2026 года" in cast.mentor.screen.text
    await cast.mentee.sends_file(changed, name)
    assert cast.mentee.screen.text.startswith("📎 Сохранено")  # it may prove something
