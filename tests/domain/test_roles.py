"""The whole table of rights, written out: a change of a right is a change of this test."""

import pytest

from domain.roles import Action, Role, allows

# One column a role, one row an action; "x" is a right.
TABLE = """
                      admin coord head curator mentor mentee parent specialist
create_organisation   x     x     .    .       .      .      .      .
invite_head           x     x     .    .       .      .      .      .
invite_curator        x     x     x    .       .      .      .      .
invite_staff          .     x     x    x       .      .      .      .
edit_people           x     x     x    x       .      .      .      .
see_people            x     x     x    x       .      .      .      .
edit_roadmap          .     x     x    x       .      .      .      .
see_roadmap           .     x     x    x       x      x      .      x
export_roadmap        .     x     x    x       .      .      .      .
act_for_others        .     x     x    x       .      .      .      .
do_own_items          x     x     x    x       x      x      x      x
school_settings       x     x     x    x       .      .      .      .
see_forecast          .     x     x    x       .      .      .      .
see_delivery          x     x     x    x       .      .      .      .
see_audit             x     .     .    .       .      .      .      .
see_pairs             .     x     x    x       .      .      .      .
edit_pairs            .     x     x    x       .      .      .      .
enter_paper           .     x     x    x       .      .      .      .
export_data           x     x     x    x       .      .      .      .
erase_people          x     x     x    x       .      .      .      .
"""
COLUMNS = (
    Role.ADMINISTRATOR, Role.COORDINATOR, Role.HEAD, Role.CURATOR, Role.MENTOR, Role.MENTEE,
    Role.PARENT, Role.SPECIALIST,
)  # fmt: skip


def expected() -> dict[tuple[Role, Action], bool]:
    rows = [line.split() for line in TABLE.strip().splitlines()[1:]]
    return {
        (role, Action(name)): mark == "x"
        for name, *marks in rows
        for role, mark in zip(COLUMNS, marks, strict=True)
    }


def test_the_table_names_every_role_and_action() -> None:
    assert set(expected()) == {(role, action) for role in Role for action in Action}


@pytest.mark.parametrize("role", list(Role))
def test_rights(role: Role) -> None:
    wanted = {action: expected()[role, action] for action in Action}

    assert {action: allows(role, action) for action in Action} == wanted
