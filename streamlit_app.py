"""Streamlit runs this file for every click: it draws the tabs and the page whose tab is open.

The pages are listed in ui/pages.py. `make run` starts it, or `python -m streamlit run` this file.
"""

# On a phone the tabs and the levers are behind a button with an icon alone.
MENU = """<style>@media (max-width: 768px) {
[data-testid="stExpandSidebarButton"] { width: auto }
[data-testid="stExpandSidebarButton"]::after { content: "Menu"; margin: 0 .3rem }
}</style>"""


def main() -> None:
    """Draw the tabs and the page that is open."""
    import streamlit as st

    from ui.pages import PAGES
    from ui.state import navigation, url
    from ui.warmup import warm_up

    warm_up()
    st.set_page_config(page_title="Grapevine", layout="wide")
    st.html(MENU)
    tabs = [
        st.Page(page.render, title=page.title, url_path=page.path, default=not page.path)
        for page in PAGES
    ]
    tab = st.navigation(tabs, position="top")
    navigation.remember(tabs)
    page = next(page for page in PAGES if page.path == tab.url_path)
    if not page.path and (query := url.first_query()):  # a link from when Explore had no path
        navigation.go_to(navigation.EXPLORE, query)
    url.sync(page.path, page.query, levers=page.levers)
    tab.run()


if __name__ == "__main__":  # a process started by the app must not draw a page
    main()
