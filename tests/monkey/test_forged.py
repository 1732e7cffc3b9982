"""Every kind of button there is, forged with ids of nothing: refused kindly, whoever presses."""

import dataclasses
import logging
import random
from collections import Counter
from datetime import timedelta
from types import UnionType
from typing import Any, get_args, get_type_hints

import pytest

from handlers import registry
from tests.monkey.monkey import Monkey
from tests.monkey.town import FIRST, build
from tests.monkey.watch import Errors, Watch

NOTHING = 10**9
BREATH = timedelta(seconds=3)


def of_nothing(monkey: Monkey, kind: type[registry.Button]) -> str:
    """A button's data where every number is one that no row has."""
    hints = get_type_hints(kind)
    names = [field.name for field in dataclasses.fields(kind)]  # type: ignore[arg-type]
    parts = [_value(monkey, hints[name]) for name in names]
    return registry.SEPARATOR.join([kind.PREFIX, *parts])


def _value(monkey: Monkey, hint: Any) -> str:
    plain = hint
    if isinstance(hint, UnionType):
        plain = next(each for each in get_args(hint) if each is not type(None))
    if plain is int:
        return str(NOTHING)
    return next(found for found in iter(lambda: monkey._value(hint), None) if found not in _BAD)


_BAD = ("", "x", "-1", "١", "1e3", "99999999999999999999", "20270230")


@pytest.mark.parametrize("who", ["administrator", f"curator of {FIRST}", "coordinator"])
async def test_a_button_of_nothing(stage: Any, who: str) -> None:
    town = await build(stage)
    watch, errors = Watch(town), Errors()
    monkey = Monkey(town, random.Random(who), Counter())
    somebody = next(each for each in town.people if each.who == who)
    logging.root.addHandler(errors)
    wrong = []
    try:
        for _, kind in sorted(registry.BUTTONS.items()):
            stage.clock.jump(stage.clock.now() + BREATH)
            data = of_nothing(monkey, kind)
            if len(data.encode()) > registry.LIMIT_BYTES:
                continue
            await stage.feed(monkey._pressed(somebody, somebody.actor.screen, data))
            found = [*await watch.troubles(), *errors.found]
            wrong += [(kind.__name__, data, each.sort, each.what) for each in found]
            errors.found.clear()
    finally:
        logging.root.removeHandler(errors)
        await stage.app.errands.settle()
    assert wrong == []
