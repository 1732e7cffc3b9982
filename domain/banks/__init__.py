"""Banks of mentors and mentees: what answers tell of a person, and by what a school decides."""

from domain.banks.criteria import Criterion as Criterion
from domain.banks.criteria import concerns as concerns
from domain.banks.criteria import seen as seen
from domain.banks.filling import AREA_WORDS as AREA_WORDS
from domain.banks.filling import FACTS as FACTS
from domain.banks.filling import FIELDS as FIELDS
from domain.banks.filling import MOST_CAPACITY as MOST_CAPACITY
from domain.banks.filling import MOST_HOURS as MOST_HOURS
from domain.banks.filling import PEOPLE as PEOPLE
from domain.banks.filling import SIDE as SIDE
from domain.banks.filling import Levels as Levels
from domain.banks.filling import asked_fields as asked_fields
from domain.banks.filling import for_side as for_side
from domain.banks.filling import profile as profile
from domain.banks.filling import sides_of as sides_of
from domain.banks.states import BankState as BankState
