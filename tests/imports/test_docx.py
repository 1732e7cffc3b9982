"""Word: numbers that Word makes, merged cells, corrections, tables over several pages."""

from imports.roadmap import Document, read
from tests.imports.office import docx, item, numbered, p, run, tbl, tc, tr

HEADER = ("№", "Мероприятия", "Сроки", "Ответственные")


def rows(*blocks: str, numbering: str = "", styles: str = "") -> Document:
    return read(docx(*blocks, numbering=numbering, styles=styles), "карта.docx")


def test_numbers_made_by_word_are_read_where_they_are_printed() -> None:
    numbering = numbered(1, ("decimal", "%1.")) + numbered(2, ("upperRoman", "%1."))
    document = rows(
        tbl(
            HEADER,
            tr(tc(item("Подготовка", 2), span=4)),
            (tc(item("", 1)), "Издать приказ", "май", "Завуч"),
            (tc(item("", 1)), "Собрать согласия", "июнь", "Завуч"),
            tr(tc(item("Работа пар", 2), span=4)),
            (tc(item("", 1)), "Провести встречу", "июль", "Завуч"),
        ),
        numbering=numbering,
    )
    assert [(r.section, r.number, r.title) for r in document.rows] == [
        ("I. Подготовка", "1", "Издать приказ"),
        ("I. Подготовка", "2", "Собрать согласия"),
        ("II. Работа пар", "3", "Провести встречу"),
    ]


def test_lists_restart_only_where_word_restarts_them() -> None:
    numbering = (
        numbered(1, ("decimal", "%1.")) + numbered(2, of=1) + numbered(3, of=1, restart=True)
    )
    document = rows(
        tbl(
            HEADER,
            *((tc(item("", n)), f"Дело {at}", "май", "Завуч") for at, n in enumerate((1, 2, 3))),
        ),
        numbering=numbering,
    )
    assert [r.number for r in document.rows] == ["1", "2", "1"]


def test_levels_of_a_list_print_the_numbers_above_them() -> None:
    numbering = numbered(1, ("decimal", "%1."), ("decimal", "%1.%2"))
    document = rows(
        tbl(
            HEADER,
            (tc(item("", 1)), "Подготовка к работе", "май", "Завуч"),
            (tc(item("", 1, 1)), "Издать приказ", "май", "Завуч"),
            (tc(item("", 1, 1)), "Собрать согласия", "май", "Завуч"),
            (tc(item("", 1)), "Провести встречу", "май", "Завуч"),
            (tc(item("", 1, 1)), "Собрать отзывы", "май", "Завуч"),
        ),
        numbering=numbering,
    )
    assert [r.number for r in document.rows] == ["1", "1.1", "1.2", "2", "2.1"]


def test_numbers_come_from_paragraph_styles_too() -> None:
    styles = (
        '<w:style w:styleId="Base"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        "</w:style>"
        '<w:style w:styleId="Own"><w:basedOn w:val="Base"/></w:style>'
    )
    cells = [tc(p(text, '<w:pStyle w:val="Own"/>')) for text in ("Издать приказ", "Встретиться")]
    document = rows(
        tbl(HEADER, *(("", cell, "май", "Завуч") for cell in cells)),
        numbering=numbered(1, ("decimal", "%1)")),
        styles=styles,
    )
    assert [(r.number, r.title) for r in document.rows] == [
        ("1)", "Издать приказ"),
        ("2)", "Встретиться"),
    ]


def test_steps_typed_and_made_by_word_stand_side_by_side() -> None:
    header = ("Этап", "Мероприятия", "Содержание деятельности")
    document = rows(
        tbl(
            header,
            ("Запуск", "Анализ", tc(item("Изучить письмо.", 1), item("Изучить приказ.", 1))),
            ("Запуск", "База", tc("Подготовка:", "1. Опросить.", "2) Собрать:", "- согласия;")),
        ),
        numbering=numbered(1, ("decimal", "%1.")),
    )
    assert [(r.content, r.steps) for r in document.rows] == [
        (None, ("Изучить письмо.", "Изучить приказ.")),
        ("Подготовка:", ("Опросить.", "Собрать: - согласия;")),
    ]


def test_bullets_made_by_word_are_a_dash_list() -> None:
    bullets = numbered(1, ("bullet", "\uf0b7"))
    document = rows(
        tbl(
            HEADER,
            ("1", tc("На уровне школы:", item("контроль", 1), item("отчёт", 1)), "май", "Завуч"),
            ("2", tc(item("Встреча", 1)), "май", "Завуч"),
        ),
        numbering=bullets,
    )
    assert [r.title for r in document.rows] == ["На уровне школы: - контроль - отчёт", "Встреча"]


def test_merged_cells_count_for_every_row_that_they_cover() -> None:
    header = ("№", "Этап", "Мероприятия", "Сроки", "Ответственные")
    document = rows(
        tbl(
            header,
            (tc("1.", merge="restart"), tc("Запуск", merge="restart"), "Приказ",
             tc("май", merge="restart"), "Завуч"),
            (tc(merge="continue"), tc(merge="continue"), "Опрос", tc(merge="continue"), "Завуч"),
        )
    )  # fmt: skip
    assert [(r.number, r.stage, r.title, r.deadline) for r in document.rows] == [
        ("1", "Запуск", "Приказ", "май"),
        ("1", "Запуск", "Опрос", "май"),
    ]


def test_merged_cell_goes_on_over_a_page_break() -> None:
    header = ("№", "Этап", "Мероприятия", "Сроки")
    document = rows(
        tbl(header, (tc("1", merge="restart"), tc("Запуск", merge="restart"), "Приказ", "май")),
        p(),
        tbl((tc(merge="continue"), tc(merge="continue"), "Опрос", "июнь")),
    )
    assert [(r.number, r.stage, r.title) for r in document.rows] == [
        ("1", "Запуск", "Приказ"),
        ("1", "Запуск", "Опрос"),
    ]


