"""What one kind of trouble did, over all its repetitions, and how it is reported."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from tests.bot.kill.points import CONCURRENCY


@dataclass(frozen=True)
class Outcome:
    """`lost`: messages that never came; `doubled`: that came once too often; `answers_lost` and
    `answers_doubled`: what people did (of `answers` in all) that has no effect, or two;
    `spinning`: buttons never answered. `recover`: the longest time from a blow to the next
    success, in real seconds."""

    fault: str
    database: str
    times: int
    lost: int
    doubled: int
    answers_lost: int
    answers_doubled: int
    spinning: int
    recover: float | None
    wrong: str = ""
    answers: int = 0

    @property
    def fine(self) -> bool:
        """A message may come twice after a blow, at most as many as were under way; nothing else
        may go wrong."""
        bounded = self.doubled <= self.times * CONCURRENCY
        gone = self.lost or self.answers_lost or self.answers_doubled
        return bounded and not (gone or self.wrong)


def line(one: Outcome) -> str:
    """What is known as soon as one kind of blow is over."""
    verdict = "fine" if one.fine else f"NOT FINE {one.wrong}".rstrip()
    return (
        f"{one.fault}, {one.database}, {one.times} times: {verdict}; lost {one.lost}, doubled "
        f"{one.doubled}, of {one.answers} answers lost {one.answers_lost}, doubled "
        f"{one.answers_doubled}"
    )


def table(outcomes: Sequence[Outcome]) -> str:
    head = ("fault", "database", "times", "lost", "doubled", "answers", "answers lost",
            "answers doubled", "spinning", "recover, s")  # fmt: skip
    rows = [head, *(_row(one) for one in outcomes)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(head))]
    lines = [
        "  ".join(
            cell.ljust(width) if at < 2 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]
    wrong = [f"{one.fault}, {one.database}: {one.wrong}" for one in outcomes if one.wrong]
    return "\n".join([*lines, *wrong])


def _row(one: Outcome) -> tuple[str, ...]:
    recover = "" if one.recover is None else f"{one.recover:.1f}"
    return (
        one.fault, one.database, str(one.times), str(one.lost), str(one.doubled),
        str(one.answers), str(one.answers_lost), str(one.answers_doubled), str(one.spinning),
        recover,
    )  # fmt: skip


_SUMS = (
    "times", "lost", "doubled", "answers", "answers_lost", "answers_doubled", "spinning",
)  # fmt: skip


def as_json(seed: int, outcomes: Sequence[Outcome]) -> str:
    """One line."""
    whole = {
        "seed": seed,
        "fine": all(one.fine for one in outcomes),
        **{key: sum(getattr(one, key) for one in outcomes) for key in _SUMS},
        "recover_seconds": max((one.recover or 0.0 for one in outcomes), default=0.0),
        "faults": [asdict(one) for one in outcomes],
    }
    return json.dumps(whole)
