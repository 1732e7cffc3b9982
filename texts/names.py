"""Speaking to a person by name."""

from domain.names import Style, address, render


def greeting(name: str, *, pupil: bool = False) -> str:
    """«Ольга Сергеевна, добрый день!», to a pupil «Артём, добрый день!»; never by the surname
    alone. Plain text, not HTML."""
    spoken = called(name) if pupil else address(name)
    known = spoken and not spoken.endswith(".")
    return f"{spoken}, добрый день!" if known else "Добрый день!"


def called(name: str) -> str:
    """A pupil's given name."""
    return render(name, Style.INITIALS, pupil=True).partition("\u00a0")[0]
