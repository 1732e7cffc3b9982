"""A proposed pair in words: the mentor's no, asking again, another mentor."""

from collections.abc import Sequence

from texts.html import b, clip, esc
from texts.pair_names import people
from texts.typography import tidy

AGREE = "Согласиться"
DECLINE = "Отказаться"
ANSWER_FOR = "Наставник согласен"
ASK_AGAIN = "Спросить ещё раз"
OTHER_MENTOR = "Предложить другого"


def ask_decline(pair: str, several: bool) -> str:
    """Before a mentor's no; `several`: other mentors stay in the pair."""
    after = (
        "Другие наставники останутся, из пары выйдете только Вы."
        if several
        else "Пары не будет, куратор предложит её другому наставнику."
    )
    return tidy(
        f"👥 {b('Отказаться от пары?')}\n{esc(clip(pair, 200))}\n\n{after} Причину указывать не "
        "нужно."
    )


def declined(goes_on: bool) -> str:
    told = "Ответ записан, спасибо. Куратор увидит его, причину указывать не нужно."
    return f"{told} Пара остаётся с другим наставником." if goes_on else told


def asked_again(names: Sequence[str]) -> str:
    """The receipt of asking anew; nobody: they have no chat."""
    if not names:
        return "Спросить в чате некого: наставник пока без бота. Спросите лично и запишите ответ."
    return tidy(
        f"✅ Вопрос придёт ещё раз в сообщении дня: {esc(people(names, 3))}. Если ответа не "
        "будет, бот напомнит Вам."
    )


def ask_other(pair: str) -> str:
    return tidy(
        f"👥 {b('Другой наставник')}\n{esc(clip(pair, 200))}\n\nКого спросить? Форма, цель и срок "
        "останутся прежними."
    )


def other_asked(pair: str) -> str:
    return tidy(f"✅ Предложено, наставник получит вопрос: {esc(clip(pair, 200))}")
