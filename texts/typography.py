"""Small graces of the typesetter."""


def tidy(text: str) -> str:
    """The dash stays on the line of the word before it."""
    return text.replace(" — ", "\N{NO-BREAK SPACE}— ")


def stop(text: str) -> str:
    """With a full stop, which initials have already."""
    return text if text.endswith(".") else f"{text}."
