"""The page of a client's question: answers as typed, options, the store, links and history."""

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import SelectSlider, TextInput

from simulation.case import QUESTIONS, Case, answers, choices
from simulation.case.link import query_of
from simulation.case.store import CaseStore
from simulation.parameters import Parameters, Run
from ui.case import answer, questions
from ui.case.example import EXAMPLE
from ui.case.opened import Opened
from ui.text import plain

EXAMPLES_OPTIONS = ["$2,000 of ads", "10 hours a week of answering", "5 small creators"]


@pytest.fixture(autouse=True)
def nothing_is_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """The card of a recommendation takes many runs, and has tests of its own."""
    monkeypatch.setattr(answer, "recommendation_card", lambda *given, **more: None)


def _page() -> None:
    from ui.case import page
    from ui.state import url

    url.sync("case", page.QUERY, levers=False)
    page.render()


def page(**query: str) -> AppTest:
    at = AppTest.from_function(_page, default_timeout=60)
    for key, text in query.items():
        at.query_params[key] = text
    return checked(at.run())


def checked(at: AppTest) -> AppTest:
    assert not at.exception
    return at


def case_of(at: AppTest) -> Case:
    found: Opened = at.session_state["case-open"]
    return found.case


def field(at: AppTest, question: str) -> TextInput:
    label = QUESTIONS[question].label
    (found,) = [each for each in at.text_input if each.label == label]
    return found


def slider(at: AppTest, question: str) -> SelectSlider[float]:
    label = f"{QUESTIONS[question].label}, by hand"
    (found,) = [each for each in at.select_slider if each.label == label]
    return found


def fill(at: AppTest, question: str, text: str) -> AppTest:
    return checked(field(at, question).input(text).run())


def said(at: AppTest) -> str:
    every = [*at.markdown, *at.caption, *at.info, *at.error, *at.warning, *at.header]
    return " ".join(each.value for each in every).replace("\\", "")


def address(at: AppTest) -> dict[str, str]:
    found = {key: at.query_params[key] for key in at.query_params}
    return {key: text if isinstance(text, str) else text[0] for key, text in found.items()}


def unfold(at: AppTest, key: str) -> AppTest:
    """Open what is folded; a browser leaves it open, these tests do so once a run."""
    at.session_state[key] = True
    return checked(at.run())


def press(at: AppTest, key: str) -> AppTest:
    return checked(at.button(key=key).click().run())


def test_it_begins_with_a_worked_example_that_is_not_kept(own_cases: CaseStore) -> None:
    at = page()
    assert case_of(at) == EXAMPLE
    assert "A worked example, computed as you look." in said(at)
    for name in EXAMPLES_OPTIONS:
        assert name in said(at)
    assert not own_cases.list()
    assert not at.query_params


def test_the_first_change_keeps_it(own_cases: CaseStore) -> None:
    at = fill(page(), "budget", "3k")
    (entry,) = own_cases.list()
    assert entry.name == "20,000 followers, $3,000"
    assert own_cases.open(entry.id).case == case_of(at)
    assert address(at) == {"case": entry.id}
    assert "worked example" not in said(at)
    assert "$3,000 of ads" in said(at)


@pytest.mark.parametrize(
    ("question", "text", "shown", "understood"),
    [
        ("followers", "20k", 20_000, "20,000 on the list, fakes included."),
        ("followers", "1.2m", 1_200_000, "1,200,000 on the list"),
        ("fakes", "10% to 30%", 0.2, "tried over the whole range"),
        ("fakes", "25 %", 0.25, "5,000 fakes, 15,000 people."),
        ("posts", "daily", 7, "28 posts in 28 days."),
        ("posts", "3/week", 3, "12 posts in 28 days."),
        ("hours", "90 min a day", 10.5, "42 hours in 28 days."),
        ("order_value", "$60-$120", 90, "tried over the whole range"),
        ("budget", "2,500", 2_500, "Every option costs $2,500 in 28 days."),
    ],
)
def test_what_is_typed_is_understood(
    question: str, text: str, shown: float, understood: str
) -> None:
    at = fill(page(), question, text)
    assert case_of(at).answers.value(question) == shown
    assert understood in said(at)
    assert field(at, question).value == text
    assert slider(at, question).value == shown


