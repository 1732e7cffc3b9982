"""By what people are taken into the banks where the school has not chosen otherwise."""

import tomllib
from functools import cache
from pathlib import Path

from domain.banks import Criterion

_FILE = Path(__file__).with_suffix(".toml")


@cache
def criteria() -> tuple[Criterion, ...]:
    """In the order they are shown."""
    body = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(
        Criterion(each["key"], each["text"], tuple(each["sides"]), tuple(each.get("forms", ())))
        for each in body["criteria"]
    )
