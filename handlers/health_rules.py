"""The rules that notice pairs: tried on past months before they are saved."""

from dataclasses import asdict, replace

from domain.health import CHOICES, Thresholds
from handlers.buttons.health import NeedHelp, RuleChoices, Rules, SaveRules, Which
from handlers.buttons.nav import bottom
from handlers.context import Context
from handlers.keyboards.build import Row, Screen, in_rows
from handlers.registry import on
from services.health import limits
from texts import health_rules as words

_KEYS = dict(zip(Which, CHOICES, strict=True))


@on(Rules)
async def rules(context: Context, request: Rules) -> None:
    values = [request.silent, request.missed, request.unanswered, request.behind, request.fit]
    chosen = [value for value in values if value is not None]
    tried = Thresholds(*chosen) if len(chosen) == len(values) else None
    found = await context.read(limits.rules_screen, tried)
    now = asdict(found.chosen)
    changed = found.chosen != found.saved
    rows: list[Row] = [[(words.SAVE, SaveRules(**now))]] if changed else []
    rows += in_rows(
        [(words.NAMES[key], RuleChoices(which, **now)) for which, key in _KEYS.items()], 2
    )
    trial = words.Tried(**asdict(found.trial)) if found.trial else None
    helped = {rule: (each.helped, each.of) for rule, each in found.helped.items()}
    text = words.screen(now, changed, trial, helped, context.actor.today)
    await context.show(Screen(text, [*rows, bottom(NeedHelp(0))]))


@on(RuleChoices)
async def choices(context: Context, request: RuleChoices) -> None:
    key = _KEYS[request.which]
    now = Thresholds(
        request.silent, request.missed, request.unanswered, request.behind, request.fit
    )
    await context.read(limits.require_keeping)
    rows: list[Row] = [
        [(words.choice(key, one, getattr(now, key)), Rules(**asdict(replace(now, **{key: one}))))]
        for one in CHOICES[key]
    ]
    await context.show(Screen(words.choose(key), [*rows, bottom(Rules(**asdict(now)))]))


@on(SaveRules)
async def save(context: Context, request: SaveRules) -> None:
    chosen = Thresholds(
        request.silent, request.missed, request.unanswered, request.behind, request.fit
    )
    await context.write(limits.save, chosen)
    await context.show(Screen(words.saved(), [bottom(NeedHelp(0))]))
