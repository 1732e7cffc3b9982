"""Words by which a questionnaire is looked for that do not stand in its title: how roadmaps and
orders call it. Beginnings of words, in the form of domain.search.search_key."""

from collections.abc import Mapping
from typing import Final

from domain.survey.moments import Moment

CALLED: Final[Mapping[str, tuple[str, ...]]] = {
    Moment.NEEDS: ("потребност", "запрос", "дефицит", "затруднени", "выявлени", "помощ"),
    Moment.MENTEE_INTAKE: ("баз", "банк", "отбор", "запрос", "потребност", "входн", "профил"),
    Moment.MENTOR_INTAKE: ("баз", "банк", "отбор", "входн", "профил", "компетенц"),
    Moment.FACTS: ("баз", "банк", "личн", "аттестац"),
    Moment.TRAINING: ("обучени", "курс", "входн"),
    Moment.TRAINED: ("обучени", "курс", "выходн"),
    Moment.PARTNER: ("пар", "подбор", "предпочт", "закрепл"),
    Moment.BEFORE: ("входн", "первичн", "эффективн", "мониторинг", "первый", "первого"),
    Moment.INTERIM: ("промежуточн", "мониторинг", "обратн"),
    Moment.AFTER: ("выходн", "итогов", "эффективн", "мониторинг", "второй", "второго"),
    Moment.SATISFACTION: ("удовлетвор", "обратн", "swot", "мониторинг"),
    Moment.CURATOR: ("эффективн", "качеств", "оценк", "swot", "мониторинг", "самооценк"),
    Moment.SCHOOL: ("диагностик", "самооценк", "риск", "swot", "эффективн"),
    Moment.PSYCHOLOGIST: ("диагностик", "адаптац", "тревожн"),
    Moment.EARLY_EXIT: ("завершени", "досрочн", "выход", "причин"),
    Moment.EVENT: ("обратн", "связ", "рефлекси", "семинар", "встреч"),
    Moment.PRACTICE: ("опыт", "практик", "конкурс", "кейс"),
    Moment.OPINION: ("отзыв", "мнени", "характеристик"),
}
