"""The page Your account."""
