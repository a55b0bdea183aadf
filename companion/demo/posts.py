"""What the made-up people wrote, and who answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from companion.demo.people import Person, person


@dataclass(frozen=True)
class Comment:
    author: Person
    text: str


@dataclass(frozen=True)
class Post:
    """``time`` is in UTC; ``likes`` is how many the page says there are."""

    number: int
    author: Person
    time: datetime
    text: str
    likes: int
    comments: tuple[Comment, ...]


_NEWEST = datetime(2024, 9, 21, 18, 4, tzinfo=timezone.utc)
_APART = timedelta(hours=5, minutes=37)

# Author, text, likes, then (commenter, text). Newest first.
_ROWS: tuple[tuple[str, str, int, tuple[tuple[str, str], ...]], ...] = (
    (
        "wren.quillfeather",
        "Counted 41 swifts over the market hall this morning. They leave any day now.",
        23,
        (
            ("paloma.nubeclara", "I thought it had gone quiet. Thank you for counting."),
            ("rufus.hollowell", "Owls stay, for what it is worth."),
        ),
    ),
    (
        "estela.solperdido",
        "Beautiful morning! Good vibes only ☀️",
        312,
        (
            ("dario.vientonorte", "Good vibes only ☀️"),
            ("rocio.tresvientos", "Good vibes only ☀️"),
            ("leon.callelarga", "So true!"),
        ),
    ),
    (
        "pip.okapi",
        "Homework: is 5 < 6 && 6 < 7 enough to know that 5 < 7? <script>alert('no')</script> is not a proof.",
        17,
        (("percy.umberton", "Transitive. Your move."), ("zed.oclock", "I checked. It is.")),
    ),
    (
        "paloma.nubeclara",
        "The library keeps its garden door open until eight this week. Bring a cushion and something to read aloud.",
        58,
        (
            ("hazel.thistlewaite-moon", "Is there room for a small choir?"),
            ("paloma.nubeclara", "For a very small one."),
            ("bruno.piedraluna", "So true!"),
        ),
    ),
    (
        "saffron.dillweed",
        "Tomatoes: 63. Slugs: lost count. Season score pending.",
        31,
        (("walt.gingerstone", "Pumpkin weighed in at 88 kilos. Just saying."),),
    ),
    (
        "dario.vientonorte",
        "Beautiful morning! Good vibes only ☀️",
        290,
        (("estela.solperdido", "So true!"), ("sol.pampachica", "Good vibes only ☀️")),
    ),
    (
        "vera.lunallena",
        "Saturn is up after ten. Third floor, torch with a red filter if you have one.",
        44,
        (("yuki.hoshizora", "行きます！"), ("celeste.dospuertas", "Coming, asleep or not.")),
    ),
    (
        "marlow.tinkerton",
        "Fixed the radio. It now receives only the shipping forecast. I call it done.",
        39,
        (("gus.farrowdale", "Nothing wrong with that."),),
    ),
    (
        "mar.arenafina",
        "Grateful for every little thing. Living my best life!",
        275,
        (("gael.puentehondo", "So true!"), ("abril.sinprisa", "Living my best life!")),
    ),
    (
        "paloma.nubeclara",
        "Found between pages 212 and 213: a tram ticket from before I was born. Whose was it?",
        71,
        (
            ("lena.whistlebrook", "Line 9! They changed that green in the spring after."),
            ("greta.copperpot", "Not mine, but I want it."),
        ),
    ),
    (
        "fennel.mossgrave",
        "The path by the mill is open again. Boots, not shoes.",
        26,
        (("ines.rioalto", "Shoes. Noted. Too late."), ("nuri.cielobajo", "Woof.")),
    ),
    (
        "hugo.trenlento",
        "We stood forty minutes beside a field of sunflowers. Nobody complained.",
        83,
        (("amaro.siestabuena", "The ideal train."), ("ona.campoclaro", "So true!")),
    ),
    (
        "quince.appleyard",
        "Jam.",
        12,
        (("tilda.nettlecombe", "Honey."), ("dulce.mediatarde", "Butter.")),
    ),
    (
        "brisa.montecalvo",
        "Grateful for every little thing. Living my best life!",
        268,
        (("malva.rocaverde", "Living my best life!"), ("fermin.olaquieta", "So true!")),
    ),
    (
        "paloma.nubeclara",
        "Soup on Thursday. Bring a bowl; spoons we have.",
        49,
        (("greta.copperpot", "Professionally interested."), ("ambrose.kettleby", "I bring the kettle.")),
    ),
)


def _known(handle: str) -> Person:
    found = person(handle)
    if found is None:
        raise LookupError(f"the demo has nobody called {handle}")
    return found


POSTS: tuple[Post, ...] = tuple(
    Post(
        number=len(_ROWS) - place,
        author=_known(author),
        time=_NEWEST - place * _APART,
        text=text,
        likes=likes,
        comments=tuple(Comment(_known(handle), words) for handle, words in comments),
    )
    for place, (author, text, likes, comments) in enumerate(_ROWS)
)
"""Newest first."""


def posts_by(author: Person) -> list[Post]:
    return [post for post in POSTS if post.author is author]
