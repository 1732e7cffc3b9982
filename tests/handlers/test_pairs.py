"""Pairs as the curator enters and keeps them, and as those who are in them see them."""

import dataclasses
import io
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, get_args, get_type_hints

import openpyxl
import pytest
from sqlalchemy import select

from db.models import Pair
from domain.pair_papers import PaperKind
from domain.pairs import EndReason, Form
from domain.roles import Role
from handlers.buttons import pair_edit, pair_enter, pair_papers, pair_states
from handlers.buttons import pairs as requests
from handlers.registry import BUTTONS, Button
from services.pairs import as_of
from tests.pair_cast import enter, mentoring, paired, school
from tests.people_factories import again
from tests.stage import START, Stage


async def test_an_existing_pair_is_entered_in_four_taps(stage: Stage) -> None:
    curator = await school(stage)
    await curator.taps("Пары")
    empty = curator.screen.text

    taps = ["Внести пару", "Громов", "Ким", "Закрепить: уже работает"]
    for each in taps:
        await curator.taps(each)

    assert len(taps) == 4
    assert empty.startswith("👥 Пары и группы · МБОУ «СОШ № 1»\n\nПока ни одной.")
    assert curator.screen.text.splitlines()[0] == (
        "✅ Пара закреплена: Громов\u00a0П.\u00a0И. → Ким\u00a0А.\u00a0Л."
    )
    await curator.taps("← Назад")
    assert curator.screen.text.splitlines() == [
        "👥 Пара · работает",
        "Наставник: Громов\u00a0П.\u00a0И.",
        "Наставляемый: Ким\u00a0А.\u00a0Л.",
        "",
        "Форма: педагог\u00a0— педагог",
        "Вид: традиционное",
        "Срок: сентябрь—май, встречи раз в 14\u00a0дней",
        "🕒 Пока рано судить",
        "",
        "⚠️ Не хватает: письменное согласие наставника; дополнительное соглашение об оплате; "
        "приказ о закреплении",
    ]


async def test_a_pair_is_entered_once(stage: Stage) -> None:
    curator = await paired(stage)
    again = pair_enter.EnterNow(2, 4, Form.TEACHER_TEACHER, works=True, raised=False)
    await curator.sends("/pair")
    await curator.taps("Внести пару")
    await curator.taps("Громов")
    await curator.taps("Ким")
    seen = curator.screen.text
    await curator.taps(data=again.pack())

    assert seen.endswith("Такая пара уже есть и работает. Вторую вносить не нужно.")
    assert curator.alerts[-1:] == ["Такая пара уже есть и работает. Вторая не появилась."]


async def test_entering_is_taken_back(stage: Stage) -> None:
    curator = await paired(stage)

    await curator.taps("Отменить")

    assert curator.screen.text == "Отменено: пары больше нет."
    await curator.taps("← Назад")
    assert "Пока ни одной" in curator.screen.text


async def test_a_group_grows_by_toggles(stage: Stage) -> None:
    curator = await paired(stage)

    await curator.taps("Это группа")
    await curator.taps("Носов")
    await curator.taps("Рощина")
    await curator.taps("Готово")

    assert curator.screen.text.splitlines()[:6] == [
        "👥 Группа · работает",
        "Наставник: Громов\u00a0П.\u00a0И.",
        "Наставляемые: Ким\u00a0А.\u00a0Л., Носов\u00a0И.\u00a0П., Рощина\u00a0И.\u00a0П.",
        "",
        "Форма: педагог\u00a0— педагог",
        "Вид: групповое",
    ]


async def test_two_mentors_of_one_mentee(stage: Stage) -> None:
    curator = await paired(stage)
    await curator.taps("← Назад")
    await curator.taps("Изменить пару")
    await curator.taps("Наставники")
    await curator.taps("Лунина")
    await curator.taps("Готово")

    assert "Наставники: Громов\u00a0П.\u00a0И., Лунина\u00a0В.\u00a0А." in curator.screen.text
    assert "письменное согласие наставника: Лунина\u00a0В.\u00a0А." in curator.screen.text