def test_insertions_are_kept_and_deletions_dropped() -> None:
    changed = (
        "<w:p><w:r><w:t>Издать </w:t></w:r>"
        f'<w:ins w:id="1">{run("новый ")}</w:ins>'
        '<w:del w:id="2"><w:r><w:delText>старый </w:delText></w:r></w:del>'
        f"<w:hyperlink>{run('приказ')}</w:hyperlink></w:p>"
    )
    gone = (
        f'<w:tr><w:trPr><w:del w:id="3"/></w:trPr>{tc("2")}{tc("Лишнее")}{tc("")}{tc("")}</w:tr>'
    )
    document = rows(tbl(HEADER, ("1", tc(changed), "май", "Завуч"), gone))
    assert [r.title for r in document.rows] == ["Издать новый приказ"]
    assert [w.code for w in document.warnings] == ["corrections"]


def test_paragraph_whose_end_was_deleted_runs_into_the_next() -> None:
    first = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('Издать ')}</w:p>"
    document = rows(tbl(HEADER, ("1", tc(first, p("приказ")), "май", "Завуч")))
    assert [r.title for r in document.rows] == ["Издать приказ"]


def test_soft_hyphens_and_hard_spaces_leave_no_trace() -> None:
    document = rows(
        tbl(
            ("№", "Меро\u00adприятия", "Срок\u00a0исполнения", "Ответствен-\nные"),
            ("1", "Изда\u00adние\u00a0 приказа", "май\u00a02026", "Завуч"),
        )
    )
    assert [(r.title, r.deadline, r.responsible) for r in document.rows] == [
        ("Издание приказа", "май 2026", ("Завуч",))
    ]


def test_content_controls_and_nested_tables_are_read_through() -> None:
    inner = tbl(("Опрос", "родителей"))
    row = tr("1", tc(p("Провести"), inner), "май", "")
    wrapped = f"<w:sdt><w:sdtContent>{row}</w:sdtContent></w:sdt>"
    document = rows(tbl(HEADER, wrapped))
    assert [r.title for r in document.rows] == ["Провести Опрос родителей"]


def test_roadmap_inside_a_layout_table_is_found() -> None:
    inner = tbl(HEADER, ("1", "Издать приказ", "май", "Завуч"))
    document = rows(tbl(tr(tc(p("Дорожная карта"), inner))))
    assert [r.title for r in document.rows] == ["Издать приказ"]


def test_stamp_table_before_the_real_one_is_its_approval() -> None:
    document = rows(
        tbl(("СОГЛАСОВАНО", "УТВЕРЖДАЮ"), ("Педсовет", "Директор МБОУ СОШ №7")),
        p("Дорожная карта на 2026-2027 учебный год"),
        tbl(HEADER, ("1", "Издать приказ", "май", "Завуч")),
    )
    assert document.title == "Дорожная карта на 2026-2027 учебный год"
    assert document.approval == ("СОГЛАСОВАНО УТВЕРЖДАЮ", "Педсовет Директор МБОУ СОШ №7")
    assert document.period_label == "2026-2027 учебный год"


def test_tables_under_their_own_headings_make_sections() -> None:
    document = rows(
        p("План работы"),
        p("I. Подготовка"),
        tbl(HEADER, ("1", "Издать приказ", "май", "Завуч")),
        p("II. Работа"),
        tbl(HEADER, ("1", "Провести встречу", "июнь", "Завуч")),
        p("Состав рабочей группы"),
        tbl(("Фамилия", "Телефон"), ("Берёзкина А.А.", "нет")),
    )
    assert [(r.section, r.title) for r in document.rows] == [
        ("I. Подготовка", "Издать приказ"),
        ("II. Работа", "Провести встречу"),
    ]
    assert [(w.code, dict(w.data)) for w in document.warnings] == [
        ("tables_ignored", {"count": 1})
    ]


def test_row_cut_by_a_page_break_is_one_row() -> None:
    document = rows(
        tbl(HEADER, ("1.1", "Провести семинар для", "Декабрь", "Управление,")),
        p(),
        tbl(("", "заместителей директора", "2026", "методист"), ("1.2", "Опрос", "май", "Завуч")),
    )
    assert [(r.number, r.title, r.deadline, r.responsible) for r in document.rows] == [
        ("1.1", "Провести семинар для заместителей директора", "Декабрь 2026",
         ("Управление", "методист")),
        ("1.2", "Опрос", "май", ("Завуч",)),
    ]  # fmt: skip
    assert [(w.code, dict(w.data)) for w in document.warnings] == [("rows_joined", {"count": 1})]


def test_looks_are_dropped_before_parsing_but_not_what_they_say() -> None:
    looks = '<w:rPr><w:rFonts w:ascii="A"/><w:b/><w:sz w:val="24"/></w:rPr>'
    hidden = "<w:r><w:rPr><w:vanish/><w:b/></w:rPr><w:t>тайно </w:t></w:r>"
    text = (
        f'<w:p w:rsidR="00AB12CD"><w:r w:rsidRPr="00AB12CD">{looks}<w:t>Опрос</w:t><w:tab/>'
        f"<w:t>пар</w:t><w:br/><w:t>и</w:t><w:noBreakHyphen/><w:t>групп</w:t></w:r>{hidden}</w:p>"
    )
    document = rows(tbl(HEADER, ("1", tc(text), "май", "Завуч")))
    assert [r.title for r in document.rows] == ["Опрос пар и-групп"]
