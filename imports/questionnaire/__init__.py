"""A questionnaire out of a spreadsheet: any order of columns, told by the words over them.

`find` sees whether a file holds one and takes its cells; `build` makes a questionnaire of them,
`look` says what is wrong with it too.
"""

from imports.questionnaire.building import Built, Problem, build
from imports.questionnaire.finding import QuestionLine, QuestionTable, find, titled
from imports.questionnaire.looking import Looked, look

__all__ = [
    "Built", "Looked", "Problem", "QuestionLine", "QuestionTable", "build", "find", "look",
    "titled",
]  # fmt: skip