async def test_papers_are_entered_by_number_and_day(stage: Stage) -> None:
    curator = await paired(stage)

    await curator.taps("Внести бумаги")
    await curator.taps("Внести: согласие")
    await curator.sends("№ 4 от 01.09.2026")
    await curator.taps("Бумаги пары")
    await curator.taps("Внести: доп. соглашение")
    await curator.taps("Оплата назначена")
    await curator.sends("№ 7 от 01.09.2026, 3000 рублей в месяц")
    await curator.taps("Бумаги пары")
    await curator.taps("Внести: приказ")
    await curator.sends("15-к от 01.09.2026")
    await curator.taps("Бумаги пары")

    assert curator.screen.text.splitlines()[3:] == [
        "✅ Согласие №\u00a04 от 01.09.2026",
        "✅ Доп. соглашение №\u00a07 от 01.09.2026, 3000 рублей в месяц",
        "✅ Приказ №\u00a015-к от 01.09.2026",
        "",
        "Все нужные бумаги внесены.",
    ]


async def test_one_order_of_many_pairs_is_typed_once_and_each_receipt_leads_on(
    stage: Stage,
) -> None:
    curator = await paired(stage)
    await curator.taps("Внести бумаги")
    await curator.taps("Внести: приказ")
    first = curator.screen.has("Как в прошлый раз: №\u00a015-к от 01.09.2026")
    await curator.sends("15-к от 01.09.2026")
    typed = curator.screen.text

    await enter(curator, "Лунина", "Носов")
    await curator.taps("Внести бумаги")
    await curator.taps("Внести: приказ")
    await curator.taps("Как в прошлый раз: №\u00a015-к от 01.09.2026")
    tapped = curator.screen.text
    await curator.taps("Внести: согласие")
    await curator.sends("№ 4 от 31.09.2026")

    assert not first
    assert typed == tapped == "✅ Внесено: приказ о закреплении №\u00a015-к от 01.09.2026"
    assert curator.screen.text == ("✅ Внесено: письменное согласие наставника №\u00a04, без даты")
    assert curator.screen.buttons[0] == ["Внести: доп. соглашение"]


async def test_why_no_agreement_is_due(stage: Stage) -> None:
    curator = await paired(stage)

    await curator.taps("Внести бумаги")
    await curator.taps("Внести: доп. соглашение")
    await curator.taps("Соглашение не нужно")
    await curator.taps("Входит в должностные")
    await curator.taps("Бумаги пары")

    assert curator.screen.text.splitlines()[3] == (
        "✅ Доп. соглашение: не нужно, наставничество входит в должностные обязанности"
    )


async def test_the_way_of_a_new_pair(stage: Stage) -> None:
    """Asked in the bundle, agreed, confirmed by the order; it works once all papers are there."""
    curator = await school(stage)
    mentor = await stage.join("Азов Ян Львович", Role.MENTOR)
    await curator.taps("Пары")
    await curator.taps("Внести пару")
    await curator.taps("Азов")
    await curator.taps("Ким")
    await curator.taps("Новая пара: спросить")
    assert curator.screen.text.startswith("✅ Пара предложена, наставник получит вопрос")

    await stage.advance_to(START + timedelta(hours=8))
    assert "Новая пара: Ким А. Л." in mentor.screen.text
    await mentor.taps("Согласиться")
    assert mentor.screen.text == "✅ Согласие записано: Азов\u00a0Я.\u00a0Л. → Ким\u00a0А.\u00a0Л."

    await curator.taps("← Назад")
    assert curator.screen.text.startswith("👥 Пара · согласована, ждёт приказа")
    await curator.taps("Внести приказ")
    await curator.sends("№ 15 от 01.10.2026")
    await curator.taps("Открыть пару")
    assert curator.screen.text.startswith("👥 Пара · утверждена, ещё не начата")
    await curator.taps("Внести бумаги")
    await curator.taps("Внести: согласие")
    await curator.sends("№ 4 от 01.10.2026")
    await curator.taps("Бумаги пары")
    await curator.taps("Внести: доп. соглашение")
    await curator.taps("Соглашение не нужно")
    await curator.sends("По договорённости без доплаты")
    await curator.taps("Открыть пару")

    assert curator.screen.text.startswith("👥 Пара · работает")


async def test_pause_and_going_on_by_itself(stage: Stage) -> None:
    curator = await paired(stage)
    await curator.taps("← Назад")
    await curator.taps("Пауза, завершение")
    await curator.taps("Поставить на паузу")
    await curator.sends("16 октября")

    assert curator.screen.text == "⏸ Пара на паузе до 16\u00a0октября."
    await curator.taps("Открыть пару")
    assert curator.screen.text.startswith("👥 Пара · на паузе до 16\u00a0октября")
    await stage.advance_to(START + timedelta(days=12))
    await curator.sends("/pair")
    await curator.taps("Громов")
    assert curator.screen.text.startswith("👥 Пара · работает")


