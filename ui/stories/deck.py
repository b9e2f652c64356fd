"""A story's result as a deck: claim, bet, result, ranges, where the answer changes, advice.

Everything said here is computed from the result; no outcome is written down beforehand.
"""

from simulation.experiment.story_result import StoryResult, StorySoFar
from simulation.report import break_even, verdict
from simulation.report.insight import insight
from simulation.report.phrases import better, quoted
from simulation.scenarios import Judge, Note, Scenario
from ui.film.clips import Clip
from ui.present import appendix
from ui.present.brand import Brand
from ui.present.deck import Deck, Slide, film_slides
from ui.stories import advice, break_evens
from ui.stories.charts import native_curve, native_ranges, side_ranges, win_rate_curve
from ui.stories.figures import compared, is_chance
from ui.text import headed, median_and_range, quantity


def story_deck(result: StoryResult, brand: Brand, clips: tuple[Clip, ...] = ()) -> Deck:
    """The deck; a result that is not whole yet makes one of what is known. clips: its film."""
    titles = [each.side.title for each in result.sides]
    return Deck(
        title=result.scenario.title,
        slides=(
            claim(result),
            bet(result),
            reveal(result),
            ranges(result),
            *film_slides(clips),
            changes(result),
            advised(result),
        ),
        appendix=(
            *curves(result),
            *evidence(result.scenario),
            appendix.outcomes(titles, [each.summaries for each in result.sides]),
            *appendix.inputs(
                titles, [each.side.parameters for each in result.sides], result.scenario.note
            ),
            appendix.definitions(),
            appendix.made(result.run, ("Story", result.scenario.id), model=result.model),
        ),
        brand=brand,
        summary=in_short(result),
        file_name=f"grapevine-story-{result.scenario.id}",
    )


def claim(result: StoryResult) -> Slide:
    """The claim, and the sides it is about."""
    sides = tuple(f"{each.side.key}: {each.side.title}" for each in result.sides)
    notes = "Read it aloud. It is tested in simulated runs; nothing is decided beforehand."
    return Slide("claim", "The claim", result.scenario.claim, sides, notes=notes)


def bet(result: StoryResult) -> Slide:
    """The question to the room, before anything is shown, and what counts as a yes."""
    asked, claimed = question(result.scenario), _claimed(result.scenario)
    counted = () if claimed in asked else (f"Counted are the runs in which {claimed}.",)
    notes = "Let everybody say a number. Type it, or move it with the arrow keys."
    return Slide("bet", "Place your bet", asked, counted, notes=notes)


def question(scenario: Scenario) -> str:
    """The story's own question where it asks for a number out of 100, else one on the win rate."""
    if "of 100" in scenario.bet:
        return scenario.bet
    return f"In how many of 100 runs does this happen: {_claimed(scenario)}?"


def reveal(result: StoryResult) -> Slide:
    """The verdict, the win rate, and the figures of every side."""
    outcome = result.claim.outcome
    head = (headed(outcome), "Share of runs" if is_chance(result) else "Median (9 of 10 runs)")
    return Slide(
        "reveal",
        "The result",
        " ".join(filter(None, (verdict.headline(result.verdict), insight(result)))),
        (explanation(result),),
        result.win_rate,
        dot_names(result),
        table=(
            head,
            *(
                (each.side.title, median_and_range(each.summaries[outcome.name], outcome.unit))
                for each in result.sides
            ),
        ),
        notes="Compare with the bet of the room. A tie is a run in which both do equally well.",
    )


def explanation(result: StoryResult) -> str:
    """The verdict in a sentence, without the headline that stands above it."""
    said = verdict.explanation(result.verdict, names(result))
    few = f"{result.win_rate.worlds} runs"
    counted = result.win_rate.worlds < 100 and few not in said
    return f"{said} Counted in {few}." if counted else said


def names(result: StoryResult) -> tuple[str, str]:
    """The sides A and B as sentences call them."""
    one, other = (quoted(each.side.title) for each in result.sides[:2])
    return one, other


