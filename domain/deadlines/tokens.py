"""From a phrase to tokens: dirty typography, Roman numerals and typing errors are settled here."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from domain.deadlines.words import (
    LEXICON,
    LOOKALIKES,
    ROMAN_FIVE,
    ROMAN_LOOKALIKES,
    ROMANS,
    SHORT_MONTHS,
    YO,
)

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_MARKS = "*†‡§¹²³⁰⁴⁵⁶⁷⁸⁹"
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d\ufe58"
_UNICODE_ROMANS = {chr(0x2160 + n): name.upper() for n, name in enumerate(list(ROMANS)[:12])} | {
    chr(0x2170 + n): name for n, name in enumerate(list(ROMANS)[:12])
}
_SIGNS = {".": "dot", ",": "comma", ";": "semicolon", "/": "slash", "\\": "slash", ":": "colon"}
_MONTH_TYPO_LENGTH = 6
_WORD_TYPO_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of the phrase; `glued` says that no space stands before it.

    `value` is the number, or what the vocabulary says; `digits` is how many digits a number has;
    `meant` is the right word in place of a typing error.
    """

    kind: str
    value: int | str
    text: str
    glued: bool
    digits: int = 0
    meant: str = ""


def clean(phrase: str) -> str:
    """Drop what only looks like text: soft hyphens, footnote marks, odd spaces and dashes."""
    phrase = unicodedata.normalize("NFC", phrase)
    out = []
    for char in phrase:
        if char in _INVISIBLE or char in _MARKS:
            continue
        if char in _DASHES:
            out.append("-")
        elif char == "…":
            out.append("...")
        elif char.isspace():
            out.append(" ")
        else:
            out.append(_UNICODE_ROMANS.get(char, char))
    return "".join(out)


def tokenize(phrase: str) -> list[Token]:
    """All tokens of the phrase, in order; nothing is lost but what `clean` drops."""
    text = clean(phrase)
    tokens: list[Token] = []
    start = 0
    for piece in _pieces(text):
        at = text.index(piece, start)
        glued = at > 0 and text[at - 1] != " "
        start = at + len(piece)
        tokens.extend(_tokens_of(piece, glued))
    return _rejoin(tokens)


def _pieces(text: str) -> Iterator[str]:
    """Runs of letters, runs of digits, runs of dashes or full stops, other signs one by one."""
    at = 0
    while at < len(text):
        group = _group(text[at])
        end = at + 1
        if group != "sign":
            while end < len(text) and _group(text[end]) == group:
                end += 1
        if group != "space":
            yield text[at:end]
        at = end


def _group(char: str) -> str:
    if char == " ":
        return "space"
    if char.isdecimal():
        return "digit"
    if char.isalpha() or unicodedata.combining(char):
        return "letter"
    return char if char in "-." else "sign"


def _tokens_of(piece: str, glued: bool) -> Iterator[Token]:
    first = _group(piece[0])
    if first == "digit":
        yield _number(piece, glued)
    elif first == "letter":
        yield from _words(piece, glued)
    elif first == "-" or (first == "." and len(piece) > 1):
        yield Token("dash", 0, piece, glued)
    else:
        yield Token(_SIGNS.get(piece, "punct"), 0, piece, glued)


def _number(piece: str, glued: bool) -> Token:
    if len(piece) > 4:
        return Token("word", piece, piece, glued)
    return Token("number", int(piece), piece, glued, digits=len(piece))


def _words(piece: str, glued: bool) -> Iterator[Token]:
    """One word, or a Roman numeral and the word glued to it («IIквартал»)."""
    word = piece.lower().translate(YO)
    roman = _roman(word)
    if roman:
        yield Token("roman", roman, piece, glued)
        return
    for size in range(min(4, len(word) - 1), 0, -1):
        roman = _roman(word[:size])
        if roman and word[size:] in LEXICON and word not in LEXICON:
            yield Token("roman", roman, piece[:size], glued)
            yield _word(word[size:], piece[size:], True)
            return
    yield _word(word, piece, glued)


def _roman(word: str) -> int:
    latin = word.translate(ROMAN_LOOKALIKES)
    if len(latin) > 1:
        latin = latin.replace(*ROMAN_FIVE)
    return ROMANS.get(latin, 0)


def _word(word: str, text: str, glued: bool) -> Token:
    plain = word.translate(LOOKALIKES)
    meaning = LEXICON.get(plain)
    if meaning is not None:
        return Token(meaning[0], meaning[1], text, glued)
    meant = _typo(plain)
    if meant is None:
        return Token("word", plain, text, glued)
    return Token(*LEXICON[meant], text, glued, meant=meant)


def _rejoin(tokens: list[Token]) -> list[Token]:
    """Join a month torn by a hyphen at the end of a line («сен-тябрь»)."""
    out: list[Token] = []
    for token in tokens:
        torn = len(out) > 1 and out[-1].kind == "dash" and token.kind in ("word", "month")
        if torn and (token.kind == "word" or token.meant) and out[-1].glued:
            joined = (out[-2].text + token.text).lower().translate(YO)
            meaning = LEXICON.get(joined)
            if meaning is not None and meaning[0] == "month":
                out[-2:] = [Token(*meaning, joined, out[-2].glued)]
                continue
        out.append(token)
    return out


@lru_cache(maxsize=4096)
def _typo(word: str) -> str | None:
    """The vocabulary word meant, or None when it is far from all or near to two meanings.

    Short words are too near to other real words («карты» and «марты»), so March, May, June and
    July forgive one error and never the first letter; other words only one error in eight letters.
    """
    near: dict[tuple[str, int | str], tuple[int, str]] = {}
    for known, meaning in _CANDIDATES:
        limit = _forgiven(word, known, meaning[0])
        if abs(len(word) - len(known)) > limit:
            continue
        if len(_letters(word) ^ _letters(known)) > 2 * limit:
            continue
        errors = distance(word, known)
        if errors <= limit and (meaning not in near or errors < near[meaning][0]):
            near[meaning] = (errors, known)
    if not near:
        return None
    ranked = sorted(near.values())
    if len(ranked) > 1 and ranked[0][0] == ranked[1][0]:
        return None
    return ranked[0][1]


def _forgiven(word: str, known: str, kind: str) -> int:
    if kind != "month":
        return int(len(known) >= _WORD_TYPO_LENGTH)
    if LEXICON[known][1] in SHORT_MONTHS:
        return int(len(word) > 3 and len(known) > 3 and _same_start(word, known))
    return 0 if len(known) < _MONTH_TYPO_LENGTH else 2 if len(word) >= _MONTH_TYPO_LENGTH else 1


def _same_start(word: str, known: str) -> bool:
    return word[0] == known[0] or word[:2] == known[1::-1]


@lru_cache(maxsize=4096)
def _letters(word: str) -> frozenset[str]:
    return frozenset(word)


_CANDIDATES = [
    (form, meaning)
    for form, meaning in LEXICON.items()
    if (meaning[0] == "month" and len(form) > 3) or len(form) >= _WORD_TYPO_LENGTH
]


def distance(left: str, right: str) -> int:
    """Typing errors between two words: a letter lost, added or changed, or two swapped."""
    before: list[int] = []
    last = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        row = [i]
        for j, b in enumerate(right, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]
