"""An invented city's roadmap as Word makes it: blank header cells, section rows over all columns,
numbers missing in the first section, terms of years that are over."""

from pathlib import Path

from docx import Document

HEADS = "Руководители образовательных учреждений"
CURATORS = "кураторы в ОУ"
OFFICE = "Управление"
CENTRE = "МБУ «Методический центр»"
COORDINATORS = "Муниципальные координаторы"
LONG = "В течение периода реализации"

SECTIONS = (
    ("Документы", (
        ("", "Составить дорожные карты школ", "Декабрь 2022", HEADS),
        ("1.2", "Подготовить местные акты и советы школам", "Декабрь 2022",
         f"{OFFICE}, {CENTRE}, {HEADS}"),
    )),
    ("2. Поддержка школ", (
        ("2.1", "Разослать школам письма о дорожной карте", LONG, COORDINATORS),
        ("2.2", "Провести установочный семинар", "Декабрь 2022. сентябрь 2023. сентябрь 2024",
         f"{OFFICE}, {CENTRE}"),
        ("2.3", "Обновлять раздел «Наставничество» на сайтах", "Регулярно",
         f"{HEADS}, {CURATORS}, {COORDINATORS}"),
        ("2.4", "Проводить городские семинары", LONG, f"{COORDINATORS}, {CURATORS}"),
        ("2.5", "Консультировать кураторов", LONG, COORDINATORS),
        ("2.6", "Выбрать способ оценки программ", "Декабрь 2022", f"{CENTRE}, {HEADS}"),
    )),
    ("3. Работа школ", (
        ("3.1", "Создать условия в школах", "Декабрь 2022", HEADS),
        ("3.2", "Собрать базу программ", LONG, f"{COORDINATORS}, {HEADS}, {CURATORS}"),
        ("3.3", "Собрать базу наставников", LONG, f"{COORDINATORS}, {HEADS}, {CURATORS}"),
        ("3.4", "Сопровождать пары", LONG, f"{HEADS}, {CURATORS}"),
        ("3.5", "Готовить материалы", LONG, f"{HEADS}, {CURATORS}"),
    )),
    ("4. Опыт", (
        ("4.1", "Вести реестр практик", LONG, f"{HEADS}, {CURATORS}"),
        ("4.2", "Делиться опытом", LONG, f"{COORDINATORS}, {HEADS}, {CURATORS}"),
        ("4.3", "Писать о наставниках", LONG, f"{COORDINATORS}, {HEADS}, {CURATORS}"),
        ("4.4", "Собирать сообщества", LONG, f"{HEADS}, {CURATORS}"),
    )),
    ("5. Мониторинг", (
        ("5.1", "Смотреть сайты школ", "Ежегодно в течение периода реализации", COORDINATORS),
        ("5.2", "Считать охват", "Ежегодно, май 2023, май 2024", COORDINATORS),
        ("5.3", "Оценить результаты в школах", "Ежегодно, май 2023, май 2024", "Кураторы в ОУ"),
        ("5.4", "Оценить внедрение", "Ежегодно, май 2023, май 2024",
         f"{COORDINATORS}, {CURATORS}"),
        ("5.5", "Передать данные в область", "Ежегодно, в течение периода реализации",
         COORDINATORS),
        ("5.6", "Дать советы школам", "Ежегодно, июнь-июль 2023, июнь-июль 2024",
         f"{OFFICE}, {CENTRE}"),
        ("5.7", "Написать отчёт", "Ежегодно, июнь-июль 2023, июнь-июль 2024", COORDINATORS),
    )),
    ("6. Контроль", (
        ("6.1", "Проверить ход работы в школах",
         "Ежегодно, апрель-май 2023, апрель-май 2024", f"{HEADS}, {CURATORS}"),
        ("6.2", "Проверить ход работы в городе",
         "Ежегодно, июнь-июль 2023, июнь-июль 2024", COORDINATORS),
    )),
)  # fmt: skip


def city_roadmap(file: Path) -> Path:
    """Write the document; its path."""
    document = Document()
    for line in ("УТВЕРЖДЕНО", "приказом от 14.12.2022 № 101"):
        document.add_paragraph(line)
    document.add_paragraph(
        "Муниципальная дорожная карта наставничества города Снегирёвска на период 2022– 2024 гг."
    )
    table = document.add_table(rows=1, cols=5)
    for cell, head in zip(
        table.rows[0].cells,
        ("", "", "Форма представления результата", "Сроки", "Ответственные"),
        strict=True,
    ):
        cell.text = head
    for section, rows in SECTIONS:
        cells = table.add_row().cells
        cells[0].merge(cells[4]).text = section
        for number, title, deadline, responsible in rows:
            values = (number, title, "Справка", deadline, responsible)
            for cell, value in zip(table.add_row().cells, values, strict=True):
                cell.text = value
    document.save(str(file))
    return file
