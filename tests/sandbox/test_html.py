"""The HTML mode: what it reads, what it refuses in the server's words, what the page shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.formatting import Formatted, to_html, trimmed, utf16_length, with_found
from sandbox.html_parser import parse_html
from sandbox.refusals import Refusal


def test_offsets_count_utf16_units() -> None:
    parsed = parse_html("😀 <b>да</b> &lt;i&gt; <i>ок</i>")

    assert parsed == Formatted(
        "😀 да <i> ок",
        [
            {"type": "bold", "offset": 3, "length": 2},
            {"type": "italic", "offset": 10, "length": 2},
        ],
    )


@pytest.mark.parametrize(
    ("source", "entities"),
    [
        ("<strong>a</strong>", [{"type": "bold", "offset": 0, "length": 1}]),
        ("<del>a</del>", [{"type": "strikethrough", "offset": 0, "length": 1}]),
        ("<INS>a</ins>", [{"type": "underline", "offset": 0, "length": 1}]),
        ('<span class="tg-spoiler">a</span>', [{"type": "spoiler", "offset": 0, "length": 1}]),
        ("<blockquote>a</blockquote>", [{"type": "blockquote", "offset": 0, "length": 1}]),
        (
            "<blockquote expandable>a</blockquote>",
            [{"type": "expandable_blockquote", "offset": 0, "length": 1}],
        ),
        (
            '<a href="https://example.org/?a=1&amp;b=2">a</a>',
            [
                {
                    "type": "text_link",
                    "url": "https://example.org/?a=1&b=2",
                    "offset": 0,
                    "length": 1,
                }
            ],
        ),
        (
            '<pre><code class="language-python">a</code></pre>',
            [{"type": "pre", "language": "python", "offset": 0, "length": 1}],
        ),
        ('<code class="language-python">a</code>', [{"type": "code", "offset": 0, "length": 1}]),
        (
            '<tg-time unix="1700000000" format="d">a</tg-time>',
            [
                {
                    "type": "date_time",
                    "unix_time": 1700000000,
                    "date_time_format": "d",
                    "offset": 0,
                    "length": 1,
                }
            ],
        ),
        ("<a>not a link</a>", []),
        ("<b></b>a", []),
        (
            "<b>a<i>b</i></b>",
            [
                {"type": "bold", "offset": 0, "length": 2},
                {"type": "italic", "offset": 1, "length": 1},
            ],
        ),
    ],
)
def test_tags(source: str, entities: list[dict[str, object]]) -> None:
    assert parse_html(source).entities == entities


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("&amp;&quot;&#1071;&#x44F;", '&"Яя'),
        ("&nbsp;&copy; R&D", "&nbsp;&copy; R&D"),
        ("a > b", "a > b"),
    ],
)
def test_character_references(source: str, text: str) -> None:
    assert parse_html(source).text == text


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a<p>b</p>", 'Unsupported start tag "p" at byte offset 1'),
        ("Я<br/>b", 'Unsupported start tag "br/" at byte offset 2'),
        ("5 < 6", 'Unsupported start tag "" at byte offset 2'),
        ("a<b", "Unclosed start tag at byte offset 1"),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<a href=ы>a</a>", "Unexpected end of name token at byte offset 8"),
        ('<a href="x', 'Unclosed start tag "a" at byte offset 0'),
        ('<a ="x">a</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<tg-emoji>a</tg-emoji>", "Invalid custom emoji identifier specified"),
    ],
)
def test_refusals(source: str, reason: str) -> None:
    with pytest.raises(Refusal) as refusal:
        parse_html(source)

    assert refusal.value.code == 400
    assert refusal.value.description == f"Bad Request: can't parse entities: {reason}"


@given(st.text(alphabet=st.sampled_from("аb😀 <>&;\"'/=b#x1i")))
def test_any_text_parses_or_is_refused(source: str) -> None:
    parsed, complaint = Formatted(""), ""
    try:
        parsed = parse_html(source)
    except Refusal as refusal:
        complaint = refusal.description

    end = utf16_length(parsed.text)
    assert complaint.startswith("Bad Request: can't parse entities: ") or not complaint
    for one in parsed.entities:
        assert 0 <= one["offset"] < one["offset"] + one["length"] <= end


@pytest.mark.parametrize(
    "source",
    [
        "<b>a <i>b</i></b> c",
        "<blockquote>строка\nдругая 😀</blockquote>",
        '<a href="https://example.org/?a=1&amp;b=2">R&amp;D &lt;x&gt;</a>',
        "<tg-spoiler>a</tg-spoiler><u>b</u><s>c</s><code>d</code><pre>e</pre>",
    ],
)
def test_html_comes_back_as_it_was(source: str) -> None:
    assert to_html(parse_html(source)) == source


def test_overlapping_entities_make_well_nested_html() -> None:
    entities = [
        {"type": "bold", "offset": 0, "length": 2},
        {"type": "italic", "offset": 1, "length": 2},
    ]

    assert to_html(Formatted("abc", entities)) == "<b>a<i>b</i></b><i>c</i>"


def test_page_html_has_no_scripts() -> None:
    said = with_found(
        Formatted(
            "<script>\nсм. https://example.org и тут",
            [
                {"type": "spoiler", "offset": 33, "length": 1},
                {"type": "text_link", "url": "javascript:alert(1)", "offset": 35, "length": 3},
            ],
        )
    )

    assert to_html(said, page=True) == (
        "&lt;script&gt;<br>см. "
        '<a href="https://example.org">https://example.org</a>'
        ' <span class="spoiler">и</span> тут'
    )


def test_white_space_at_the_ends_goes() -> None:
    said = trimmed(parse_html("\n <b> a</b> "))

    assert said == Formatted("a", [{"type": "bold", "offset": 0, "length": 1}])


def test_found_entities() -> None:
    said = with_found(Formatted("/menu@x_bot см. https://a.example/б, a@b.ru @name_1 #тег x/y"))

    assert [(one["type"], one["offset"], one["length"]) for one in said.entities] == [
        ("bot_command", 0, 11),
        ("url", 16, 19),
        ("email", 37, 6),
        ("mention", 44, 7),
        ("hashtag", 52, 4),
    ]
