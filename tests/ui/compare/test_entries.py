"""The list that is compared: full at seven, every name its own, the base first."""

from streamlit.testing.v1 import AppTest


def _page() -> None:
    import streamlit as st

    from simulation.parameters import Parameters
    from ui.compare import entries
    from ui.state import settings

    for name in [f"{'long ' * 30}", "same", " same\n", "one too many"]:
        entries.add(name, Parameters())
    st.session_state["one"] = [each.name for each in entries.entries()]
    entries.rename(1, "  ")
    entries.rename(2, "one too many")
    entries.rename(9, "of a list that was longer")
    entries.move(3, -1)
    entries.remove(0)
    st.session_state["two"] = [each.name for each in entries.entries()]
    saved = entries.as_scenarios()
    entries.take(saved)
    st.session_state["three"] = [each.name for each in entries.entries()]
    entries.clear()
    entries.add_sides(settings.shipped()["4b"])
    st.session_state["four"] = [each.name for each in entries.entries()]
    for _ in range(entries.MOST):
        entries.add("more", Parameters())
    st.session_state["full"] = len(entries.entries())


def test_adding_renaming_moving_removing_saving() -> None:
    at = AppTest.from_function(_page, default_timeout=60).run()
    assert not at.exception
    first, *others = at.session_state["one"]
    assert len(first) <= 60
    assert others == ["same", "same (2)", "one too many"]
    assert at.session_state["two"] == ["same", "one too many", "one too many (2)"]
    assert at.session_state["three"] == at.session_state["two"]
    assert at.session_state["four"] == [
        "Among 10,000 strangers",
        "A hundred fans alone",
        "Among strangers, closest first",
    ]
    assert at.session_state["full"] == 7


def _named() -> None:
    import streamlit as st

    from ui.compare import entries
    from ui.state import settings

    said = [entries.suggestion()]
    settings.move({"posts.count": 5})
    said.append(entries.suggestion())
    settings.move({"followers.fans.size": 300})
    said.append(entries.suggestion())
    entries.add("Today", settings.read()[0])
    said.append(entries.suggestion())
    for moves in st.session_state["moves"]:
        settings.move(moves)
        said.append(entries.suggestion())
        settings.undo()
    st.session_state["said"] = said


def test_a_scenario_is_named_by_what_was_changed() -> None:
    at = AppTest.from_function(_named, default_timeout=60)
    at.session_state["moves"] = [
        {"growth.ad_views": 27_778},
        {"dialogue.hours": 2.0},
        {"dialogue.hours": 0.0},
        {"posts.count": 10},
        {"growth.ad_views": 27_778, "dialogue.hours": 0.0, "network.looks_away": 0.5},
    ]
    at.run()
    assert not at.exception
    assert at.session_state["said"] == [
        "A small account, twelve posts",
        "Posts: 5",
        "Fans: 300, Posts: 5",
        "The same again",
        "$833 of ads",
        "7 more hours a week of answering",
        "Hours spent answering (hours a day): 0",
        "Twice the posts",
        "Share of the discount on noticing: 50%, 2 more",
    ]
