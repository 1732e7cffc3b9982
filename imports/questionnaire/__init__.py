"""A questionnaire out of a spreadsheet: any order of columns, told by the words over them.

`find` sees whether a file holds one and takes its cells; `build` makes a questionnaire of them.
"""

from imports.questionnaire.building import Built, Problem, build
from imports.questionnaire.finding import QuestionLine, QuestionTable, find, titled

__all__ = ["Built", "Problem", "QuestionLine", "QuestionTable", "build", "find", "titled"]
