"""The worked example, which the page answers until somebody makes it their own."""

from simulation.case import Case, answers
from simulation.case.case import Spend
from simulation.parameters import Parameters, changed

# Twenty thousand followers, probably 40 % of them fake, three posts a week, $2,000: for ads, ten
# hours of answering a week (at $50 an hour), or five small influencers?
EXAMPLE = Case(
    answers=answers(followers="20,000", fakes="40%", posts="3/week", hours="0", budget="$2,000"),
    base=changed(Parameters(), {"money.wage": 50.0}),
    options=(Spend("ads"), Spend("answering"), Spend("creators", levers={"partners.count": 5})),
)
