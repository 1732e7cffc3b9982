"""Words around the number and date of a paper."""

NUMBER = r"(?:№|N|n|#)\s*"
FROM = "от"
ORDER = r"\W*(?:приказ|распоряжени)"
PAPER = r"\W*(?:приказ|распоряжени|протокол|справк|акт\b|договор|соглашени|положени|выписк|письм)"
