"""The frame: the page's title and the way from page to page, nothing else.

Run it with `make run`, or `python -m streamlit run streamlit_app.py`.
"""


def main() -> None:
    """Set the frame and draw the page that was asked for."""
    import streamlit as st

    import ui.warmup  # noqa: F401  # once in the life of the server
    from ui.about import page as about
    from ui.account import page as account
    from ui.compare import page as compare
    from ui.explore import page as explore
    from ui.map import page as maps
    from ui.present import page as present
    from ui.state import url as link
    from ui.stories import page as stories
    from ui.watch import page as watch

    st.set_page_config(page_title="Grapevine", layout="wide")
    shown = {
        "": (explore, "Explore"),
        "compare": (compare, "Compare"),
        "map": (maps, "Map"),
        "stories": (stories, "Stories"),
        "present": (present, "Present"),
        "account": (account, "Your account"),
        "watch": (watch, "Watch"),
        "about": (about, "About the model"),
    }
    pages = [
        st.Page(module.render, title=title, url_path=path, default=not path)
        for path, (module, title) in shown.items()
    ]
    page = st.navigation(pages, position="top")
    module, _ = shown[page.url_path]
    link.sync(page.url_path, module.PARTS)
    page.run()


if __name__ == "__main__":  # a process started by the app must not draw a page
    main()
