"""Never faster than the messenger allows, never slower than it needs."""

from datetime import UTC, datetime, timedelta

from bot.limits import CHAT_BURST, OVERALL_PER_SECOND, Bucket, Limits

NOW = datetime(2026, 10, 5, 13, tzinfo=UTC)


def test_a_bucket_gives_its_burst_and_then_its_rate() -> None:
    bucket = Bucket(rate=2.0, size=3)
    for _ in range(3):
        assert bucket.wait(NOW) == timedelta()
        bucket.take(NOW)

    assert bucket.wait(NOW) == timedelta(seconds=0.5)
    assert bucket.wait(NOW + timedelta(seconds=0.5)) == timedelta()


def test_one_chat_gets_a_burst_and_then_one_a_second() -> None:
    limits = Limits()
    sent = [second for second in range(60) if limits.chat("1", NOW) == timedelta()]

    assert len(sent) == CHAT_BURST
    assert limits.chat("1", NOW + timedelta(seconds=1)) == timedelta()
    assert limits.chat("1", NOW + timedelta(seconds=1)) > timedelta()
    assert limits.chat("2", NOW) == timedelta()


def test_all_chats_together_stay_under_the_overall_rate() -> None:
    limits = Limits()
    moment, sent = NOW, 0
    while moment < NOW + timedelta(seconds=10):
        wait = limits.turn(moment)
        if wait:
            moment += wait
        else:
            sent += 1

    assert OVERALL_PER_SECOND * 10 <= sent <= OVERALL_PER_SECOND * 11 + 1
