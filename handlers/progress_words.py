"""How the progress sheet and the statement say what a value alone does not say."""

from domain.roles import Role
from handlers.context import Context
from services import statement
from services.progress import Wording
from texts import next_year as year_words
from texts import paper_cells as cell_words
from texts import people as people_words
from texts import plans as plan_words
from texts import roadmap as words
from texts import statement as statement_words

WORDING = Wording(
    term=words.term_in_file,
    late=words.late_in_file,
    paper=words.paper_in_file,
    link=words.link_in_file,
    clock=words.clock_in_file,
    plan=plan_words.in_file,
    carried=year_words.in_file,
)


def statement_wording(context: Context) -> statement.Wording:
    """Who signs is the one who asks, by the role of the present menu."""
    held = context.actor.current
    role = people_words.role(held.role if held else Role.CURATOR, held.title if held else "")
    return statement.Wording(
        proofs=WORDING,
        people=cell_words.people,
        status=statement_words.STATUSES,
        post=role.capitalize(),
    )