def dot_names(result: StoryResult | StorySoFar) -> tuple[str, str]:
    """The names of both kinds of runs: the side that wins, or what becomes of the claim."""
    if result.claim.factor == 1:
        return result.claim.titles["A"], result.claim.titles["B"]
    return "The claim holds", "The claim fails"


def ranges(result: StoryResult) -> Slide:
    """Medians and ranges of every side, drawn."""
    how, (one, other) = compared(result, result.sides[:2])
    a, b = names(result)
    return Slide(
        "ranges",
        "How much runs differ",
        f"{result.claim.outcome.label}: {how} {one} with {a}, {other} with {b}.",
        _means(result) if how == "typically" else (),
        chart=side_ranges(result),
        native=native_ranges(result),
        notes="A bar ends at the typical run; the line spans 9 of 10 runs. Chance alone makes it.",
    )


def changes(result: StoryResult) -> Slide:
    """The levers that change the answer, and those that do not."""
    heading = "Where the answer changes"
    if not result.breaks:
        nothing = "No lever was tried."
        trying = "Levers that may change the answer are being tried."
        return Slide("table", heading, nothing if result.whole else trying)
    ordered = break_evens.nearest_first(result.breaks)
    first = next((each for each in ordered if each.crossings), None)
    tried = f"{len(result.breaks)} of {len(result.scenario.breaks)} levers tried so far."
    return Slide(
        "table",
        heading,
        break_even.sentence(first) if first else advice.NOTHING_CHANGES_IT,
        tuple(filter(None, (break_even.made_of(result.breaks), "" if result.whole else tried))),
        table=(break_evens.HEAD, *map(break_evens.row, ordered)),
        notes="Name the first lever only: it is the one nearest to where things stand.",
    )


def advised(result: StoryResult) -> Slide:
    """The advice, see ui.stories.advice."""
    notes = "Stop here for questions."
    said = advice.statement(result)
    return Slide("advice", "What to do", said, advice.lines(result), notes=notes)


def in_short(result: StoryResult) -> Slide:
    """The decision on one page: what to do, what came out, and every side's figures."""
    lines = (explanation(result), *advice.lines(result)[:3])
    table = reveal(result).table
    return Slide("advice", "In short", advice.statement(result), lines, table=table, key="summary")


def curves(result: StoryResult) -> list[Slide]:
    """The win rate along each lever that changes the answer, drawn."""
    return [
        Slide(
            "chart",
            break_evens.lever_name(each),
            break_even.sentence(each),
            chart=win_rate_curve(result, each),
            native=native_curve(result, each),
            key=f"curve-{place}",
        )
        for place, each in enumerate(break_evens.nearest_first(result.stops), 1)
    ]


def evidence(story: Scenario) -> list[Slide]:
    """The evidence of others, for and against."""
    return [
        Slide("evidence", heading, "", table=(("Source", "What it says"), *map(_cited, notes)))
        for heading, notes in (
            ("Evidence for the claim", story.supports),
            ("Evidence against it", story.contradicts),
        )
        if notes
    ]


def _claimed(scenario: Scenario) -> str:
    """The claim in one run: that A beats B, by the story's factor."""
    judge = scenario.judge or Judge("reach")
    one, other = (quoted(side.title) for side in scenario.sides[:2])
    return better(judge.outcome, one, other, judge.factor)


def _means(result: StoryResult) -> tuple[str, ...]:
    """The means, where they do not read the same as the medians."""
    name, unit = result.claim.outcome.name, result.claim.outcome.unit
    found = [each.summaries[name] for each in result.sides[:2]]
    means = [quantity(each.mean, unit) for each in found]
    if means == [quantity(each.median, unit) for each in found]:
        return ()
    return (f"On average: {means[0]} and {means[1]}.",)


def _cited(note: Note) -> tuple[str, str]:
    return note.source, note.says
