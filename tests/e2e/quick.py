"""The app with one story of quick worlds beside the default: a whole one takes a minute."""

from simulation.scenarios import load
from streamlit_app import main
from tests.ui.stories.test_page import small
from ui.state import settings

STORY = small()
settings.shipped = lambda: {"default": load("default"), STORY.id: STORY}  # type: ignore[assignment]

main()
