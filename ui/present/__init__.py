"""The page Present, and decks as a stage, as slides and as a handout."""