async def test_a_pair_is_handed_over_and_back(stage: Stage) -> None:
    curator = await paired(stage)
    await curator.taps("← Назад")
    await curator.taps("Пауза, завершение")
    await curator.taps("Передать другому")
    await curator.taps("Лунина")
    assert curator.screen.text == (
        "✅ Передано. Новая пара: Лунина\u00a0В.\u00a0А. → Ким\u00a0А.\u00a0Л.\n\n"
        "Наставник получит вопрос в ближайшем напоминании. Пара начнёт работать, когда будут "
        "внесены все её бумаги."
    )
    await curator.taps("Открыть пару")
    assert curator.screen.text.startswith("👥 Пара · предложена, наставник ещё не ответил")
    await curator.taps("Прежняя пара")
    assert curator.screen.text.startswith("👥 Пара · передана другому наставнику")
    await curator.taps("История")
    await curator.taps("Отменить последнее")

    assert curator.screen.text.startswith("👥 Пара · работает")
    await curator.sends("/pair")
    assert [row[0] for row in curator.screen.buttons[1:2]] == [
        "Громов\u00a0П.\u00a0И. → Ким\u00a0А.\u00a0Л. ⚠️"
    ]


async def test_a_pair_that_is_handed_over_begins_with_its_papers(stage: Stage) -> None:
    curator = await paired(stage)
    await curator.taps("← Назад")
    await curator.taps("Пауза, завершение")
    await curator.taps("Передать другому")
    await curator.taps("Лунина")
    await curator.taps("Открыть пару")
    await curator.taps("Внести бумаги")
    await curator.taps("Внести: согласие")
    await curator.sends("№ 61 от 01.10.2026")
    await curator.taps("Бумаги пары")
    await curator.taps("Внести: доп. соглашение")
    await curator.taps("Соглашение не нужно")
    await curator.taps("Входит в должностные")
    await curator.taps("Бумаги пары")
    await curator.taps("Внести: приказ")
    await curator.sends("№ 61 от 01.10.2026")
    await curator.taps("Открыть пару")

    assert curator.screen.text.startswith("👥 Пара · работает")
    await curator.sends("/pair")
    assert [row[0] for row in curator.screen.buttons[1:2]] == [
        "Лунина\u00a0В.\u00a0А. → Ким\u00a0А.\u00a0Л."
    ]


async def test_the_reason_of_an_end_is_not_for_the_other_side(stage: Stage) -> None:
    curator = await school(stage)
    mentee = await stage.join("Азов Ян Львович", Role.MENTEE)
    await enter(curator, mentee="Азов")
    await curator.taps("← Назад")
    await curator.taps("Пауза, завершение")
    await curator.taps("Закончить досрочно")
    await curator.sends("Не сошлись характерами")
    await curator.taps("Открыть пару")
    kept = curator.screen.text
    await mentee.sends("/pair")
    await mentee.taps("Прошлые пары (1)")
    await mentee.taps("Громов")

    assert "Не сошлись характерами" in kept
    assert "Не сошлись" not in mentee.screen.text
    assert mentee.screen.text.startswith("👥 Пара · закончена досрочно")


async def test_a_notice_has_a_clock_of_three_working_days(stage: Stage) -> None:
    """Given on Monday 5 October: Thursday 8 October is the earliest last day."""
    curator = await paired(stage)
    await curator.taps("← Назад")
    await curator.taps("Пауза, завершение")
    await curator.taps("Школа отменяет поручение")
    assert "самое раннее\u00a0— 8\u00a0октября" in curator.screen.text
    await curator.taps("До 8")
    await curator.taps("Открыть пару")
    assert (
        "🕒 Уведомление школы: Громов\u00a0П.\u00a0И., последний день 8\u00a0октября "
        "(осталось 3\u00a0дня)"
    ) in curator.screen.text

    await stage.advance_to(START + timedelta(days=4))
    await curator.sends("/pair")
    await curator.taps("Закончены")
    await curator.taps("Громов")

    assert curator.screen.text.startswith("👥 Пара · закончена досрочно")
    assert "Поручение отменено школой" in curator.screen.text


