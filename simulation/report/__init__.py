"""English in one place: every sentence about a result, for pages, command line and slides."""
