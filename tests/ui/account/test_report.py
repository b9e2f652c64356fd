"""The report on an account: its sentences and its warnings."""

import pytest
from streamlit.testing.v1 import AppTest

from simulation.account import BacktestRow
from ui.account.report import passed


@pytest.mark.parametrize(
    ("inside", "posts", "enough"), [(14, 14, True), (12, 16, True), (11, 16, False), (0, 3, False)]
)
def test_the_test_is_passed_with_three_posts_in_four(inside: int, posts: int, enough: bool) -> None:
    assert passed(BacktestRow("likes", inside, posts, 1.0, 9.0)) == enough


def _outlook(inside: int) -> None:
    from simulation.account import AccountInfo, BacktestRow, fit, outlook
    from tests.account.exports import FOLLOWERS, export, posts_of
    from ui.account import report

    found = fit(posts_of(export(number=20)), AccountInfo(FOLLOWERS))
    ahead = outlook(found, found.scenario.run, ("reach",))
    tests = [BacktestRow("likes", 16, 16, 1.0, 9.0), BacktestRow("clicks", inside, 16, 1.0, 9.0)]
    report.backtest(tests)
    report.outlook(found, ahead, tests)


@pytest.mark.compiled
@pytest.mark.parametrize(("inside", "warned"), [(12, False), (4, True)])
def test_figures_whose_test_failed_are_not_shown_as_if_it_had_not(
    inside: int, warned: bool
) -> None:
    at = AppTest.from_function(_outlook, args=(inside,), default_timeout=120).run()
    assert not at.exception
    assert bool(at.warning) == warned
    assert not warned or "failed for clicks:" in at.warning[0].value
    said = " ".join(each.value for each in at.markdown).replace("\\", "")
    assert ("Too few: your account has changed" in said) == warned
    assert "4 of 16 (25%) lie between 1 and 9." in said or not warned


def test_a_file_without_later_posts_says_what_it_lacks() -> None:
    def page() -> None:
        from ui.account import report

        report.backtest(())

    at = AppTest.from_function(page).run()
    assert "the file needs dates, and at least 10 posts" in at.caption[0].value
