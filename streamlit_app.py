"""Streamlit runs this file for every click: it draws the tabs and the page whose tab is open.

The pages are listed in ui/pages.py. `make run` starts it, or `python -m streamlit run` this file.
"""


def main() -> None:
    """Draw the tabs and the page that is open."""
    import streamlit as st

    from ui.pages import PAGES
    from ui.state import navigation, url
    from ui.warmup import warm_up

    warm_up()
    st.set_page_config(page_title="Grapevine", layout="wide")
    tabs = [
        st.Page(page.render, title=page.title, url_path=page.path, default=not page.path)
        for page in PAGES
    ]
    tab = st.navigation(tabs, position="top")
    navigation.remember(tabs)
    query = next(page.query for page in PAGES if page.path == tab.url_path)
    url.sync(tab.url_path, query)
    tab.run()


if __name__ == "__main__":  # a process started by the app must not draw a page
    main()
