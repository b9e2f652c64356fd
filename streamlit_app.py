"""The frame: the page's title and the way from page to page, nothing else.

Run it with `make run`, or `python -m streamlit run streamlit_app.py`.
"""


def main() -> None:
    """Set the frame and draw the page that was asked for."""
    import streamlit as st

    import ui.start  # noqa: F401  # once in the life of the server
    from ui import about, account, compare, explore, link, maps, present, stories, watch

    st.set_page_config(page_title="Grapevine", layout="wide")
    pages = [
        st.Page(explore.render, title="Explore", default=True),
        st.Page(compare.render, title="Compare", url_path="compare"),
        st.Page(maps.render, title="Map", url_path="map"),
        st.Page(stories.render, title="Stories", url_path="stories"),
        st.Page(present.render, title="Present", url_path="present"),
        st.Page(account.render, title="Your account", url_path="account"),
        st.Page(watch.render, title="Watch", url_path="watch"),
        st.Page(about.render, title="About the model", url_path="about"),
    ]
    page = st.navigation(pages, position="top")
    parts = {
        "": explore.PARTS, "compare": compare.PARTS, "map": maps.PARTS, "stories": stories.PARTS,
        "present": present.PARTS, "watch": watch.PARTS,
    }  # fmt: skip
    link.sync(page.url_path, parts.get(page.url_path, ()))
    page.run()


if __name__ == "__main__":  # a process started by the app must not draw a page
    main()
