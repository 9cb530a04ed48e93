"""The words of cohorts and places: which phrase stands for which attribute and value.

Values are lower-case except proper names. A phrase that is not here can be written in quotes.
"""

from __future__ import annotations

ARTIST_POPULATIONS = {
    "artist": "artists",
    "soloist": "soloists",
    "group": "groups",
    "member": "members",
    "producer": "producers",
    "songwriter": "songwriters",
}
"""Populations whose items are people or acts: conditions are on the items themselves."""

RELEASE_POPULATIONS = {
    "album": "albums",
    "EP": "EPs",
    "full album": "full albums",
    "mini album": "mini albums",
    "single album": "single albums",
    "debut album": "debut albums",
    "single": "singles",
    "soundtrack": "soundtracks",
    "repackage": "repackages",
    "compilation": "compilations",
    "mixtape": "mixtapes",
    "release": "releases",
}
"""Populations whose items have a track list: "100M streams" of one is its album total."""

POPULATIONS = (
    ARTIST_POPULATIONS
    | RELEASE_POPULATIONS
    | {
        "track": "tracks",
        "collaboration": "collaborations",
        "video": "videos",
        "label": "labels",
        "country": "countries",
    }
)
"""Every population with its plural."""

POPULATION_WORDS = {
    **{word.casefold(): name for name, plural in POPULATIONS.items() for word in (name, plural)},
    "song": "track",
    "songs": "track",
    "recording": "track",
    "recordings": "track",
    "act": "artist",
    "acts": "artist",
    "solo artist": "soloist",
    "solo artists": "soloist",
    "solo act": "soloist",
    "solo acts": "soloist",
    "studio album": "full album",
    "studio albums": "full album",
    "mini-album": "mini album",
    "mini-albums": "mini album",
    "music video": "video",
    "music videos": "video",
    "ost": "soundtrack",
    "osts": "soundtrack",
}
"""Every word for a population, folded."""

GENDERS = {"female": "female", "male": "male", "mixed-gender": "mixed"}
SCENES = {
    "K-pop": "k-pop",
    "J-pop": "j-pop",
    "C-pop": "c-pop",
    "P-pop": "p-pop",
    "T-pop": "t-pop",
    "V-pop": "v-pop",
    "Latin": "latin",
    "Afrobeats": "afrobeats",
    "Western": "western",
    "Bollywood": "bollywood",
}
GENERATIONS = {f"{n}-generation": n[0] for n in ("1st", "2nd", "3rd", "4th", "5th", "6th")}
COUNTRIES = {
    "Korean": "South Korea",
    "South Korean": "South Korea",
    "Japanese": "Japan",
    "Chinese": "China",
    "Taiwanese": "Taiwan",
    "Filipino": "Philippines",
    "Thai": "Thailand",
    "Vietnamese": "Vietnam",
    "Indonesian": "Indonesia",
    "Indian": "India",
    "American": "United States",
    "British": "United Kingdom",
    "Irish": "Ireland",
    "Canadian": "Canada",
    "Australian": "Australia",
    "German": "Germany",
    "French": "France",
    "Spanish": "Spain",
    "Italian": "Italy",
    "Swedish": "Sweden",
    "Brazilian": "Brazil",
    "Mexican": "Mexico",
    "Colombian": "Colombia",
    "Argentine": "Argentina",
    "Puerto Rican": "Puerto Rico",
    "Nigerian": "Nigeria",
    "South African": "South Africa",
    "Asian": "Asia",
    "East Asian": "East Asia",
    "Southeast Asian": "Southeast Asia",
    "European": "Europe",
    "African": "Africa",
    "North American": "North America",
    "South American": "South America",
    "Latin American": "Latin America",
}
"""Words for where an act comes from, and the place; what lies in what, the catalogue knows."""

ADJECTIVES: dict[str, tuple[str, str]] = {
    **{word.casefold(): ("gender", value) for word, value in GENDERS.items()},
    **{word.casefold(): ("scene", value) for word, value in SCENES.items()},
    **{word.casefold(): ("generation", value) for word, value in GENERATIONS.items()},
    **{word.casefold(): ("country", value) for word, value in COUNTRIES.items()},
    "kpop": ("scene", "k-pop"),
    "jpop": ("scene", "j-pop"),
    "women": ("gender", "female"),
    "solo": ("act type", "soloist"),
    "first-generation": ("generation", "1"),
    "second-generation": ("generation", "2"),
    "third-generation": ("generation", "3"),
    "fourth-generation": ("generation", "4"),
    "fifth-generation": ("generation", "5"),
}
"""Words before the noun, folded, with attribute and value."""

