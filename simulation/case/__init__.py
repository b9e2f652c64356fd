"""A client's case: what was asked and answered, and what follows for the money."""
