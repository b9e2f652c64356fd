"""The one exception for a user's mistake: a sentence the user can act on."""


class UserError(Exception):
    """Bad input, said in one line: where it came from, which field, which value, what is legal."""