@pytest.mark.parametrize(
    ("question", "text", "why"),
    [
        ("followers", "many", "'many' is not a number"),
        ("followers", "-5", "cannot be '-5'"),
        ("fakes", "0.4", "may mean 40% or 0.4%"),
        ("fakes", "140%", "cannot be '140%': it must be a number from 0% to 100%"),
        ("posts", "3/fortnight", "has a unit that is not understood here"),
        ("hours", "200", "cannot be '200'"),
        ("budget", "€2,000", "is in EUR, not in US dollars"),
        ("budget", "1k to 2k", "it must be one amount"),
    ],
)
def test_what_is_not_understood_is_refused_at_its_field_and_nothing_is_lost(
    question: str, text: str, why: str, own_cases: CaseStore
) -> None:
    before = page()
    at = fill(before, question, text)
    (refused,) = [each.value for each in at.markdown if ":material/error:" in each.value]
    assert why in refused.replace("\\", "")
    assert field(at, question).value == text
    assert case_of(at) == EXAMPLE
    assert not own_cases.list()
    right = QUESTIONS[question].short
    at = fill(at, question, right)
    assert ":material/error:" not in said(at)


def test_an_emptied_answer_is_assumed_again() -> None:
    at = fill(page(), "fakes", "")
    assert case_of(at).answers.fakes is None
    assert "Assumed: 20% (5% to 45%)." in said(at)
    at = fill(at, "budget", "")
    assert "For a recommendation, answer budget" in said(at)


def test_a_slider_answers_too_and_the_field_follows() -> None:
    at = page()
    at = checked(slider(at, "fakes").set_value(0.25).run())
    assert case_of(at).answers.value("fakes") == 0.25
    assert field(at, "fakes").value == "25%"


def test_a_late_message_of_the_browser_does_not_put_an_answer_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at = fill(page(), "budget", "3k")
    at = checked(slider(at, "budget").set_value(2_000).run())  # what it showed before
    assert case_of(at).answers.value("budget") == 3_000
    assert slider(at, "budget").value == 3_000
    monkeypatch.setattr(questions, "LATE", 0.0)
    at = checked(slider(at, "budget").set_value(2_000).run())
    assert case_of(at).answers.value("budget") == 2_000


def test_undo_and_redo_and_what_they_would_change() -> None:
    at = fill(fill(page(), "budget", "3k"), "followers", "50k")
    assert at.button(key="case-undo").help == plain("Followers: 20,000 → 50,000")
    at = press(at, "case-undo")
    assert field(at, "followers").value == "20,000"
    at = press(press(at, "case-undo"), "case-redo")
    assert case_of(at).answers.value("budget") == 3_000
    at = press(at, "case-redo")
    assert case_of(at).answers.value("followers") == 50_000
    assert at.button(key="case-redo").disabled


def test_a_case_is_opened_by_its_address_as_it_was_left(own_cases: CaseStore) -> None:
    left = case_of(fill(fill(page(), "budget", "3k"), "fakes", "10%-20%"))
    (entry,) = own_cases.list()
    assert case_of(page(case=entry.id)) == left
    at = page(case="0" * 32)
    assert "there is no case" in said(at).lower()
    assert case_of(at) == EXAMPLE


def test_a_link_with_the_answers_opens_exactly_this_elsewhere(own_cases: CaseStore) -> None:
    sent = Case(client="Bakery", answers=answers(followers="8k", fakes="5%", budget="$900"))
    at = page(**query_of(sent))
    assert case_of(at) == sent
    assert not own_cases.list()
    assert address(at) == query_of(sent)
    at = fill(at, "budget", "1k")
    assert own_cases.list()[0].name == "Bakery"
    assert list(address(at)) == ["case"]


def test_a_link_that_is_not_legal_says_so() -> None:
    at = page(followers="many", budget="2k")
    assert "Followers: 'many' is not a number" in said(at)
    assert case_of(at) == EXAMPLE


def test_options_are_added_named_changed_and_removed() -> None:
    at = page()
    at = checked(at.selectbox(key="case-add-option").select("posts").run())
    assert "more posts" not in said(at)
    assert [each.kind for each in case_of(at).options] == ["ads", "answering", "creators", "posts"]
    found = choices(case_of(at))
    assert found.options[3].name in said(at)
    at = unfold(at, "case-change-2")
    at = checked(at.text_input(key="case-option-2-partners-count").input("10").run())
    assert "10 small creators" in said(at)
    at = unfold(at, "case-change-2")
    at = checked(at.text_input(key="case-name-2").input("Ten friends").run())
    assert choices(case_of(at)).options[2].name == "Ten friends"
    at = press(unfold(at, "case-change-2"), "case-remove-2")
    assert "Ten friends" not in said(at)
    assert len(case_of(at).options) == 3


def test_an_option_that_cannot_be_had_says_why_and_the_others_are_answered() -> None:
    at = fill(page(), "budget", "$1")
    assert "Left out: " in said(at)
    assert "$0.94 of ads" in said(at)


