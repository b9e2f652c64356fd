"""The sections of the sidebar: which levers are in front, which are folded away."""

from dataclasses import dataclass

from ui.state.settings import RUN, everything


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its levers.

    front: paths of the levers in front. more: paths, or beginnings of paths, of those folded away.
    """

    title: str
    front: tuple[str, ...]
    more: tuple[str, ...]

    def folded(self) -> list[str]:
        """The paths of the folded levers in order of declaration."""
        return [
            path
            for begin in self.more
            for path in everything()
            if (path == begin or path.startswith(f"{begin}.")) and path not in self.front
        ]


# Our followers come first on the page and are not here: their levers are drawn kind by kind.
SECTIONS = (
    Section(
        "What we post",
        ("posts.count", "posts.every", "posts.appeal_spread"),
        ("posts", "fatigue"),
    ),
    Section(
        "Dialogue",
        ("dialogue.hours", "dialogue.order", "dialogue.minutes"),
        ("dialogue",),
    ),
    Section(
        "Growth",
        ("growth.ad_views", "partners.count", "weed.days"),
        ("growth", "partners", "weed"),
    ),
    Section(
        "The platform and its public",
        ("network.population", "public.share", "feed.strength"),
        ("network", "public", "feed"),
    ),
    Section("Money", ("money.order_value", "money.margin", "money.wage"), ("money",)),
    Section("The simulation", (f"{RUN}worlds", f"{RUN}days", f"{RUN}seed"), ("run",)),
)
