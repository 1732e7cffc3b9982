"""What a reader may say besides rows: a refusal of the whole file, a remark about a part."""

from collections.abc import Mapping
from dataclasses import dataclass, field


class Unreadable(Exception):
    """The file was refused; nothing of it was kept.

    `code` and `data` name the sentence in texts/imports.py.
    """

    def __init__(self, code: str, data: Mapping[str, str | int] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.data: dict[str, str | int] = dict(data or {})


@dataclass(frozen=True, slots=True)
class Remark:
    """Something a person should know about a reading that succeeded."""

    code: str
    data: Mapping[str, str | int] = field(default_factory=dict)
