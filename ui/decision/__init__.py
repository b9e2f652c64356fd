"""Decisions on a page: what to recommend, how to reach a target, how to split a budget."""
