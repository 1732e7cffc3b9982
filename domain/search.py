"""How words are compared when people search: neither database folds Cyrillic alike."""

from domain.words import YE, YO


def search_key(text: str) -> str:
    """Casefolded, with the letter yo as ye and white space as single spaces."""
    return " ".join(text.casefold().replace(YO, YE).split())
