"""The form of a Russian word after a number."""


def plural(n: int, one: str, few: str, many: str) -> str:
    """The word alone: 1 мероприятие, 2 мероприятия, 5 мероприятий (cardinal rules of CLDR)."""
    tail, tens = abs(n) % 10, abs(n) % 100 // 10
    if tens == 1 or tail == 0 or tail > 4:
        return many
    return one if tail == 1 else few


def counted(n: int, one: str, few: str, many: str) -> str:
    """The number and its word, which stay on one line."""
    return f"{n}\u00a0{plural(n, one, few, many)}"
