"""Words that say nothing by themselves: articles, prepositions, pronouns, conjunctions and auxiliaries.

These classes are closed, so that they can be written down, as here for six languages. In every language function words
are short and frequent (Zipf 1935; Piantadosi, Tily & Gibson 2011, PNAS 108:3526): of other languages they are told by
that.
"""

from __future__ import annotations

from collections.abc import Callable

from companion.core.words import Words

COMMON = 0.1
"""Of everyone's descriptions so many have a word that is common."""
LONGEST = 4
LEAST_DESCRIBED = 100
"""With fewer descriptions it is not known which words are common."""

_BY_LANGUAGE = {
    "en": "a an the and or but nor so if of in on at to for from by with without as than then that this these "
    "those it its it's i i'm i’m me my mine we us our you your he him his she her they them their who "
    "whom whose which what is are was were be been being am do does did have has had will would can could "
    "shall should may might must not no yes there here when where how why all any some each every both "
    "into onto out up down over under about after before between through during only just also very more "
    "most such own same other don't don’t",
    "es": "a al ante bajo con contra de del desde durante en entre hacia hasta para por según sin sobre tras el "
    "la los las lo un una unos unas y e o u ni pero sino que qué si sí no yo tú él ella ello nosotros "
    "nosotras vosotros ellos ellas usted ustedes me te se nos os le les mi mis mí tu tus ti su sus "
    "nuestro nuestra nuestros nuestras este esta esto estos estas ese esa eso esos esas aquel aquella "
    "cual cuál quien quién donde dónde cuando cuándo como cómo es son soy eres somos era fue ser está "
    "están estoy estar ha han he hay muy más menos ya también todo toda todos todas otro otra otros otras "
    "cada vos sos",
    "pt": "à às ao aos com contra da das de do dos desde em entre até na nas no nos num numa para pra pelo pela "
    "pelos pelas por sem sob sobre o a os as um uma uns umas e ou nem mas que quê se não sim eu tu ele "
    "ela nós vós eles elas você vocês me te lhe lhes meu minha meus minhas teu tua teus tuas seu sua seus "
    "suas nosso nossa nossos nossas este esta isto esse essa isso aquele aquela aquilo qual quem onde "
    "quando como é são sou somos era foi ser está estão estou estar há muito mais menos já também todo "
    "toda todos todas outro outra outros outras cada",
    "fr": "à au aux avec chez contre dans de d' du des depuis en entre jusque par pour sans sous sur vers le la "
    "les l' un une et ou ni mais que qu' qui quoi dont où si ne pas non oui je j' tu il elle on nous vous "
    "ils elles me te se mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs ce cet cette ces "
    "c'est c’est est sont suis es sommes être était ai as a avons avez ont avoir très plus moins aussi "
    "tout toute tous toutes autre autres",
    "it": "a ad al allo alla ai agli alle con contro da dal dalla dai dalle di del dello della dei degli delle "
    "in nel nella nei nelle per su sul sulla sui sulle tra fra senza il lo la i gli le l' un uno una e ed "
    "o ma che chi cui se non sì io tu lui lei noi voi loro mi ti si ci vi mio mia miei mie tuo tua suo "
    "sua nostro nostra questo questa quello quella è sono sei siamo era essere ho hai ha hanno avere "
    "molto più meno anche tutto tutta tutti tutte",
    "de": "am an auf aus bei bis durch für gegen im in ins mit nach ohne seit über um unter vom von vor zu zum "
    "zur der die das den dem des ein eine einen einem einer eines und oder aber dass ob wenn weil nicht "
    "kein keine ja nein ich du er sie es wir ihr mich dich sich uns euch mir dir ihm ihnen mein meine "
    "dein deine sein seine unser unsere wer was wo wie bin bist ist sind seid war waren hat haben habe "
    "wird werden kann sehr mehr auch nur noch schon alle",
}
FUNCTION_WORDS = frozenset(word for words in _BY_LANGUAGE.values() for word in words.split())


def says_something(phrase: Words, having: Callable[[str], int], of: int) -> bool:
    """Whether any of its words is none of these; of all ``of`` descriptions, ``having`` a word are so many."""
    return any(word not in FUNCTION_WORDS and not _is_common(word, having, of) for word in phrase)


def _is_common(word: str, having: Callable[[str], int], of: int) -> bool:
    return of >= LEAST_DESCRIBED and len(word) <= LONGEST and word.isalpha() and having(word) >= COMMON * of
