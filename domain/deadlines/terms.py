"""Productions for terms: points, ranges and lists of them, and the prepositions before them."""

from dataclasses import replace
from typing import NamedTuple

from domain.deadlines.atoms import AtomParser
from domain.deadlines.nodes import Atom, Part, Relation, Term

_LONGEST_LIST = 31


class _Piece(NamedTuple):
    """A number, part or season that waits for its noun: «1» and «3» in «1, 3 четверть»."""

    n: int
    part: Part | None
    season: bool = False


class TermParser(AtomParser):
    """Reads «с 1 по 15 октября 2022», «I-II квартал», «до 1 июня», «1, 15 октября»."""

    def term(self) -> list[Term] | None:
        mark = self.at
        terms = self._related() or self.attempt(self._series)
        if terms is None:
            return None
        text = self.text_since(mark)
        return [replace(one, text=text) for term in terms for one in _per_year(term)]

    def _related(self) -> list[Term] | None:
        return (
            self.attempt(self._since)
            or self.attempt(self._until)
            or self.attempt(self._after)
            or self.attempt(self._up_to)
        )

    def _since(self) -> list[Term] | None:
        if not (self.take_prep("since") or self._not_later("since")):
            return None
        self._pass()
        return self._series(since=True)

    def _until(self) -> list[Term] | None:
        relation: Relation = "by"
        if not self._not_later("until"):
            if not self.take_prep("until"):
                return None
            relation = "until"
        self._pass()
        if self._not_later("until"):
            self._pass()
        atom = self.dated()
        if atom is None:
            return None
        atoms = [atom]
        while (more := self.attempt(self._next_day)) is not None:
            atoms.append(more)
        return [Term(one, one, relation) for one in atoms]

    def _next_day(self) -> Atom | None:
        """«до 1 октября, 1 декабря»: the preposition counts for each day of the list."""
        if not self.take("comma", "and", "semicolon"):
            return None
        atom = self.dated()
        return atom if atom is not None and atom.unit == "day" else None

    def _after(self) -> list[Term] | None:
        if not self.take_prep("after") and not (self.take_prep("to") and self.peek_ending()):
            return None
        self._pass()
        if self.take("ending"):
            self._pass()
        atom = self.dated()
        return [Term(atom, atom, "after")] if atom is not None else None

    def _up_to(self) -> list[Term] | None:
        """«по 15 октября»."""
        if not self.take_prep("to"):
            return None
        atom = self.dated()
        return [Term(atom, atom, "by")] if atom is not None else None

    def peek_ending(self) -> bool:
        return self.peek().kind == "ending"

    def _not_later(self, value: str) -> bool:
        if self.kinds(2) != ("not", "later") or self.peek(1).value != value:
            return False
        self.at += 2
        return True

    def _pass(self) -> None:
        self.skip("in", "filler", "period", "colon", "comma", "dot")

    def _series(self, since: bool = False) -> list[Term] | None:
        """Pieces that wait for their noun, then an atom, then perhaps the end of a range."""
        groups = self._pieces(since)
        atom = self.dated()
        if atom is None:
            return None
        if not groups:
            return [self._range(atom, since)]
        done = [_completed(piece, atom) for group in groups for piece in group]
        if None in done:
            return None
        return _joined(groups, atom)

    def _pieces(self, since: bool) -> list[list[_Piece]]:
        """Groups of one or two; the last group of one with no partner joins the atom itself."""
        groups: list[list[_Piece]] = []
        joined = False
        for _ in range(_LONGEST_LIST):
            found = self.attempt(lambda: self._lone_piece(since))
            if found is None:
                break
            piece, joint = found
            if joined:
                groups[-1].append(piece)
            else:
                groups.append([piece])
            joined = joint == "range"
        if joined:
            groups.append([])
        return groups

    def _lone_piece(self, since: bool) -> tuple[_Piece, str] | None:
        """A piece, unless a whole atom stands here: «15/10/2022» is no list."""
        mark = self.at
        if self.attempt(self.atom) is not None:
            self.at = mark
            return None
        return self._piece(since)

    def _piece(self, since: bool) -> tuple[_Piece, str] | None:
        part: Part | None = self.attempt(self._part_name)
        n = 0
        season = self.take("seasonal") if part is None else None
        if season is not None:
            n = int(season.value)
        elif part is None:
            number = self.number()
            if number is None:
                return None
            n = number
        self.take_unit("number")
        joint = self._joint(since)
        return (_Piece(n, part, season is not None), joint) if joint else None

    def _joint(self, since: bool) -> str:
        if self.take("dash") or self.take_prep("to") or (since and self.take_prep("until")):
            return "range"
        return "list" if self.take("comma", "and", "slash") else ""

    def _range(self, first: Atom, since: bool) -> Term:
        last = self.attempt(lambda: self._range_end(since))
        if last is None:
            return Term(first, first, "since" if since else "within")
        return Term(first, last)

    def _range_end(self, since: bool) -> Atom | None:
        self.skip("comma", "in", "filler")
        if not (self.take("dash") or self.take_prep("to") or (since and self.take_prep("until"))):
            return None
        self._pass()
        return self.dated()


def _completed(piece: _Piece, atom: Atom) -> Atom | None:
    """The piece with the noun of the atom, if it takes one."""
    if piece.part is not None:
        return replace(atom, part=piece.part) if atom.part is not None else None
    if atom.part is not None or atom.unit in ("month", "year", "school_year"):
        return None
    if piece.season != (atom.unit in ("season", "break")):
        return None
    return replace(atom, n=piece.n)


def _joined(groups: list[list[_Piece]], atom: Atom) -> list[Term]:
    """An empty group at the end says that the last piece makes a range with the atom."""
    terms: list[Term] = []
    ranged = not groups[-1]
    for n, group in enumerate(groups):
        ends = [end for piece in group if (end := _completed(piece, atom)) is not None]
        if not ends:
            continue
        if ranged and n == len(groups) - 2 and len(ends) == 1:
            terms.append(Term(ends[0], atom))
        else:
            terms.append(Term(ends[0], ends[-1]))
    return terms if ranged else [*terms, Term(atom, atom)]


def _per_year(term: Term) -> list[Term]:
    """«май 2023-2024 гг.» is a May of each year; a range of bare years stays one."""
    last = term.last
    if last.unit in ("year", "school_year") or last.last_year is None or last.year is None:
        return [term]
    years = range(last.year, last.last_year + 1)
    return [_in_year(term, year) for year in years]


def _in_year(term: Term, year: int) -> Term:
    first = replace(term.first, year=None, last_year=None)
    last = replace(term.last, year=year, last_year=None)
    return (
        Term(last, last, term.relation)
        if term.first == term.last
        else replace(term, first=first, last=last)
    )
