"""Every kind of sheet that comes back: a later feature adds its own here (docs/roundtrip.md)."""

from services.roundtrip import bank, paper, people, plan, programme, progress
from services.roundtrip.model import Kind

KINDS: dict[str, Kind] = {
    kind.key: kind
    for kind in (
        bank.KIND,
        paper.KIND,
        people.KIND,
        plan.KIND,
        programme.KIND,
        progress.KIND,
    )
}
