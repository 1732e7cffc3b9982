"""`python -m bot roadmap read`."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.commands.roadmap import REFUSED, run
from tests.imports.office import docx, p, tbl

HEADER = ("№", "Мероприятия", "Сроки", "Ответственные", "Отметка о выполнении")


def written(folder: Path, *rows: tuple[str, ...], title: str = "Дорожная карта") -> str:
    path = folder / "карта.docx"
    path.write_bytes(docx(p(title), tbl(HEADER, *rows)))
    return str(path)


def test_json_has_the_shape_of_the_truth(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(tmp_path, ("1.", "Опрос", "Сентябрь 2026", "Завуч, методист", "да"))
    assert run(file, None, True) == 0
    found = json.loads(capsys.readouterr().out)
    assert found == {
        "title": "Дорожная карта",
        "organisation": None,
        "approval": [],
        "period": {"label": None, "stated": False, "dates": ["2026-09-01", "2026-09-30"]},
        "columns": list(HEADER),
        "rows": [
            {
                "section": None,
                "stage": None,
                "number": "1",
                "title": "Опрос",
                "content": None,
                "steps": [],
                "deadline": "Сентябрь 2026",
                "spans": [["2026-09-01", "2026-09-30"]],
                "kind": "dates",
                "responsible": ["Завуч", "методист"],
                "result": None,
            }
        ],
        "warnings": [],
    }


@pytest.mark.parametrize(
    ("title", "given", "spans"),
    [
        ("План на 2026-2027 учебный год", None, [["2026-11-01", "2026-11-30"]]),
        ("План на 2026-2027 учебный год", "2025-2026", [["2025-11-01", "2025-11-30"]]),
        ("План", "2025-2026", [["2025-11-01", "2025-11-30"]]),
    ],
)
def test_period_comes_from_the_order_or_the_title(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    title: str,
    given: str | None,
    spans: list[list[str]],
) -> None:
    file = written(tmp_path, ("1", "Опрос", "ноябрь", "Завуч", ""), title=title)
    assert run(file, given, True) == 0
    assert json.loads(capsys.readouterr().out)["rows"][0]["spans"] == spans


def test_year_that_nobody_knows_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(written(tmp_path, ("1", "Опрос", "ноябрь", "Завуч", "")), None, True) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["rows"][0]["spans"] == []
    assert found["warnings"] == ["Строка 1: «ноябрь»: неизвестен год. Укажите период: "
                                 "--period 2022-2023."]  # fmt: skip


def test_table_for_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(
        tmp_path,
        ("1", "Опрос", "ноябрь", "Завуч", ""),
        title="План на 2026-2027 учебный год",
    )
    assert run(file, None, False) == 0
    assert capsys.readouterr().out == (
        "План на 2026-2027 учебный год\n"
        "Период: 2026-2027 учебный год\n"
        "\n"
        "1 Опрос\n"
        "     срок: ноябрь\n"
        "     ответственные: Завуч\n"
        "\n"
        "Прочитано: 1 строка, 0 шагов.\n"
    )


@pytest.mark.parametrize(
    ("name", "data", "period", "sentence"),
    [
        ("карта.pdf", b"%PDF-1.7", None, "Из PDF таблица читается с ошибками"),
        ("карта.docx", None, None, "не открывается"),
        ("карта.docx", b"x", "когда-нибудь", "Период «когда-нибудь» непонятен."),
    ],
)
def test_refusal_is_a_sentence(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    data: bytes | None,
    period: str | None,
    sentence: str,
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    assert run(str(tmp_path / name), period, True) == REFUSED
    printed = capsys.readouterr()
    assert printed.out == ""
    assert sentence in printed.err


def test_a_reader_that_has_enough_ends_it_quietly(tmp_path: Path) -> None:
    rows = [(str(n), "Опрос " * 20, "май 2027", "Завуч", "") for n in range(300)]
    command = [sys.executable, "-m", "bot", "roadmap", "read", written(tmp_path, *rows)]

    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""

    assert process.returncode == 0
