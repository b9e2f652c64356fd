"""The laws of the model: what holds whatever the levers say.

Each is proved by tests that carry its name as a mark, `@pytest.mark.law("...")`; a law that no test
proves, or a mark that names no law, fails tests/test_law_table.py.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Law:
    """One law. says: for who does not read code. name: the mark of the tests that prove it."""

    name: str
    title: str
    says: str


_ALL = (
    Law("nobody sees", "Nobody sees, nobody is reached",
        "If nobody notices our posts, reach is zero in every world."),
    Law("nobody shares", "Nobody shares, reach is a product",
        "If nobody passes a post on, reach is the number of real followers times their chance to notice, with the spread that chance has."),
    Law("fakes", "Fakes carry nothing",
        "If every follower is fake, nobody is reached, nothing is passed on and nothing is sold."),
    Law("desk hours", "The desk keeps its hours",
        "Answers never take more time than the desk has, no two overlap, and none is given outside its hours."),
    Law("full desk", "A full desk answers as many, however many write",
        "Twice the followers, all of whom write, get half the answers each."),
    Law("more is never less", "More is never less",
        "Raising a chance to notice or to pass on never lowers reach, in any single world, as long as nothing feeds back on our list or our rank."),
    Law("luck of people", "Luck belongs to people",
        "Who comes or goes leaves the luck of everybody else as it was, so two scenarios differ by what differs between them and by nothing else."),
    Law("conservation", "Nobody is lost on the way",
        "Listed, real, saw, acted, bought: no stage holds more people than the one before, and every person reached is counted once."),
    Law("longer run", "A longer run begins with the shorter",
        "More days, or more worlds, add to what there was and change none of it."),
    Law("branching", "Word of mouth branches as theory says",
        "Where nobody is reached twice, the average size of a wave and the chance that it dies out are those of a branching process."),
    Law("independent cascade", "One chance a tie is the independent cascade",
        "With one chance for each tie the model is the independent cascade of the literature, and agrees with a slow one written for the tests."),
    Law("two clocks", "Both clocks give the same world",
        "The event-by-event clock and the compiled one give the same world to the last event, on any number of threads."),
)  # fmt: skip

LAWS: dict[str, Law] = {law.name: law for law in _ALL}
