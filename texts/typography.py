"""Small graces of the typesetter."""


def tidy(text: str) -> str:
    """The dash stays on the line of the word before it."""
    return text.replace(" — ", "\N{NO-BREAK SPACE}— ")
