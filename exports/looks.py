"""How a sheet looks: fonts, colours, borders. Colours are pale so that they also print grey."""

from typing import Final

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from exports.report import RowKind, Tone

FONT: Final = "Calibri"

_LINE = Side(style="thin", color="BFBFBF")
BORDER: Final = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
BAND_BORDER: Final = Border(top=_LINE, bottom=_LINE)

TITLE_FONT: Final = Font(name=FONT, size=14, bold=True)
NOTE_FONT: Final = Font(name=FONT, size=10, color="595959")
BODY_FONT: Final = Font(name=FONT, size=11)
BOLD_FONT: Final = Font(name=FONT, size=11, bold=True)
HEADER_FONT: Final = Font(name=FONT, size=11, bold=True, color="FFFFFF")


def _fill(colour: str) -> PatternFill:
    return PatternFill("solid", start_color=colour, end_color=colour)


HEADER_FILL: Final = _fill("1F4E78")
FILL_IN_HEADER_FILL: Final = _fill("BF8F00")
FILL_IN_FILL: Final = _fill("FFF2CC")

BAND_FONTS: Final[dict[RowKind, Font]] = {
    "section": Font(name=FONT, size=12, bold=True),
    "stage": BOLD_FONT,
    "subtotal": Font(name=FONT, size=11, bold=True, color="404040"),
}
BAND_FILLS: Final[dict[RowKind, PatternFill]] = {
    "section": _fill("BDD7EE"),
    "stage": _fill("DDEBF7"),
    "subtotal": _fill("F2F2F2"),
}

TONE_FILLS: Final[dict[Tone, PatternFill]] = {
    "good": _fill("E2EFDA"),
    "active": _fill("DDEBF7"),
    "bad": _fill("F8CBAD"),
    "wait": _fill("FFF2CC"),
    "muted": _fill("EDEDED"),
}
TONE_FONTS: Final[dict[Tone, Font]] = {
    "good": Font(name=FONT, size=11, color="375623"),
    "active": Font(name=FONT, size=11, color="1F4E78"),
    "bad": Font(name=FONT, size=11, bold=True, color="9C0006"),
    "wait": Font(name=FONT, size=11, color="7F6000"),
    "muted": Font(name=FONT, size=11, color="595959"),
}

HEADER_ALIGN: Final = Alignment(horizontal="center", vertical="center", wrap_text=True)
WIDE_ALIGN: Final = Alignment(horizontal="left", vertical="center", wrap_text=True)
RUN_ALIGN: Final = Alignment(horizontal="left", vertical="center")
CENTRE_ALIGN: Final = Alignment(horizontal="center", vertical="top", wrap_text=True)


def body_align(wrap: bool, indent: int) -> Alignment:
    return Alignment(horizontal="left", vertical="top", wrap_text=wrap, indent=indent)
