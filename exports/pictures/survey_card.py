"""A card for the staff room: what is asked, till when, and a QR to answer by."""

from io import BytesIO

from PIL import Image

from exports.pictures import fonts
from exports.pictures.looks import BODY, INK, INNER, MARGIN, MUTED, WIDTH
from exports.pictures.paint import png
from exports.pictures.shapes import Picture, Text
from exports.qr import qr_png

_TITLE, _LINES = 52, 4
_GAP = 24
_SIDE = 720  # of the QR


def survey_card(said: tuple[str, str, str], link: str) -> bytes:
    """A PNG to print on A5 or to send. CPU-bound: call through exports.worker.in_worker."""
    title, *notes = said
    picture, top = Picture(WIDTH), MARGIN * 2
    for line in fonts.wrap(title, INNER, _TITLE, bold=True, most=_LINES):
        picture.add(Text(WIDTH // 2, top, line, _TITLE, INK, bold=True, anchor="middle"))
        top += fonts.height(_TITLE)
    top += _GAP
    for note in filter(None, notes):
        picture.add(Text(WIDTH // 2, top, fonts.clip(note, INNER, BODY), BODY, MUTED,
                         anchor="middle"))  # fmt: skip
        top += fonts.height(BODY) + _GAP // 3
    picture.height = top + _GAP + _SIDE + MARGIN
    image = Image.open(BytesIO(png(picture)))
    code = Image.open(BytesIO(qr_png(link))).convert("RGB").resize((_SIDE, _SIDE))
    image.paste(code, ((WIDTH - _SIDE) // 2, top + _GAP))
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
