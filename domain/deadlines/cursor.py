"""A place in the list of tokens, with the few moves that all productions share."""

from collections.abc import Callable
from typing import TypeVar

from domain.deadlines.model import Warning_
from domain.deadlines.tokens import Token

T = TypeVar("T")
END = Token("end", 0, "", False)
# Words that qualify nothing: silently passed over between the parts of a phrase.
NOISE = frozenset(
    "comma dot semicolon colon slash dash punct and in filler period".split()  # noqa: SIM905
)


class Cursor:
    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self.at = 0
        self.warnings: list[Warning_] = []

    def peek(self, ahead: int = 0) -> Token:
        place = self.at + ahead
        return self._tokens[place] if place < len(self._tokens) else END

    def kinds(self, count: int) -> tuple[str, ...]:
        return tuple(self.peek(n).kind for n in range(count))

    @property
    def done(self) -> bool:
        return self.at >= len(self._tokens)

    def take(self, *kinds: str) -> Token | None:
        """The next token if it is of one of the kinds."""
        token = self.peek()
        if token.kind not in kinds:
            return None
        self.at += 1
        return token

    def take_unit(self, *values: str) -> str | None:
        token = self.peek()
        if token.kind != "unit" or token.value not in values:
            return None
        self.at += 1
        return str(token.value)

    def take_prep(self, value: str) -> bool:
        token = self.peek()
        if token.kind != "prep" or token.value != value:
            return False
        self.at += 1
        return True

    def skip(self, *kinds: str) -> None:
        while self.take(*kinds):
            pass

    def attempt(self, production: Callable[[], T | None]) -> T | None:
        """Run a production; one that fails leaves neither place nor warnings changed."""
        mark, said = self.at, len(self.warnings)
        result = production()
        if result is None:
            self.at = mark
            del self.warnings[said:]
        return result

    def warn(self, code: str, *data: str) -> None:
        warning = Warning_(code, data)
        if warning not in self.warnings:
            self.warnings.append(warning)

    def text_since(self, mark: int) -> str:
        out = ""
        for n, token in enumerate(self._tokens[mark : self.at]):
            out += token.text if n == 0 or token.glued else " " + token.text
        return out.strip(" ,;")
