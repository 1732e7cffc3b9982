"""How words are compared when people search: neither database folds Cyrillic alike."""

from domain.words import YE, YO

PHRASE_LIMIT = 300


def search_key(text: str) -> str:
    """Casefolded, with the letter yo as ye and white space as single spaces."""
    return " ".join(text.casefold().replace(YO, YE).split())


def key_of(entry: str) -> str:
    """Of a responsible entry: equal for those that differ in case, spaces and stops around."""
    return search_key(entry).strip(" .,;:")[:PHRASE_LIMIT]
