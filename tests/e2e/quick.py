"""The app with one story of quick worlds beside the default: a whole one takes a minute."""

from simulation.scenario import load
from streamlit_app import main
from tests.ui.test_stories import small
from ui import settings

STORY = small()
settings.shipped = lambda: {"default": load("default"), STORY.id: STORY}  # type: ignore[assignment]

main()
