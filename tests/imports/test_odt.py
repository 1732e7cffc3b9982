"""OpenDocument text: the same model as Word's."""

from imports.roadmap import read
from tests.imports.office import ocell, ocovered, odt, op, otable

HEADER = ("№", "Этап", "Мероприятия", "Содержание", "Сроки", "Ответственные")
STYLES = (
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" '
    'style:num-format="1" style:num-suffix="."/></text:list-style>'
    '<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1"/>'
    "</text:list-style>"
)


def olist(style: str, *texts: str, goes_on: bool = False) -> str:
    items = "".join(f"<text:list-item>{op(text)}</text:list-item>" for text in texts)
    return (
        f'<text:list text:style-name="{style}" text:continue-numbering="{str(goes_on).lower()}">'
        f"{items}</text:list>"
    )


def test_whole_document() -> None:
    data = odt(
        op("Дорожная карта"),
        op("на 2026-2027 учебный<text:s/>год"),
        otable(
            HEADER,
            (ocell("Раздел первый", columns=6), ocovered(5)),
            (
                ocell(olist("L1", ""), rows=2),
                ocell("Запуск", rows=2),
                "Анализ<text:line-break/>условий",
                ocell(olist("L1", "Изучить.", "Обсудить.")),
                "май",
                ocell("Завуч", "Методист"),
            ),
            (ocovered(2), "Опрос", ocell(olist("L2", "анкеты", "беседы")), "июнь", "Завуч"),
        ),
        styles=STYLES,
    )
    document = read(data, "карта.odt")
    assert document.period_label == "2026-2027 учебный год"
    assert [(r.section, r.number, r.stage, r.title, r.content, r.steps, r.responsible)
            for r in document.rows] == [
        ("Раздел первый", "1", "Запуск", "Анализ условий", None, ("Изучить.", "Обсудить."),
         ("Завуч", "Методист")),
        ("Раздел первый", "1", "Запуск", "Опрос", "- анкеты - беседы", (), ("Завуч",)),
    ]  # fmt: skip


def test_list_goes_on_in_the_next_cell() -> None:
    data = odt(
        otable(
            ("№", "Мероприятия", "Сроки"),
            (ocell(olist("L1", "")), "Опрос", "май"),
            (ocell(olist("L1", "", goes_on=True)), "Приказ", "май"),
            (ocell(olist("L1", "")), "Встреча", "май"),
        ),
        styles=STYLES,
    )
    assert [r.number for r in read(data, "карта.odt").rows] == ["1", "2", "1"]


def test_notes_and_comments_are_no_text() -> None:
    note = "<text:note><text:note-body><text:p>сноска</text:p></text:note-body></text:note>"
    comment = "<office:annotation><text:p>проверить</text:p></office:annotation>"
    data = odt(otable(("Мероприятия", "Сроки"), (f"Опрос{note}{comment}", "май")))
    assert [r.title for r in read(data, "карта.odt").rows] == ["Опрос"]
