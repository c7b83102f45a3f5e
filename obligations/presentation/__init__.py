"""How duties look on a page: the chip, the clause, the line of a list, the explanation."""

from obligations.presentation.dates import clause_of, due_of
from obligations.presentation.lines import Act, Line, lines

__all__ = ["Act", "Line", "clause_of", "due_of", "lines"]
