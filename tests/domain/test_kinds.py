"""The kind of work, guessed from the words of a line."""

import csv
import json
from pathlib import Path

import pytest

from domain.kinds import WorkKind
from domain.kinds.guess import NOTHING_SAID, guess

SHARED = Path(__file__).resolve().parents[3] / "shared" / "roadmaps" / "truth.json"
TABLE = Path(__file__).with_name("kind_examples.tsv")

EXAMPLES = [
    ("Издать приказ о назначении кураторов внедрения целевой модели", "paper"),
    ("Утверждение плана работы «Школы молодого педагога»", "paper"),
    ("Подготовка приказа по итогам анкетирования", "paper"),
    ("Заключение дополнительных соглашений с наставниками", "paper"),
    ("Создание рабочей группы по внедрению наставничества", "paper"),
    ("Анкетирование молодых специалистов", "survey"),
    ("Провести опрос учителей о профессиональных затруднениях", "survey"),
    ("Мониторинг запросов молодых учителей", "survey"),
    ("Сбор письменных согласий наставников", "consents"),
    ("Получить согласия родителей на участие ребёнка в программе", "consents"),
    ("Формирование базы наставников школы", "bank"),
    ("Сбор сведений о молодых педагогах", "bank"),
    ("Составление списка наставников из числа учителей", "bank"),
    ("Создание наставнических пар", "pairs"),
    ("Анализ анкет и подбор наставника", "pairs"),
    ("Закрепление наставников за молодыми педагогами", "pairs"),
    ("Составление индивидуальных планов развития под руководством наставника", "programme"),
    ("Корректировка персонализированных программ", "programme"),
    ("Проведение первой встречи в паре", "meetings"),
    ("Взаимопосещение уроков", "meetings"),
    ("Встреча с родителями наставляемых", "event"),
    ("Круглый стол «Мой первый год в школе»", "event"),
    ("Конкурс «Лучший наставник района»", "event"),
    ("Награждение лучших наставников", "event"),
    ("Обучение наставников на курсах в региональном центре", "training"),
    ("Школа начинающего учителя: занятие 3", "training"),
    ("Размещение новостей на сайте школы", "publication"),
    ("Оформление стенда «Наши наставники»", "publication"),
    ("Подготовка аналитического отчёта куратора", "report"),
    ("Контроль за выполнением плана", "report"),
    ("Изучение нормативных документов по наставничеству", "study"),
    ("Ознакомление педагогов с методическими рекомендациями", "study"),
    ("Мониторинг эффективности программы наставничества", "monitoring"),
    ("Оценка удовлетворённости участников", "monitoring"),
    ("Самодиагностика наставляемого", "monitoring"),
]


@pytest.mark.parametrize(("title", "kind"), EXAMPLES)
def test_guessing(title: str, kind: str) -> None:
    assert guess(title) is WorkKind(kind)


def test_the_letter_yo_and_capitals_make_no_difference() -> None:
    assert guess("ОТЧЁТ НАСТАВНИКА") is guess("отчет наставника") is WorkKind.REPORT


def test_where_the_title_says_nothing_the_rest_is_read_in_turn() -> None:
    title = "Создание условий"

    assert guess(title) is NOTHING_SAID
    assert guess(title, "Информационная поддержка") is WorkKind.PUBLICATION
    assert guess(title, "Информационная поддержка", "Отчёт") is WorkKind.REPORT
    told = guess(title, "Информационная поддержка", "Отчёт", "Анкетирование учителей")
    assert told is WorkKind.SURVEY


def test_a_word_inside_another_is_not_recognised() -> None:
    assert guess("Рассмитрение хода работ") is NOTHING_SAID


def test_a_huge_text_is_read_at_its_beginning() -> None:
    assert guess("слово " * 50_000 + "приказ") is NOTHING_SAID


def _five() -> list[tuple[str, str, WorkKind, WorkKind]]:
    """Document, place of the leaf («row.step»), our judgement and the guess."""
    read = json.loads(SHARED.read_text("utf-8"))["roadmaps"]
    rows = {roadmap["id"]: roadmap["rows"] for roadmap in read}
    found = []
    with TABLE.open(encoding="utf-8", newline="") as table:
        for line in csv.DictReader(table, delimiter="\t"):
            at, _, step = line["leaf"].partition(".")
            row = rows[line["document"]][int(at)]
            title = row["steps"][int(step) - 1] if step else row["title"]
            content = None if step else row["content"]
            guessed = guess(title, row["stage"], row["result"], content)
            found.append((line["document"], line["leaf"], WorkKind(line["kind"]), guessed))
    return found


@pytest.mark.skipif(not SHARED.is_file(), reason="needs ../shared/roadmaps")
def test_the_five_documents_are_judged_whole() -> None:
    read = json.loads(SHARED.read_text("utf-8"))["roadmaps"]
    leaves = sum(len(row["steps"]) or 1 for roadmap in read for row in roadmap["rows"])

    assert len(_five()) == leaves


@pytest.mark.skipif(not SHARED.is_file(), reason="needs ../shared/roadmaps")
def test_the_five_documents_are_guessed_right() -> None:
    """Places only: a document of these holds names of staff."""
    wrong = [(document, at) for document, at, kind, guessed in _five() if guessed is not kind]

    assert wrong == []
