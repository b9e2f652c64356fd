"""A client's case: what was asked and answered, today's situation, and options for the same money.

    case = Case(client="Corner Bakery", answers=answers(followers="20k", fakes="40%", budget="$2k"))
    found = choices(case)                            # today and options, solved
    columns = runner.measure(found.setups(Run()))    # see simulation.experiment
    for row in rows(found, columns): ...             # what each comes to

`load` and `dumps` read and write the file of a case; `simulation.case.store.CaseStore` keeps them.
"""

from simulation.case.assumptions import Assumption, assumptions, given, in_dollars
from simulation.case.case import Brand, Case, Deck, SlideEdit, Spend
from simulation.case.files import dumps, load, loads
from simulation.case.money import DOLLARS, Currency, currency
from simulation.case.options import Choices, Option, choices, options, spends
from simulation.case.population import Fullness, Population, fullness
from simulation.case.presets import PRESETS, Preset
from simulation.case.questions import QUESTIONS, Answers, Question, answers
from simulation.case.results import Row, rows
from simulation.case.today import today
from simulation.case.typed import Answer

__all__ = [
    "DOLLARS",
    "PRESETS",
    "QUESTIONS",
    "Answer",
    "Answers",
    "Assumption",
    "Brand",
    "Case",
    "Choices",
    "Currency",
    "Deck",
    "Fullness",
    "Option",
    "Population",
    "Preset",
    "Question",
    "Row",
    "SlideEdit",
    "Spend",
    "answers",
    "assumptions",
    "choices",
    "currency",
    "dumps",
    "fullness",
    "given",
    "in_dollars",
    "load",
    "loads",
    "options",
    "rows",
    "spends",
    "today",
]
