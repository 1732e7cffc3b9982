"""Arguments of a call, whether they came as JSON values, form fields or a multipart body."""

import json
from collections.abc import Mapping
from typing import Any

from sandbox.people import Upload
from sandbox.refusals import bad_request


class Params:
    """Reads arguments the way the server does: everything may also be a string."""

    def __init__(self, values: Mapping[str, Any], files: Mapping[str, Upload]) -> None:
        self.values = {key: value for key, value in values.items() if value is not None}
        self.files = files

    def text(self, name: str) -> str:
        """A string; "" when absent."""
        value = self.values.get(name, "")
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

    def integer(self, name: str, default: int = 0) -> int:
        """A whole number; what is not one counts as `default`."""
        try:
            return int(self.values.get(name, default))
        except (TypeError, ValueError):
            return default

    def flag(self, name: str) -> bool:
        """A truth value."""
        return str(self.values.get(name, "")).lower() in {"true", "1", "yes", "t", "y"}

    def has(self, name: str) -> bool:
        """Whether the argument came with anything in it."""
        return bool(self.values.get(name, "") != "")

    def parsed(self, name: str, complaint: str) -> Any:
        """An object or array, sent as such or as JSON in a string; None when absent."""
        if not self.has(name):
            return None
        value = self.values[name]
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(complaint) from None

    def upload(self, reference: str) -> Upload | None:
        """The attached file that a field's value points at."""
        if not reference.startswith("attach://"):
            return None
        found = self.files.get(reference.removeprefix("attach://"))
        if found is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return found
