"""A link as a QR picture for a phone's screen or a printed page."""

from io import BytesIO

import segno

_QUIET = 4  # the width of the white border, in squares, that ISO/IEC 18004 asks for
_SIDE = 900  # pixels: about 8 cm at 300 dpi


def qr_png(url: str) -> bytes:
    """A black-and-white PNG at least 900 pixels wide, readable with 15 % of it damaged.

    Raises segno.DataOverflowError beyond about 2,300 characters.
    """
    code = segno.make_qr(url, error="m", boost_error=False)
    squares = code.symbol_size(border=_QUIET)[0]
    out = BytesIO()
    code.save(out, kind="png", scale=-(-_SIDE // squares), border=_QUIET)
    return out.getvalue()
