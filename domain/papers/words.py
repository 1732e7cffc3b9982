"""Words around the number and date of a paper."""

NUMBER = r"(?:№|N|n|#)\s*"
FROM = "от"
