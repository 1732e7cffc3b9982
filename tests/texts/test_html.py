import pytest
from hypothesis import given
from hypothesis import strategies as st

from texts.html import b, clip, esc, fit, link, utf16_len, visible_len

FAMILY = "👨\u200d👩\u200d👧"


def test_markup_escapes_what_people_typed() -> None:
    assert esc('<b> & "«ё»"') == '&lt;b&gt; &amp; "«ё»"'
    assert b("5 < 6") == "<b>5 &lt; 6</b>"
    assert link("a&b", 'https://example.org/?a="1"&b=2') == (
        '<a href="https://example.org/?a=&quot;1&quot;&amp;b=2">a&amp;b</a>'
    )


def test_what_cannot_be_sent_is_left_out() -> None:
    assert esc("а\0б\ud83dв") == "абв"


@pytest.mark.parametrize(
    ("markup", "length"),
    [("<b>да</b>", 2), ("&lt;b&gt; &amp;", 5), ("📋", 2), (link("тут", "https://example.org"), 3)],
)
def test_visible_length(markup: str, length: int) -> None:
    assert visible_len(markup) == length


@pytest.mark.parametrize(
    ("text", "n", "clipped"),
    [
        ("утверждение положения", 21, "утверждение положения"),
        ("утверждение положения", 20, "утверждение…"),
        ("утверждение положения", 12, "утверждение…"),
        ("утверждение положения", 11, "утверждени…"),
        ("я утверждение", 8, "я утвер…"),  # a lone «я» would say too little
        ("один  два", 6, "один…"),
        ("слово", 1, "…"),
        ("слово", 0, ""),
        ("а📋б", 3, "а…"),
        ("а📋бв", 4, "а📋…"),
        (f"{FAMILY}ааа", 5, "…"),
        (f"{FAMILY}ааа", 9, f"{FAMILY}…"),
        ("👍🏽👍🏽", 6, "👍🏽…"),
        ("🇷🇺🇷🇺", 6, "🇷🇺…"),
        ("е\u0301е\u0301е\u0301", 4, "е\u0301…"),
    ],
)
def test_clip(text: str, n: int, clipped: str) -> None:
    assert clip(text, n) == clipped


@given(st.text(max_size=80), st.integers(0, 60))
def test_clipped_text_fits_and_begins_the_text(text: str, n: int) -> None:
    clipped = clip(text, n)

    assert utf16_len(clipped) <= n
    assert clipped == text or text.startswith(clipped.removesuffix("…"))


def test_fit_keeps_whole_lines_and_says_that_there_is_more() -> None:
    lines = [b("один"), "два", "три"]

    assert fit(lines, 12) == "<b>один</b>\nдва\nтри"
    assert fit(lines, 11) == "<b>один</b>\nдва\n…"
    assert fit(lines, 9) == "<b>один</b>\n…"
    assert fit([]) == ""


def test_a_first_line_too_long_is_clipped_rather_than_lost() -> None:
    assert fit([b("a < b, но много слов"), "ещё"], 12) == "a &lt; b, но…"


@given(st.lists(st.text(max_size=30).map(b), max_size=12), st.integers(1, 120))
def test_fitted_lines_are_within_the_limit(lines: list[str], limit: int) -> None:
    assert visible_len(fit(lines, limit)) <= limit
