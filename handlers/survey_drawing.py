"""One question of the results as values of a picture."""

from domain.survey.answers import SCALES
from domain.survey.statistics import LEAST
from exports.pictures.survey_data import Bar, BarsData
from handlers.survey_book import CURATOR
from handlers.survey_whole import Shown, shown
from services.errors import Refusal
from services.surveys.results import Results
from texts import survey_files as words
from texts import survey_results as result_words


def drawn(found: Results, at: int) -> Shown:
    """Raises Refusal("gone") for what has no picture."""
    each = next((each for each in shown(found) if each.at == at), None)
    if each is None or not each.tally.parts or not each.tally.told:
        raise Refusal("gone")
    return each


def may_prove(found: Results, each: Shown) -> bool:
    """Whether others may see its figures: not of so few that a person could be known by them."""
    own = found.questionnaire.audience == CURATOR
    return found.anonymous or own or each.tally.given >= LEAST


def bars(found: Results, each: Shown) -> BarsData:
    tally = each.tally
    points = tally.question.kind in SCALES
    mean = tally.numbers.mean if tally.numbers else None
    return BarsData(
        question=result_words.asked(tally),
        lines=words.picture_head(found.title, tally, found.sent, anonymous=found.anonymous),
        bars=tuple(
            Bar(
                part.text,
                None if part.count is None else part.count / (tally.given or 1),
                str(part.count or 0) if points else words.bar_value(part.count, part.share),
            )
            for part in tally.parts
        ),
        points=points,
        ends=tally.question.ends,
        mean=mean,
        mean_words=words.mean_mark(mean) if mean is not None else "",
    )
