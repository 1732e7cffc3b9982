"""What the daily bundle says of pairs."""

from domain.pairs import Side
from handlers.buttons.pairs import End, OpenPair, PairDay, Pairs, PairStep, Step
from handlers.prompting import Call, Worded, words_of
from services.pairs.lists import Filter
from services.pairs.paper_prompts import MentorAsked, MentorLeaves, PapersMissing, TermOver
from services.pairs.views import PairCard
from texts import pair_states as words
from texts import pairs as pair_words
from texts.reminders import Said


@words_of(MentorAsked)
def asked(thing: MentorAsked, call: Call) -> Worded:
    there = thing.card.id
    mentees = _side(thing.card, Side.MENTEE, call)
    return Worded(
        Said(words.asked(mentees), words.ASKED_LINE),
        (
            (pair_words.AGREE, PairStep(there, Step.AGREE)),
            (pair_words.OPEN_CARD, OpenPair(there)),
        ),
    )


@words_of(MentorLeaves)
def leaves(thing: MentorLeaves, call: Call) -> Worded:
    leaving = thing.leaving
    mentees = _side(thing.card, Side.MENTEE, call)
    return Worded(
        Said(
            words.leaves(leaving.kind, call(leaving.person), mentees, leaving.until),
            words.LEAVES_LINE[leaving.kind],
        ),
        ((pair_words.OPEN_CARD, OpenPair(thing.card.id)),),
    )


@words_of(PapersMissing)
def missing(thing: PapersMissing, call: Call) -> Worded:
    names = [call(each) for each in thing.mentors]
    return Worded(
        Said(words.missing(thing.pairs, names), words.MISSING_LINE),
        ((words.SHOW_MISSING, Pairs(Filter.LACKING, 0)),),
    )


@words_of(TermOver)
def over(thing: TermOver, call: Call) -> Worded:
    there = thing.card.id
    pair = pair_words.title(
        _side(thing.card, Side.MENTOR, call), _side(thing.card, Side.MENTEE, call)
    )
    return Worded(
        Said(words.over(pair, thing.ends), words.OVER_LINE),
        (
            (words.COMPLETE, PairStep(there, Step.COMPLETE)),
            (words.PROLONG, PairDay(there, End.ENDS, thing.ends.year, thing.ends.month)),
        ),
    )


def _side(card: PairCard, side: Side, call: Call) -> list[str]:
    return [call(each) for each in (card.mentors if side is Side.MENTOR else card.mentees)]