def test_cases_are_listed_opened_renamed_duplicated_deleted_and_put_back(
    own_cases: CaseStore,
) -> None:
    at = fill(page(), "budget", "3k")
    at = unfold(at, "case-list")
    at = checked(at.text_input(key="case-rename").input("Spring").run())
    assert [each.name for each in own_cases.list()] == ["Spring"]
    at = press(unfold(at, "case-list"), "case-duplicate")
    assert [each.name for each in own_cases.list()] == ["Copy of Spring", "Spring"]
    assert case_of(at).title == "Copy of Spring"
    at = press(unfold(at, "case-list"), "case-delete")
    assert [each.name for each in own_cases.list()] == ["Spring"]
    assert case_of(at) == EXAMPLE
    at = press(at, "case-undelete")
    assert case_of(at).title == "Copy of Spring"
    (spring,) = [each.id for each in own_cases.list() if each.name == "Spring"]
    at = press(unfold(at, "case-list"), f"case-open-{spring}")
    assert case_of(at).title == "Spring"
    at = press(unfold(at, "case-list"), "case-new")
    assert case_of(at) == Case()
    assert len(own_cases.list()) == 2


def test_the_history_tells_every_change_and_goes_back(own_cases: CaseStore) -> None:
    at = fill(fill(page(), "budget", "3k"), "followers", "50k")
    at = unfold(at, "case-history")
    assert "Followers: 20,000 → 50,000" in said(at)
    assert "The first version" in said(at)
    at = press(at, "case-version-1")
    assert case_of(at).answers.value("followers") == 20_000
    (entry,) = own_cases.list()
    assert [each.version for each in own_cases.history(entry.id)] == [3, 2, 1]


def test_of_two_who_change_a_case_the_second_is_told_and_loses_nothing(
    own_cases: CaseStore,
) -> None:
    first = fill(page(), "budget", "3k")
    (entry,) = own_cases.list()
    second = page(case=entry.id)
    fill(first, "followers", "30k")
    second = fill(second, "followers", "50k")
    assert "was saved by somebody else" in said(second)
    assert case_of(second).answers.value("followers") == 50_000
    second = press(second, "case-save-copy")
    assert len(own_cases.list()) == 2
    assert own_cases.open(entry.id).case.answers.value("followers") == 30_000


def test_a_case_that_cannot_be_kept_says_so_and_goes_on(
    own_cases: CaseStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    from simulation.errors import UserError
    from ui.case import opened

    def refuse() -> CaseStore:
        raise UserError("cases cannot be kept in /nowhere")

    monkeypatch.setattr(opened, "store", refuse)
    at = fill(page(), "budget", "3k")
    assert "Cases cannot be kept in /nowhere." in said(at)
    assert case_of(at).answers.value("budget") == 3_000


def test_everything_else_is_one_fold_away(own_cases: CaseStore) -> None:
    at = page()
    at = unfold(at, "case-more")
    at = checked(at.text_input(key="case-client").input(" Corner Bakery ").run())
    at = checked(at.selectbox(key="case-currency").select("EUR").run())
    at = unfold(at, "case-more")
    at = checked(at.number_input(key="case-days").set_value(56).run())
    at = checked(at.text_area(key="case-notes").input("Ask for last year's figures.").run())
    found = case_of(at)
    assert (found.client, found.days, found.currency.code) == ("Corner Bakery", 56, "EUR")
    assert field(at, "budget").value == "€2,000"
    assert "Dollar figures, read as euros (EUR) one to one" in said(at)
    assert own_cases.list()[0].client == "Corner Bakery"


def test_what_is_assumed_is_listed_and_can_be_set() -> None:
    at = page()
    at = unfold(at, "case-assumed")
    assert "Fee of a small creator" not in said(at)  # their number is set, so the fee follows
    at = checked(at.text_input(key="case-base-money-wage").input("$25").run())
    assert case_of(at).base.money.wage == 25
    assert "20 hours a week of answering" in said(at)
    at = checked(at.selectbox(key="case-base-more").select("money.margin").run())
    at = checked(at.text_input(key="case-base-money-margin").input("55 %").run())
    assert case_of(at).base.money.margin == 0.55
    at = unfold(at, "case-assumed")
    at = checked(at.text_input(key="case-base-money-margin").input("half").run())
    at = unfold(at, "case-assumed")
    assert "'half' is not a number" in said(at)
    assert case_of(at).base.money.margin == 0.55


def test_a_target_and_a_split_start_from_today_and_the_budget(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[object, ...]] = []
    monkeypatch.setattr(answer, "plans", lambda *given, budget: asked.append((*given, budget)))
    page(followers="20k", budget="€2,000", currency="EUR")
    [(today, run, key, money, budget)] = asked
    assert isinstance(today, Parameters)
    assert today.growth.ad_views == 0
    assert isinstance(run, Run)
    assert (run.days, key, budget) == (28, "case-plan-2000", 2_000)
    assert getattr(money, "code", "") == "EUR"
