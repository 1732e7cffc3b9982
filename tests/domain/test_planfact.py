from datetime import date

from domain.planfact import Fact, Summary, summary

MAY = date(2027, 5, 1), date(2027, 5, 31)
TODAY = date(2027, 5, 20)


def on(day: int, month: int = 5) -> date:
    return date(2027, month, day)


def fact(due: date | None, done: date | None = None, total: int = 1) -> Fact:
    return Fact(None, due, total, total if done else 0, done)


def test_the_delay_counts_days_between_plan_and_fact() -> None:
    assert fact(on(10), on(13)).late(TODAY) == 3
    assert fact(on(10), on(8)).late(TODAY) == -2
    assert fact(on(10), on(10)).late(TODAY) == 0
    assert fact(on(10)).late(TODAY) == 10
    assert fact(on(20)).late(TODAY) is None, "the last day is not over"
    assert fact(None, on(5)).late(TODAY) is None
    assert Fact(None, on(10), 1, 1, None).late(TODAY) is None, "done, nobody knows when"


def test_what_all_must_do_is_done_when_the_last_has_done_it() -> None:
    some = Fact(None, on(10), 12, 7, on(9))

    assert not some.done
    assert some.late(TODAY) == 10
    assert Fact(None, on(10), 12, 12, on(11)).late(TODAY) == 1


def test_a_summary_divides_what_was_due() -> None:
    facts = [
        fact(on(3), on(2)),  # kept
        fact(on(4), on(6)),  # late
        fact(on(5)),  # missed
        fact(on(25)),  # ahead
        fact(on(28, 4)),  # missed before the period
        fact(on(20, 4), on(2)),  # late, owed at its beginning
        fact(on(20, 4), on(19, 4)),  # of another period
        fact(on(20, 6), on(10)),  # done ahead of its time: no term of this period
        fact(None, on(7)),  # done without a term
    ]

    assert summary(facts, *MAY, TODAY) == Summary(due=6, kept=1, late=2, missed=2, ahead=1, done=5)


def test_a_fact_belongs_where_it_is_due_or_done() -> None:
    assert fact(on(20, 6), on(10)).within(*MAY)
    assert fact(on(20, 5), on(10, 6)).within(*MAY)
    assert not fact(on(20, 6), on(10, 6)).within(*MAY)
    assert not fact(None).within(*MAY)
