"""Words of the annex to an order."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

EMPTY_STAMP: Final = ("Приложение к приказу", "от «___» _________ 20__ г. № ____")
COLUMNS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "number": "№",
        "stage": "Этап",
        "activity": "Мероприятие",
        "content": "Содержание",
        "deadline": "Срок",
        "responsible": "Ответственный",
        "result": "Результат",
        "done": "Отметка о выполнении",
    }
)
