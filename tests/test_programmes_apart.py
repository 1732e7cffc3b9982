"""Programmes of pairs are rows of the same table as roadmaps: who asks for an organisation's
roadmaps says that programmes are not meant, or stands here with the reason why they are."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ASKED_BY = {"organisation_id", "state"}

REMINDED = "whom reminders reach, of a programme as of a roadmap"
OWN = "what somebody answers for, in programmes too"
BY_LINE = "found by a line or a draft, which only a roadmap has"
BY_ID = "the place of a roadmap that is known already"

MEANT = {
    "services/bundle_news.py:by_hand": REMINDED,
    "services/bundle_news.py:lost": REMINDED,
    "services/bundles.py:_refused": REMINDED,
    "services/delivery.py:_open_items": REMINDED,
    "services/delivery.py:chat_closed": REMINDED,
    "services/delivery.py:errand": REMINDED,
    "services/delivery.py:not_reached": REMINDED,
    "services/live.py:live": REMINDED,
    "services/rescheduling.py:_asked_about": REMINDED,
    "services/rescheduling.py:reschedule_school": REMINDED,
    "services/items.py:_owned": OWN,
    "services/items.py:_owned_items": OWN,
    "services/membership.py:items_owned": OWN,
    "services/digest/passing.py:waiting": OWN,
    "services/card_kin.py:_draft": BY_LINE,
    "services/correction.py:begin": BY_LINE,
    "services/plan_facts.py:_load": BY_LINE,
    "services/plans.py:_draft": BY_LINE,
    "services/replanning.py:_with_running_plans": BY_LINE,
    "services/succession.py:_under_way": BY_LINE,
    "services/kind_facts.py:places": BY_ID,
    "services/launch.py:_run": BY_ID,
    "services/roundtrip/sending.py:place_of": BY_ID,
}


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def asks(function: ast.FunctionDef) -> bool:
    return any(
        isinstance(node, ast.Attribute)
        and node.attr in ASKED_BY
        and isinstance(node.value, ast.Name)
        and node.value.id == "Roadmap"
        for node in ast.walk(function)
    )


def says(function: ast.FunctionDef) -> bool:
    """By `of_school`, or by the pair that a programme has."""
    return any(
        (isinstance(node, ast.Name) and node.id == "of_school")
        or (isinstance(node, ast.Attribute) and ast.unparse(node) == "Roadmap.pair_id")
        for node in ast.walk(function)
    )


def found() -> set[str]:
    return {
        f"{path.relative_to(ROOT).as_posix()}:{function.name}"
        for path in sorted((ROOT / "services").rglob("*.py"))
        for function in functions(ast.parse(path.read_text(encoding="utf-8")))
        if asks(function) and not says(function)
    }


def test_whoever_means_programmes_too_says_so() -> None:
    assert found() == set(MEANT)
