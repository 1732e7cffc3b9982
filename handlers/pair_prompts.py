"""What the daily bundle says of pairs."""

from domain.pairs import Side
from handlers.buttons.pair_edit import End, PairDay, PairMembers
from handlers.buttons.pair_offers import AskMentors, OtherMentor
from handlers.buttons.pair_states import PairStep, Step
from handlers.buttons.pairs import OpenPair, Pairs
from handlers.prompting import Call, Worded, words_of
from services.pairs.lists import Filter
from services.pairs.offer_prompts import OfferDeclined, OfferSilent
from services.pairs.paper_prompts import MentorAsked, MentorLeaves, PapersMissing, TermOver
from services.pairs.stand_in_prompts import StandsInPair
from services.pairs.stopped_prompts import MemberOut, PairStopped
from services.pairs.views import PairCard
from texts import pair_card as card_words
from texts import pair_names
from texts import pair_offers as offer_words
from texts import pair_prompts as words
from texts import pair_states as state_words
from texts.reminders import Said


@words_of(MentorAsked)
def asked(thing: MentorAsked, call: Call) -> Worded:
    there = thing.card.id
    mentees = _side(thing.card, Side.MENTEE, call)
    return Worded(
        Said(words.asked(mentees), words.ASKED_LINE),
        (
            (offer_words.AGREE, PairStep(there, Step.AGREE)),
            (card_words.OPEN_CARD, OpenPair(there)),
        ),
    )


@words_of(OfferDeclined)
def declined(thing: OfferDeclined, call: Call) -> Worded:
    """The pair that is over, or one that goes on without one of its mentors."""
    there, by = thing.card.id, [call(each) for each in thing.by]
    mentees = _side(thing.card, Side.MENTEE, call)
    if thing.goes_on:
        pair = pair_names.title(_side(thing.card, Side.MENTOR, call), mentees)
        line = words.FULL_LINE if thing.full else words.LEFT_LINE
        agree = ((offer_words.ANSWER_FOR, PairStep(there, Step.AGREE)),) if thing.full else ()
        return Worded(
            Said(words.offer_left(by, pair), line),
            (
                *agree,
                (card_words.OPEN_CARD, OpenPair(there)),
                (words.ADD_MENTOR, PairMembers(there, Side.MENTOR, 0)),
            ),
        )
    return Worded(
        Said(words.offer_declined(by, mentees), words.DECLINED_LINE),
        (
            (offer_words.OTHER_MENTOR, OtherMentor(there, 0)),
            (card_words.OPEN_CARD, OpenPair(there)),
        ),
    )


@words_of(OfferSilent)
def silent(thing: OfferSilent, call: Call) -> Worded:
    there, waits = thing.card.id, [call(each) for each in thing.waits]
    mentees = _side(thing.card, Side.MENTEE, call)
    agreed = (offer_words.ANSWER_FOR, PairStep(there, Step.AGREE))
    if not thing.reachable:
        return Worded(
            Said(words.offer_unheard(waits, mentees), words.UNHEARD_LINE),
            (agreed, (offer_words.OTHER_MENTOR, OtherMentor(there, 0))),
        )
    return Worded(
        Said(words.offer_silent(waits, mentees, thing.since), words.SILENT_LINE),
        ((offer_words.ASK_AGAIN, AskMentors(there)), agreed),
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
        ((card_words.OPEN_CARD, OpenPair(thing.card.id)),),
    )


@words_of(PairStopped)
def stopped(thing: PairStopped, call: Call) -> Worded:
    said = Said(words.stopped([call(each) for each in thing.barred]), words.STOPPED_LINE)
    return Worded(said, ((card_words.OPEN_CARD, OpenPair(thing.pair_id)),))


@words_of(StandsInPair)
def stands_in(thing: StandsInPair, call: Call) -> Worded:
    mine, over = thing.mine, thing.over
    title = words.standing_in(
        call(thing.instead), _side(thing.card, Side.MENTEE, call), mine=mine, over=over
    )
    line = words.standing_in_line(
        call(thing.who), call(thing.instead), thing.since, thing.until, thing.today,
        mine=mine, over=over,
    )  # fmt: skip
    way = ((card_words.OPEN_CARD, OpenPair(thing.card.id)),)
    return Worded(Said(title, line), () if mine and over else way)


@words_of(MemberOut)
def member_out(thing: MemberOut, call: Call) -> Worded:
    said = Said(words.out(call(thing.who)), words.OUT_LINE)
    return Worded(said, ((card_words.OPEN_CARD, OpenPair(thing.pair_id)),))


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
    pair = pair_names.title(
        _side(thing.card, Side.MENTOR, call), _side(thing.card, Side.MENTEE, call)
    )
    return Worded(
        Said(words.over(pair, thing.ends), words.OVER_LINE),
        (
            (state_words.COMPLETE, PairStep(there, Step.COMPLETE)),
            (words.PROLONG, PairDay(there, End.ENDS, thing.ends.year, thing.ends.month)),
        ),
    )


def _side(card: PairCard, side: Side, call: Call) -> list[str]:
    return [call(each) for each in (card.mentors if side is Side.MENTOR else card.mentees)]
