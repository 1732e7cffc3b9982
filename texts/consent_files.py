"""Words of the printed lists of consents: plain text."""

from datetime import date

NUMBER, NAME, ABOUT = "№", "Фамилия, имя, отчество", "Класс или должность"
PAPER, SIGNATURE = "Бумага", "Подпись, дата"
SIGNATURES_HEAD = "ЛИСТ ПОДПИСЕЙ"
SIGNATURES_NOTE = (
    "Лист показывает, кто сдал подписанный документ. Самого согласия он не заменяет: каждое "
    "согласие – отдельный документ."
)
KEEPER = "Документы на хранении у: ____________________ / ____________________ /"


def as_of(day: date) -> str:
    return f"На {day:%d.%m.%Y}"


def paper(number: str, on: date | None) -> str:
    if on is None:
        return ""
    return f"№ {number} от {on:%d.%m.%Y}" if number else f"от {on:%d.%m.%Y}"
