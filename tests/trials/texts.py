"""Files of trials for tests."""

STUDY = """
schema = 1
title = "A trial"
held_back = true

[study]
authors = "Somebody"
year = 2020
where = "A journal"
link = "https://doi.org/10.0/0"
known = "read"
changed = "Something was changed."
found = "Something came of it."
"""
SIDES = """
[run]
worlds = 20

[sides.A]
title = "Two thousand"
followers.casual.size = 1_800

[sides.B]
title = "One thousand"
"""
CHECK = """
[[checks]]
measures = "Reach with more followers, times without"
effect = "A.reach / B.reach"
published = "1.5"
tolerance = [1, 3]
"""
GOOD = STUDY + SIDES + CHECK
SILENT = STUDY.replace("held_back", 'missing = "A mechanism."\nheld_back')
