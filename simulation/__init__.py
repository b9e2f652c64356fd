"""Grapevine's model and its experiments. Nothing in here knows of any screen."""

__version__ = "0.1.0"
