"""What the screens and the files of results share: the first screen, the questions in it."""

from dataclasses import dataclass

from db.models.surveys import CampaignState
from domain.survey import numbering
from domain.survey.statistics import Tally, share
from handlers.buttons import survey_results as buttons
from handlers.buttons.campaigns import Campaigns, OpenCampaign
from handlers.buttons.nav import bottom
from handlers.context import Context
from handlers.keyboards.build import Row, Screen, in_pairs
from handlers.ways import Way
from services.surveys import comparable, proving, sent_files, tagging
from services.surveys.results import Asked, Results
from texts import survey_answers as open_words
from texts import survey_changes as change_words
from texts import survey_files as file_words
from texts import survey_levels as level_words
from texts import survey_results as words


@dataclass(frozen=True, slots=True)
class Shown:
    """A tally of a question, with what is told apart by groups where it is the only one. `at`:
    its place among all of them, reached or not: it stays while answers come in; `number`: of the
    question, as on paper."""

    at: int
    number: int
    asked: Asked
    tally: Tally

    @property
    def groups(self) -> tuple[tuple[str, Tally], ...]:
        return () if self.tally.row else self.asked.groups


def shown(found: Results) -> list[Shown]:
    """What somebody was asked; of an anonymous one all, why there is no answer is not told."""
    every = [(asked, tally) for asked in found.asked for tally in asked.tallies]
    numbers = numbering.numbers(found.questionnaire)
    return [
        Shown(at, numbers[asked.question.key], asked, tally)
        for at, (asked, tally) in enumerate(every)
        if found.anonymous or tally.given or tally.skipped or tally.not_applicable
    ]


def satisfied(tally: Tally) -> int | None:
    return share(*tally.satisfied) if tally.satisfied else None


def has_mean(tally: Tally) -> bool:
    return bool(tally.parts) and tally.numbers is not None and tally.numbers.mean is not None


async def show_results(context: Context, found: Results) -> None:
    back = bottom(Campaigns(0) if found.auto else OpenCampaign(found.campaign_id))
    if not found.told:
        over = found.state is not CampaignState.OPEN
        untold = words.too_few if over else words.not_yet
        await context.show(Screen(untold(found.title, found.sent, found.invited), [back]))
        return
    text = words.results(
        found.title, sent=found.sent, invited=found.invited,
        share=share(found.sent, found.invited), paper=found.paper,
        open_=found.state is CampaignState.OPEN, standing=found.standing,
        several=bool(found.questionnaire.about), lines=_lines(found),
    )  # fmt: skip
    compares = await context.read(comparable.offered, found.campaign_id)
    proves = bool(await context.read(proving.lines, found.campaign_id))
    sorts = await context.read(tagging.sorts, found.campaign_id)
    rows = _rows(found, compares=compares, proves=proves, sorts=sorts)
    await context.show(Screen(text, [*rows, back]))


def _lines(found: Results) -> list[str]:
    if found.anonymous:
        return [words.unnamed()]
    rounds = [words.in_rounds()] if found.auto and not found.standing else []
    kept = [words.unshown(found.unshown)] if found.unshown else []
    return [*rounds, *kept, *score_lines(found)]


def score_lines(found: Results) -> list[str]:
    if found.score is None:
        return []
    score, leasts = found.score, {each.key: each.least for each in found.levels}
    return level_words.score(score.n, score.mean, score.most, score.rows, score.reached, leasts)


def _rows(found: Results, *, compares: bool, proves: bool, sorts: bool) -> list[Row]:
    there = found.campaign_id
    first: Row = [(words.BY_QUESTION, buttons.ResultQuestions(there, 0))]
    proof: Row = [(file_words.ATTACH, buttons.AttachResults(there))] if proves else []
    ways = _ways(found, compares=compares, sorts=sorts)
    return [first, proof, *in_pairs(ways), *_settings(found)]


def _ways(found: Results, *, compares: bool, sorts: bool) -> list[Way]:
    there = found.campaign_id
    ways: list[Way] = [(words.EXCEL, buttons.ResultBook(there))]
    if any(tagging.is_open(each.question) for each in found.asked):
        ways.append((open_words.OPEN, buttons.OpenAnswers(there, -1, 0)))
    if sorts:
        ways.append((open_words.SWOT, buttons.SurveySwot(there)))
    if found.before_id is not None and not found.anonymous:
        ways.append((change_words.CHANGES, buttons.BeforeAfter(there)))
    elif compares:
        ways.append((change_words.COMPARE, buttons.CompareWith(there, 0)))
    if count := len(sent_files.of(found)):
        ways.append((file_words.files_button(count), buttons.SentFiles(there, 0)))
    return ways


def _settings(found: Results) -> list[Row]:
    """The school's thresholds that count here."""
    there, rows = found.campaign_id, list[Row]()
    if found.rated:
        caption = level_words.threshold_button(found.least)
        rows.append([(caption, buttons.AskThreshold(there))])
    if found.levels:
        rows.append([(level_words.SET, buttons.Levels(found.version_id, there))])
    return rows
