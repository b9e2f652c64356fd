"""Decks of slides: the page Present, and a deck on the stage, in PowerPoint, as a handout."""
