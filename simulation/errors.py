"""The one exception for a user's mistake, kept in parts so that each face says it in its words.

The command line names a field by its path, the pages by its label:

    posts.count cannot be 0: it must be a whole number from 1 to 2,000 posts
    "Posts" cannot be 0: it must be a whole number from 1 to 2,000 posts.
"""

import difflib
from collections.abc import Callable, Iterable
from typing import Self

_SHOWN = 80  # characters of a value that are repeated in a message
_LISTED = 24  # names that are listed when none is near


class UserError(Exception):
    """A mistake that the user can correct, said in one line.

    message: a clause without a full stop; `{posts.count}` in it stands for the name of that field,
    if it is `path` or one of `fields`. path: the field at fault: a lever, an entry of a file, an
    option. value: what was given. legal: what is allowed there, in words. origin: where it was
    read: a file, a side in it, an option.
    """

    def __init__(
        self,
        message: str,
        *,
        path: str = "",
        value: object = None,
        legal: str = "",
        origin: str = "",
        fields: tuple[str, ...] = (),
    ) -> None:
        """Keep the parts; `text` puts them together."""
        super().__init__(message)
        self.message, self.path, self.value = message, path, value
        self.legal, self.origin, self.fields = legal, origin, fields

    def text(self, name_of: Callable[[str], str] = str) -> str:
        """The whole message, every field in it by the name that `name_of` gives its path."""
        said = self.message
        for path in filter(None, (self.path, *self.fields)):
            said = said.replace(f"{{{path}}}", name_of(path))
        return f"{self.origin}: {said}" if self.origin else said

    def __str__(self) -> str:
        """The message with paths, as the command line prints it."""
        return self.text()

    def within(self, origin: str) -> Self:
        """The same mistake, in a part of what `origin` names."""
        return self.at(f"{origin}: {self.origin}" if self.origin else origin)

    def at(self, origin: str) -> Self:
        """The same mistake, read at another place."""
        return type(self)(
            self.message,
            path=self.path,
            value=self.value,
            legal=self.legal,
            origin=origin,
            fields=self.fields,
        )


def illegal_value(path: str, value: object, legal: str, origin: str = "") -> UserError:
    """The mistake of a value that a field cannot have. legal: "a number from 0 to 1"."""
    return UserError(
        f"{{{path}}} cannot be {quoted(value)}: it must be {legal}",
        path=path,
        value=value,
        legal=legal,
        origin=origin,
    )


def unknown_name(
    what: str, name: str, known: Iterable[str], origin: str = "", *, see: str = ""
) -> UserError:
    """The mistake of a name that nothing has. what: "lever". see: where to look for the names."""
    names = list(known)
    near = difflib.get_close_matches(name, names, n=1)
    if near:
        hint = f"; did you mean {near[0]}?"
    elif see:
        hint = f"; {see}"
    elif len(names) == 1:
        hint = f"; there is only {names[0]}"
    else:
        hint = f"; there are {', '.join(names)}" if len(names) <= _LISTED else ""
    return UserError(f"there is no {what} {shown(name)}{hint}", value=name, origin=origin)


def quoted(value: object) -> str:
    """A value as it stands in a message: one line, not too long."""
    return _short(repr(value))


def shown(value: object) -> str:
    """A name as it stands in a message: as `quoted`, in plain characters, to tell alike apart."""
    return _short(ascii(value))


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 3] + "..."
