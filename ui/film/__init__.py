"""Films: one simulated run as a picture that moves, played on a page, a stage or a handout."""
