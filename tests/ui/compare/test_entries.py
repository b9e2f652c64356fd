"""The list that is compared: full at four, every name its own, the base first."""

from streamlit.testing.v1 import AppTest


def _page() -> None:
    import streamlit as st

    from simulation.parameters import Parameters
    from ui.compare import entries
    from ui.state import settings

    names = [f"{'long ' * 30}", "same", " same\n", "one too many", "and another"]
    for name in names[:4]:
        entries.add(name, Parameters())
    entries.add(names[4], Parameters())
    st.session_state["one"] = [each.name for each in entries.entries()]
    entries.rename(1, "  ")
    entries.rename(2, "one too many")
    entries.move(3, -1)
    entries.remove(0)
    st.session_state["two"] = [each.name for each in entries.entries()]
    saved = entries.as_scenarios()
    entries.take(saved)
    st.session_state["three"] = [each.name for each in entries.entries()]
    entries.clear()
    entries.add_sides(settings.shipped()["4b"])
    st.session_state["four"] = [each.name for each in entries.entries()]


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
