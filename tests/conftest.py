"""Generated cases are the same on every run, and none is timed: compiling takes what it takes."""

from hypothesis import settings

settings.register_profile("grapevine", deadline=None, derandomize=True, database=None)
settings.load_profile("grapevine")