ACT_TYPES = {
    "soloists": "soloist",
    "groups": "group",
    "girl groups": "girl group",
    "boy groups": "boy group",
    "duos": "duo",
    "units": "unit",
}
"""The noun after "by", as printed, and the act type it stands for."""

ACT_NOUNS: dict[str, str | None] = {
    **dict(ACT_TYPES.items()),
    **{value: value for value in ACT_TYPES.values()},
    **dict.fromkeys(("solo artists", "solo artist", "solo acts", "solo act"), "soloist"),
    **dict.fromkeys(("bands", "band"), "group"),
    **dict.fromkeys(("girl bands", "girl band"), "girl group"),
    **dict.fromkeys(("boy bands", "boy band"), "boy group"),
    **dict.fromkeys(("sub-units", "subunits", "subunit"), "unit"),
    **dict.fromkeys(("acts", "act", "artists", "artist", "musicians"), None),
}
"""Nouns after "by", folded; `acts` and `artists` say nothing of the type."""

COLLECTIVES = {
    noun: kind
    for noun, kind in ACT_NOUNS.items()
    if kind in {"girl group", "boy group", "duo", "unit"}
}
"""Nouns of a population that say the type of group as well."""

PLATFORMS = (
    "spotify",
    "youtube",
    "youtube music",
    "apple music",
    "itunes",
    "amazon music",
    "deezer",
    "tidal",
    "soundcloud",
    "pandora",
    "shazam",
    "tiktok",
    "melon",
    "genie",
    "bugs",
    "flo",
    "vibe",
    "circle",
    "hanteo",
    "oricon",
    "line music",
    "qq music",
    "netease",
    "kkbox",
    "joox",
    "jiosaavn",
    "anghami",
    "boomplay",
    "audius",
    "lastfm",
    "listenbrainz",
    "luminate",
    "billboard hot 100",
    "billboard 200",
    "billboard global 200",
    "billboard global excl. us",
    "official singles",
    "official albums",
)
"""The platforms known by name; any other can be written in quotes."""

PLATFORM_WORDS = {
    **{name: name for name in PLATFORMS},
    "last.fm": "lastfm",
    "hot 100": "billboard hot 100",
    "gaon": "circle",
    "apple": "apple music",
    "yt": "youtube",
}
CHART_PLATFORMS = frozenset(
    {
        "billboard hot 100",
        "billboard 200",
        "billboard global 200",
        "billboard global excl. us",
        "official singles",
        "official albums",
    }
)
"""Platforms that are charts and nothing else: their basis is chart unless the claim says so."""

METRICS = (
    "streams",
    "plays",
    "listens",
    "views",
    "scrobbles",
    "listeners",
    "followers",
    "subscribers",
    "likes",
    "saves",
    "points",
    "units",
    "sales",
)
"""The metrics known by name; any other can be written in quotes."""

PLACES = {place.casefold(): place for place in {*COUNTRIES.values(), "Netherlands"}} | {
    "korea": "South Korea",
    "us": "United States",
    "usa": "United States",
    "uk": "United Kingdom",
}
"""Ways to write a place, folded."""

WITH_ARTICLE = frozenset({"Philippines", "United States", "United Kingdom", "Netherlands"})
"""Places that English gives an article."""

PEOPLE = frozenset(
    {
        "gender",
        "generation",
        "scene",
        "act type",
        "member of",
        "artist",
        "country",
        "label",
        "debut",
        "birth day",
    }
)
"""Attributes that a sentence about albums or tracks means of the artist."""

PROPER = frozenset({"country", "label", "member of", "artist"})
"""Attributes whose values are proper names and keep their capitals."""


def owner(population: str, attribute: str) -> str:
    """Whose attribute a plain phrase means: of the item itself, or of an artist credited on it."""
    artist = attribute in PEOPLE and population not in ARTIST_POPULATIONS
    return "artist" if artist else "self"


def default_basis(platform: str) -> str:
    """The basis a claim has when it names none."""
    return "chart" if platform in CHART_PLATFORMS else "app"


def read_value(attribute: str, words: str) -> str:
    """The value that unquoted words stand for.

    >>> read_value("country", "the Philippines"), read_value("genre", "Jazz")
    ('Philippines', 'jazz')
    """
    bare = words.removeprefix("the ") if attribute == "country" else words
    if attribute == "country":
        return PLACES.get(bare.casefold(), bare)
    if attribute == "language":
        return bare.title()
    return bare if attribute in PROPER else bare.lower()
