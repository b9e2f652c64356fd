"""The page Stories."""
