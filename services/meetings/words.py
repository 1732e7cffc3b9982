"""Words by which a line of a roadmap says which of the meetings it means."""

FIRST = ("перв", "организационн", "стартов")
CLOSING = ("заключительн", "завершающ", "итогов", "финальн")
