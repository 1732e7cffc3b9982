"""What tells runs of one questionnaire apart stays in sight where a title is cut."""

from texts import campaign_names as words

LONG = "До начала: чего Вы ждёте от наставника"


def test_the_month_stays_where_the_title_is_cut() -> None:
    run = words.run(LONG, "апрель 2027", 200)
    assert run == "До начала: чего Вы ждёте от наставника · апрель 2027"
    assert words.short(run, 40) == "До начала: чего Вы ждёте… · апрель 2027"
    assert words.short(run, 60) == run
    assert words.short(LONG, 20) == "До начала: чего Вы…"


def test_so_it_does_where_the_title_itself_is_as_long_as_can_be() -> None:
    assert len(words.run("я" * 200, "апрель 2027", 200)) == 200
