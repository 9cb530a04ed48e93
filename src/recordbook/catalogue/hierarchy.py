"""What lies below what: Seoul below South Korea below Asia, girl group below group.

Every attribute has its own tree; an attribute without one has only itself. A claim about a value
is met by everything at or below it, and lifting a value to its parent widens a cohort.
"""

from __future__ import annotations

from recordbook.catalogue.attributes import canonical
from recordbook.catalogue.countries import CITIES, COUNTRIES

_RELEASE_TYPES = {
    "release": ("album", "single album", "single", "soundtrack", "video", "broadcast", "other"),
    "album": (
        "full album",
        "ep",
        "repackage",
        "mixtape",
        "compilation",
        "live album",
        "remix album",
        "re-recorded album",
    ),
    "ep": ("mini album",),
    "full album": ("studio album",),
}
_ACT_TYPES = {
    "group": ("girl group", "boy group", "mixed group", "duo", "unit", "band"),
}
_SCENES = {"asian pop": ("k-pop", "j-pop", "c-pop", "t-pop", "p-pop")}


def _tree(children: dict[str, tuple[str, ...]]) -> dict[str, str]:
    return {child: parent for parent, below in children.items() for child in below}


_PARENT: dict[str, dict[str, str]] = {
    "release type": _tree(_RELEASE_TYPES),
    "act type": _tree(_ACT_TYPES),
    "scene": _tree(_SCENES),
    "country": dict(COUNTRIES.values()) | CITIES,
}


def parents(attribute: str, value: str) -> tuple[str, ...]:
    """What the value lies below, nearest first.

    >>> parents("country", "Seoul")
    ('South Korea', 'Asia')
    """
    tree = _PARENT.get(attribute, {})
    found: list[str] = []
    step = tree.get(canonical(attribute, value))
    while step is not None:
        found.append(step)
        step = tree.get(step)
    return tuple(found)


def below(attribute: str, narrow: str, wide: str) -> bool:
    """Whether everything of the narrow value is also of the wide one; true of a value and itself.

    >>> below("act type", "girl group", "group"), below("act type", "group", "girl group")
    (True, False)
    """
    goal, start = canonical(attribute, wide), canonical(attribute, narrow)
    return goal == start or goal in parents(attribute, start)


def accepted(attribute: str, value: str) -> frozenset[str]:
    """Every value that meets the one asked for: itself and all below it.

    >>> sorted(accepted("release type", "ep"))
    ['ep', 'mini album']
    """
    goal = canonical(attribute, value)
    tree = _PARENT.get(attribute, {})
    return frozenset([goal, *(child for child in tree if goal in parents(attribute, child))])


def overlaps(attribute: str, one: str, other: str) -> bool:
    """Whether one thing can be of both values: one of them lies below the other.

    A source that only says "album" does not contradict one that says "mini album".

    >>> overlaps("release type", "album", "mini album"), overlaps("release type", "ep", "single")
    (True, False)
    """
    return below(attribute, one, other) or below(attribute, other, one)


POPULATIONS: dict[str, frozenset[str]] = {
    "release": accepted("release type", "release"),
    "album": accepted("release type", "album"),
    "EP": accepted("release type", "ep"),
    "single album": accepted("release type", "single album"),
    "single": accepted("release type", "single"),
    "soundtrack": accepted("release type", "soundtrack"),
    "video": accepted("release type", "video"),
}
"""The release types that count as a population by the default reading: the key is a claim's word.

Albums are full and mini albums, repackages and mixtapes, by how the release was sold. The reading
"counting single albums" adds "single album". A platform's own `album_type` is another attribute.
"""
