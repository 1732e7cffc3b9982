"""Speaking to a person by name."""

from domain.names import address


def greeting(name: str) -> str:
    """«Ольга Сергеевна, добрый день!»; never by the surname alone. Plain text, not HTML."""
    spoken = address(name)
    return f"{spoken}, добрый день!" if spoken else "Добрый день!"