async def test_a_substitute_sees_the_pair_in_his_time(stage: Stage) -> None:
    curator = await school(stage)
    deputy = await stage.join("Азов Ян Львович", Role.MENTOR)
    await enter(curator)
    await curator.taps("← Назад")
    await curator.taps("Изменить пару")
    await curator.taps("Замещающий наставник")
    await curator.taps("Азов")
    await curator.sends("6 октября")
    await curator.sends("9 октября")
    assert curator.screen.text == (
        "✅ Замещающий наставник назначен: 6–9\u00a0октября. Потом первый вернётся сам."
    )

    await deputy.sends("/pair")
    before = deputy.screen.text
    await stage.advance_to(START + timedelta(days=1))
    await deputy.sends("/pair")
    during = deputy.screen.text
    await stage.advance_to(START + timedelta(days=5))
    await deputy.sends("/pair")

    assert before.startswith("👥 Мои пары\n\nПока Вы ни в одной паре.")
    assert "Замещающий наставник: Азов\u00a0Я.\u00a0Л." in during
    assert deputy.screen.text.startswith("👥 Мои пары\n\nСейчас Вы ни в одной паре.")
    await deputy.taps("Прошлые пары (1)")
    await deputy.taps("Громов")
    assert deputy.screen.text.splitlines()[0] == "👥 Пара · Вы уже не в паре"
    assert "Вы были в паре: 6–9\u00a0октября" in deputy.screen.text


async def test_the_limit_asks_before_it_is_passed(stage: Stage) -> None:
    curator = await school(stage)
    await curator.taps("Пары")
    await curator.taps("Предел наставляемых")
    await curator.taps("1")
    await enter(curator)
    await enter(curator, mentee="Носов")

    assert curator.screen.text.startswith(
        "⚠️ Предел наставника\n\nГромов\u00a0П.\u00a0И.: предел\u00a0— 1\u00a0наставляемый, "
        "станет 2."
    )
    await curator.taps("Увеличить предел")
    assert curator.screen.text.startswith("✅ Пара закреплена")


async def test_missing_papers_are_told_once_a_week(stage: Stage) -> None:
    curator = await paired(stage)

    await stage.advance_to(START + timedelta(days=8))

    assert "Не все бумаги у 1 пары (Громов П. И.)" in curator.screen.text
    await curator.taps("Показать пары")
    assert "Показаны: без бумаг, 1\u00a0пара" in curator.screen.text


@pytest.mark.parametrize("role", [Role.CURATOR, Role.MENTOR])
async def test_another_school_gets_nowhere(stage: Stage, role: Role) -> None:
    await paired(stage)
    first = await stage.db.read(lambda s: s.scalar(select(Pair.id)))
    assert first is not None
    await stage.school("Школа № 2")
    stranger = await stage.join("Чужов Ян Львович", role)

    for button in (
        requests.OpenPair(first),
        requests.PairHistory(first, 0),
        pair_papers.PairPapers(first),
        pair_states.PairStates(first),
        pair_states.PairStep(first, pair_states.Step.COMPLETE),
        pair_states.EndPair(first, EndReason.LOAD),
        pair_edit.ChangePair(first),
        pair_edit.PairRhythm(first, 7),
        requests.UndoPair(1),
    ):
        await stranger.taps(data=button.pack())
        assert stranger.alerts[-1:] == [
            "Это действие для Вашей роли закрыто. Ничего не изменилось."
        ], button
        stranger.alerts.clear()


async def test_the_passport_tells_a_past_day(stage: Stage) -> None:
    """As of the first day the pair is without its order, as of the second with it."""
    curator = await paired(stage)
    stage.clock.jump(START + timedelta(days=1))
    await curator.taps("Внести бумаги")
    await curator.taps("Внести: приказ")
    await curator.sends("№ 15 от 01.09.2026")
    pair_id = await stage.db.read(lambda s: s.scalar(select(Pair.id)))
    assert pair_id is not None
    me = await again(stage.db, stage.person_id(curator), str(curator.id))
    me = replace(me, at=stage.clock.now())
    first = await stage.db.read(as_of.passport, me, pair_id, START.date())
    second = await stage.db.read(as_of.passport, me, pair_id, me.today)

    await curator.sends("/pair")
    await curator.taps("Громов")
    await curator.taps("Паспорт пары")
    await curator.taps("Таблица Excel")
    assert curator.screen.document is not None
    _, data = curator.screen.document
    sheet, *others = openpyxl.load_workbook(io.BytesIO(data)).worksheets
    told = {row[0].value: row[1].value for row in sheet.iter_rows(max_col=2)}
    await curator.taps("Документ Word")

    assert (first.papers, [kind.value for kind, _ in first.lacks]) == (
        (), ["consent", "agreement", "order"],
    )  # fmt: skip
    assert [(each.kind.value, each.number) for each in second.papers] == [("order", "15")]
    assert (len(first.history), len(second.history)) == (1, 2)
    assert [each.title for each in others] == [
        "Участники", "Документы", "Программа", "Встречи", "История",
    ]  # fmt: skip
    assert told["Форма"] == "педагог — педагог"
    assert told["Проведено встреч"] == "0"
    assert curator.screen.document is not None
    assert curator.screen.document[0].endswith("2026-10-06.docx")


