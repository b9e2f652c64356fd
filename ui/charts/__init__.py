"""Charts: specifications, the data they are drawn from, and how they are shown and saved."""
