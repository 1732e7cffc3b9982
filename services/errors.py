"""What a person is told when a request is refused; anything else raised is a bug."""


class Refusal(Exception):
    """A request that cannot be granted; `key` names a sentence in texts/refusals.py."""

    def __init__(self, key: str, **data: str | int) -> None:
        super().__init__(key)
        self.key = key
        self.data = data
