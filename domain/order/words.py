"""Words by which the parts of a mentoring year are recognised. Nothing here is shown."""

import re

_PEOPLE = r"(?:\s+[\w-]+){0,3}?\s+(?:наставник|наставляем)\w*"
MENTEES = re.compile(r"наставляем|молод\w+ (?:специалист|педагог)")
MENTORS = re.compile(r"наставник")
SURVEY = re.compile(r"анкетир|опрос")
CONSENTS = re.compile(r"согласи[йея]")
INTAKE = re.compile(r"потенциальн|желающ|запрос")
BANK = re.compile(
    r"(?:с?формир|созда|составл|заполн)\w*\s+(?:един\w+\s+)?(?:баз|банк)\w*" + _PEOPLE
)
BANK_STAGE = re.compile(r"(?:баз|банк)\w*" + _PEOPLE)
PAIRS = re.compile(
    r"(?:закреплени|утверждени|с?формирован|формировать|создани)\w*\s+(?:наставническ\w+\s+)?"
    r"(?:пар|групп)"
)
TRAINING = re.compile(r"(?:обучени|подготовк)\w*\s+наставник|школ\w+ наставник")
MEETINGS = re.compile(
    r"встреч\w*\s+(?:[\w-]+\s+){0,3}?(?:наставник|наставляем|пар)|регулярн\w+ встреч"
)
CLOSING = re.compile(r"\bитог|заверш\w*\s+(?:наставнич|персонализ|программ|работ)")
INTERIM = re.compile(r"текущ|промежуточ|предварительн")
REWARD = re.compile(r"поощрен|награжд|благодарств|грамот")
RESULTS = re.compile(
    r"мониторинг\w*\s+(?:\w+\s+){0,2}?(?:качеств|удовлетворен)|итогов\w+ (?:анкет|опрос|отчет)"
    r"|отчет\w*\s+(?:наставник|по итог)"
)
FORMS = re.compile(r"выбор\w*\s+форм")
