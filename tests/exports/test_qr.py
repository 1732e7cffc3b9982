import struct
import zlib

import pytest

from exports.qr import qr_png

LINK = "https://t.me/example_bot?start=inv_AbCdEf0123456789AbCdEf0123456789"


def picture(png: bytes) -> list[list[int]]:
    """Rows of pixels (1 = white) of a one-bit greyscale PNG, rows plain or «as above»."""
    width, height, depth, colour = struct.unpack(">IIBB", png[16:26])
    assert (depth, colour) == (1, 0)
    data, at = b"", 8
    while at < len(png):
        (size,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            data += png[at + 8 : at + 8 + size]
        at += size + 12
    raw, stride = zlib.decompress(data), 1 + (width + 7) // 8
    pixels: list[list[int]] = []
    above = bytes(stride - 1)
    for n in range(height):
        kind, line = raw[n * stride], raw[n * stride + 1 : (n + 1) * stride]
        assert kind in (0, 2)
        above = bytes((a + b) % 256 for a, b in zip(line, above, strict=True)) if kind else line
        pixels.append([above[x // 8] >> (7 - x % 8) & 1 for x in range(width)])
    return pixels


@pytest.mark.parametrize("link", ["a", LINK, LINK * 8])
def test_the_picture_is_square_wide_and_has_its_quiet_zone(link: str) -> None:
    pixels = picture(qr_png(link))

    side = len(pixels)
    assert {len(row) for row in pixels} == {side}
    assert side >= 900
    border = next(n for n, row in enumerate(pixels) if 0 in row)
    left = pixels[border]
    finder = next(n for n, pixel in enumerate(left[border:]) if pixel)
    scale = finder // 7
    assert (finder, border) == (scale * 7, scale * 4)
    # Full QR codes have a finder pattern in three corners; micro ones, which phones do not read,
    # have one.
    assert pixels[border][-border - scale * 7 : -border] == [0] * finder
    assert pixels[-border - 1][border : border + finder] == [0] * finder


def test_different_links_give_different_pictures() -> None:
    assert qr_png(LINK) != qr_png(LINK + "x")
