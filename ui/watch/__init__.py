"""The page Watch."""
