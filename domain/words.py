"""Words by which a person's name is taken apart, and the one that stands for a name."""

PATRONYMIC_ENDINGS = ("ич", "вна", "чна")
PATRONYMIC_PARTICLES = frozenset({"оглы", "кызы", "гызы", "улы", "уулу"})
# They stay as they were typed: «фон Берг», «де Вит».
NAME_PARTICLES = PATRONYMIC_PARTICLES | {
    "фон", "де", "ди", "да", "дель", "дю", "ла", "ле", "ван", "дер", "ден", "тер", "цу", "аль",
    "эль", "ибн", "бин", "бен", "бей", "бек", "заде", "хан",
}  # fmt: skip
# Endings that hardly any given name has: «-ин», «-ина» are left out for Марина and Валентин.
SURNAME_ENDINGS = (
    "ов", "ова", "ев", "ева", "ёв", "ёва", "ский", "ская", "цкий", "цкая", "енко",
)  # fmt: skip
PARTICIPANT = "Участник"

# One letter to readers and searchers, two to databases.
YO, YE = "ё", "е"
