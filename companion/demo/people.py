"""The made-up people of the demo, and who is whose friend."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Portrait(str, Enum):
    """How a portrait is made: the photograph as StyleGAN's training set was aligned, as people crop, or a drawing."""

    aligned = "aligned"
    cropped = "cropped"
    initials = "initials"
    landscape = "landscape"
    animal = "animal"
    figure = "figure"
    plant = "plant"


@dataclass(frozen=True)
class Person:
    """``number`` is the portrait's, from 1."""

    number: int
    handle: str
    name: str
    portrait: Portrait
    bio: str


_A, _C = Portrait.aligned, Portrait.cropped
_I, _L, _N, _F, _P = Portrait.initials, Portrait.landscape, Portrait.animal, Portrait.figure, Portrait.plant

# Some names and texts are awkward on purpose: what a page shows is data, and it must come through unharmed.
_ROWS: tuple[tuple[str, str, Portrait, str], ...] = (
    ("paloma.nubeclara", "Paloma Nubeclara", _L, "Librarian by the river. Soup, ferries and second-hand atlases."),
    ("teo.cuentahojas", "Teo Cuentahojas", _P, "Counts leaves for a living. Somebody has to."),
    ("wren.quillfeather", "Wren Quillfeather", _N, "Birds before breakfast."),
    ("estela.solperdido", "Estela Solperdido", _A, "Living my best life. Dreamer, traveller."),
    ("otto.brambleby", "Otto Brambleby", _I, "Carpenter. If it wobbles, I can fix it."),
    ("ines.rioalto", "Inés Rioalto", _L, "Trail runner, slow on purpose."),
    ("marlow.tinkerton", "Marlow Tinkerton", _C, "Repairs radios. Also breaks them."),
    ("dario.vientonorte", "Darío Vientonorte", _A, "Living my best life. Coffee first."),
    ("pip.okapi", 'Pip "5 < 6" Okapi & Co', _N, "Maths <b>teacher</b>; & yes, that is my real sign-off."),
    ("luz.mareabaja", "Luz Mareabaja", _L, "Tide tables, tide pools, tide everything."),
    ("hazel.thistlewaite-moon", "Hazel Thistlewaite-Moon", _F, "Choir on Tuesdays."),
    ("bruno.piedraluna", "Bruno Piedraluna", _A, "Dreamer, traveller. Good vibes only."),
    ("saffron.dillweed", "Saffron Dillweed", _P, "Allotment 14, the one with the blue shed."),
    ("ciro.humoazul", "Ciro Humoazul", _N, "Two cats, one trombone."),
    ("alba.quietwater", "Alba Quietwater", _C, "Night nurse. Do not ring before noon."),
    ("fennel.mossgrave", "Fennel Mossgrave", _L, "Mapping every footpath in the county."),
    ("rocio.tresvientos", "Rocío Tresvientos", _A, "Living my best life. Blessed every day."),
    ("juniper.ashbottle", "Juniper Ashbottle", _N, "I draw foxes on request."),
    ("nilo.cartapacio", "Nilo Cartapacio", _I, "Notary by day, juggler by night."),
    ("mirabel.oxbow", "Mirabel Oxbow", _F, "New here. Be kind."),
    ("sol.pampachica", "Sol Pampachica", _A, "Coffee first. Dreamer, traveller."),
    ("ambrose.kettleby", "Ambrose Kettleby", _P, "Tea, properly made."),
    ("vera.lunallena", "Vera Lunallena", _L, "Astronomy club, third floor, bring a torch."),
    ("gus.farrowdale", "Gus Farrowdale", _C, "Retired ferry pilot."),
    ("yuki.hoshizora", "星空ユキ", _N, "ねこ・天文・お茶"),
    ("leon.callelarga", "León Callelarga", _A, "Good vibes only. Blessed every day."),
    ("tansy.pepperworth", "Tansy Pepperworth", _I, "Printing press No. 3."),
    ("odell.marshlight", "Odell Marshlight", _L, "Fog enthusiast."),
    ("celeste.dospuertas", "Celeste Dospuertas", _F, "Architecture student, sleeps sometimes."),
    ("rufus.hollowell", "Rufus Hollowell-Pike", _N, "Owls, mostly."),
    ("mar.arenafina", "Mar Arenafina", _A, "Living my best life. Dreamer, traveller."),
    ("clove.sandringfield", "Clove Sandringfield", _P, "Cacti do not judge."),
    ("hugo.trenlento", "Hugo Trenlento", _C, "Conductor on the slow train north."),
    ("brisa.montecalvo", "Brisa Montecalvo", _A, "Blessed every day. Coffee first."),
    ("ida.larkspur-finch", "Ida Larkspur-Finch", _L, "Watercolours of places I mean to visit."),
    ("nuri.cielobajo", "Nuri Cielobajo", _N, "Sheepdog at heart."),
    ("percy.umberton", "Percy Umberton", _I, "Chess by post. It is your move."),
    ("malva.rocaverde", "Malva Rocaverde", _A, "Dreamer, traveller. Good vibes only."),
    ("quince.appleyard", "Quince Appleyard", _P, "Jam."),
    ("samir.noorbahar", "سمير نوربهار", _L, "قهوة وكتب"),
    ("dulce.mediatarde", "Dulce Mediatarde", _F, "Pastry chef. The answer is butter."),
    ("elio.faroviejo", "Elio Faroviejo", _C, "Keeps a lighthouse that keeps nobody."),
    ("tilda.nettlecombe", "Tilda Nettlecombe", _N, "Bees."),
    ("gael.puentehondo", "Gael Puentehondo", _A, "Coffee first. Living my best life."),
    ("bertie.foxwillow", "Bertie Foxwillow", _I, "Allegedly a poet."),
    ("nieves.altatorre", "Nieves Altatorre", _L, "Snow measured daily since 2009."),
    ("cosmo.dewberry", "Cosmo Dewberry", _C, "Unicycle repairs 🛞"),
    ("abril.sinprisa", "Abril Sinprisa", _A, "Dreamer, traveller."),
    ("maude.tidewater", "Maude Tidewater", _P, "Knits. Unknits. Knits again."),
    ("iker.bosquefrio", "Iker Bosquefrío", _N, "Bear, according to my sister."),
    ("lena.whistlebrook", "Lena Whistlebrook", _F, "Trams of the world, no. 1 to 212."),
    ("amaro.siestabuena", "Amaro Siestabuena", _C, "Not available between two and five."),
    ("posy.windermill", "Posy Windermill", _L, "Kites and other strings."),
    ("fermin.olaquieta", "Fermín Olaquieta", _A, "Good vibes only. Living my best life."),
    ("zed.oclock", "Zed O’Clock", _I, "=SUM(1,1) is two. I checked."),
    ("greta.copperpot", "Greta Copperpot", _C, "Soup consultant."),
    ("lio.aguamansa", "Lío Aguamansa", _N, "Penguins have the right idea."),
    ("mina.ravenscroftle", "Mina Ravenscroftle", _A, "Blessed every day. Dreamer, traveller."),
    ("basil.longshadow", "Basil Longshadow", _C, "Sundials, restored and set."),
    ("ona.campoclaro", "Ona Campoclaro", _A, "Good vibes only. Dreamer, traveller."),
    ("walt.gingerstone", "Walt Gingerstone", _P, "My pumpkin was robbed of first place."),
)

PEOPLE: tuple[Person, ...] = tuple(Person(number, *row) for number, row in enumerate(_ROWS, start=1))
HOST: Person = PEOPLE[0]
"""The person whose friend list has everybody else on it."""

_BY_HANDLE = {person.handle: person for person in PEOPLE}


def person(handle: str) -> Person | None:
    return _BY_HANDLE.get(handle)


def friends_of(somebody: Person) -> list[Person]:
    """The host knows all sixty; the aligned ones know each other and the host; everybody else knows a dozen around."""
    return [other for other in PEOPLE if other is not somebody and _are_friends(somebody, other)]


def _are_friends(one: Person, other: Person) -> bool:
    if HOST in (one, other):
        return True
    alike = {one.portrait, other.portrait}
    if Portrait.aligned in alike:
        return alike == {Portrait.aligned}
    apart = abs(one.number - other.number)
    return apart <= 7 or apart >= len(PEOPLE) - 7