async def test_a_mentor_refuses_by_himself_and_the_curator_hears(stage: Stage) -> None:
    curator, mentor = await mentoring(stage)
    await mentor.sends("/pair")
    await mentor.taps("Отказаться от наставничества")
    await mentor.taps("До 8")

    assert mentor.screen.text.startswith("✅ Отказ записан, последний день\u00a0— 8\u00a0октября.")
    await stage.advance_to(START + timedelta(days=1))
    assert (
        "Отказ наставника: Азов Я. Л. (Ким А. Л.), последний день 08.10.2026\n"
        "Решите, кто продолжит."
    ) in curator.screen.text
    await stage.advance_to(START + timedelta(days=4))
    await mentor.sends("/pair")
    assert mentor.screen.text.startswith("👥 Мои пары\n\nСейчас Вы ни в одной паре.")


async def test_a_mentor_cannot_end_the_school_s_task(stage: Stage) -> None:
    _, mentor = await mentoring(stage)
    pair_id = await stage.db.read(lambda s: s.scalar(select(Pair.id)))
    assert pair_id is not None
    me = stage.person_id(mentor)

    for kind, who in ((PaperKind.NOTICE, me), (PaperKind.REFUSAL, me - 1)):
        button = pair_papers.NoticeUntil(pair_id, kind, who, date(2026, 10, 30))
        await mentor.taps(data=button.pack())
        assert mentor.alerts[-1].startswith("Это действие для Вашей роли закрыто.")


def _of_nothing(kind: type[Button]) -> Button:
    """A request where every number is one that no row has."""
    values: list[Any] = []
    hints = get_type_hints(kind)
    for field in dataclasses.fields(kind):  # type: ignore[arg-type]
        hint = hints[field.name]
        plain = next((each for each in get_args(hint) if each is not type(None)), hint)
        if plain is int:
            values.append(10**9)
        elif plain is date:
            values.append(date(2026, 10, 7))
        elif plain is bool:
            values.append(False)
        else:
            values.append(next(iter(plain)))
    return kind(*values)


async def test_buttons_of_nothing_end_kindly(stage: Stage) -> None:
    curator = await school(stage)
    mine = [
        each for each in BUTTONS.values() if each.__module__.startswith("handlers.buttons.pair")
    ]

    for kind in mine:
        try:
            data = _of_nothing(kind).pack()
        except ValueError:  # so many digits no id has
            continue
        await curator.taps(data=data)
        assert "сломалось" not in curator.screen.text, kind
        assert not any("сломалось" in each for each in curator.alerts), kind
    assert len(mine) > 40


async def test_a_mentor_of_one_pair_comes_to_its_card_at_once(stage: Stage) -> None:
    _, mentor = await mentoring(stage)

    await mentor.sends("/pair")
    card = mentor.screen.text
    await mentor.taps("← Назад")
    listed = mentor.screen.text
    await mentor.taps("Меню")
    await mentor.taps("Пары")

    assert card.startswith("👥 Пара · работает")
    assert listed.startswith("👥 Мои пары\n\n1\u00a0пара.")
    assert mentor.screen.text == card


async def test_who_needs_help_is_counted_and_a_line_of_the_card(stage: Stage) -> None:
    curator, mentor = await mentoring(stage)
    await enter(curator, mentor="Лунина", mentee="Носов")
    stage.clock.jump(START + timedelta(days=60))
    await curator.sends("/pair")

    await curator.taps("Кому нужна помощь (2)")
    assert "нужна помощь 2" in curator.screen.text
    await curator.sends("/pair")
    await curator.taps("Азов")
    kept = curator.screen.text
    await mentor.sends("/pair")

    assert "⚠️ Паре нужна помощь: " in kept
    assert "помощь" not in mentor.screen.text
