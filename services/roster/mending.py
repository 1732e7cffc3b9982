"""Lines that were not understood, as they go into the table to mend."""

from collections.abc import Callable, Mapping, Sequence

from services.roster.model import Line

Fault = Callable[[str, Mapping[str, str | int], Mapping[str, str]], str]


def rows(lines: Sequence[Line], fault: Fault) -> list[dict[str, str]]:
    """The cells as typed, a name of several columns in one, and what is wrong."""
    return [
        {**_cells(line.typed), "wrong": fault(line.code, line.data, line.typed)} for line in lines
    ]


def _cells(typed: Mapping[str, str]) -> dict[str, str]:
    parts = (typed.get(key, "") for key in ("surname", "given", "patronymic"))
    whole = typed.get("name", "") or " ".join(filter(None, parts))
    return {**{key: text for key, text in typed.items() if text}, "name": whole}
