"""How Excel shows a number: as a date, a month, a day of the year or a plain number."""

import re
from datetime import datetime, timedelta

from imports import words
from imports.xml import Element

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# Built-in formats that hold a date (ECMA-376 part 1, 18.8.30), written as format codes.
_BUILT_IN = {14: "dd.mm.yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 22: "dd.mm.yyyy"}
_DAYS = 2_958_466  # up to the end of the year 9999
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


class Formats:
    def __init__(self, styles: Element | None, *, base_1904: bool) -> None:
        self._base = datetime(1904, 1, 1) if base_1904 else datetime(1899, 12, 30)  # noqa: DTZ001
        self._codes = _codes(styles) if styles is not None else []

    def shown(self, value: str, style: int) -> str:
        """The text of a numeric cell. A date without a day in its format is a month, one without
        a year is a day whose year nobody has written: Excel added it.
        """
        number = _number(value)
        if number is None:
            return value
        code = self._code(style)
        if self.is_dated(value, style):
            return self._date(self._base + timedelta(days=number), _parts(code))
        decimals = re.fullmatch(r"0\.(0{1,4})", code)
        if decimals:
            return f"{number:.{len(decimals.group(1))}f}"
        return f"{number:.15g}"

    def is_dated(self, value: str, style: int) -> bool:
        """Whether the cell shows a day, a month or a year and no plain number."""
        number = _number(value)
        return number is not None and 0 < number < _DAYS and bool(_parts(self._code(style)))

    def _code(self, style: int) -> str:
        return self._codes[style] if style < len(self._codes) else ""

    def _date(self, moment: datetime, parts: set[str]) -> str:
        month = words.MONTHS[moment.month - 1]
        if "d" in parts:
            return f"{moment:%d.%m}.{moment.year}" if "y" in parts else f"{moment:%d.%m}"
        if "m" in parts:
            return f"{month} {moment.year}" if "y" in parts else month
        return str(moment.year)


def _number(value: str) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None


def _parts(code: str) -> set[str]:
    """Which of day, month and year a format shows; a time without a day is none."""
    return set() if set(code) & set("hs#0") and "d" not in code else set(code) & set("dmy")


def _codes(styles: Element) -> list[str]:
    """Format code of each cell style, lower case, without quoted text, conditions and colours."""
    own = {f.get("numFmtId", ""): f.get("formatCode", "") for f in styles.iter(f"{_S}numFmt")}
    formats = styles.find(f"{_S}cellXfs")
    found: list[str] = []
    for xf in () if formats is None else formats:
        number = xf.get("numFmtId", "0")
        built_in = _BUILT_IN.get(int(number), "") if re.fullmatch(r"\d{1,5}", number) else ""
        code = _LITERAL.sub("", own.get(number, built_in)).split(";")[0].lower()
        found.append("" if code.strip() in ("", "general") else code)
    return found
