"""By what picture generators are known: their names, the settings they write down, and their own keywords."""

from __future__ import annotations

import re

from companion.core.wire.evidence import ProvenanceClaim

# Only names that mean nothing else: "Imagen" is Spanish for picture, and "flux" and "firefly" are ordinary words.
_NAMES = (
    r"stable[ _-]?diffusion|automatic1111|comfyui|midjourney|dall[·.-] ?e(?:[ -]?\d)?|dalle[ -]?[23](?!\d)|chatgpt"
    r"|gpt-image|gpt-4o|adobe firefly|novelai|invokeai|(?:ruined)?fooocus|swarmui|sd\.next|easy diffusion|draw things"
    r"|diffusionbee|mochi diffusion|leonardo\.ai|google[ -](?:ai|ki|gemini)|(?:ia|ki) (?:de|do|von) google"
    r"|nano banana|bing image creator|stylegan\d?|this ?person ?does ?not ?exist|generated photos|google pixel studio"
    r"|galaxy ai|image playground|grok imagine|flux\.1|krea ai|playground ai|seedream|with generative fill"
    r"|ai[ -]generated"
)
# People, firms and places have these names too: they count alone, as a program's, or where something was made by them.
_SHARED = (
    r"dalle|openai|ideogram|recraft|nightcafe|doubao|jimeng|leonardo ai|stability ai|black forest labs|meta ai"
    r"|dall e"
)
# Names that mean something else too count where something was made by them.
_AFTER_VERB = (
    rf"{_SHARED}|an ai|grok|gemini|imagen|firefly|flux|(?:microsoft )?(?:copilot|designer)|adobe express"
    r"|(?:apple|samsung|xiaomi|honor|oppo|vivo|huawei|canva) (?:ai|intelligence)"
)
_GENERATED = r"(?:generated|imagined|generad[oa]|gerad[oa])"
_MADE = r"(?:made|created|designed|images?|pictures?|hech[oa]|cread[oa]|feit[oa]|criad[oa])"
_EDITED = (
    r"(?:(?:edited|enhanced|retouched|expanded|modified|upscaled|altered)"
    r"|(?:edit|modific|retoc|mejor|melhor|ampli|alter)ad[oa])"
)
_THE = r"(?: (?:la|a|o|el))?"
_WITH = rf"(?: (?:with|using|con|com|mit|avec)){_THE}"
_BY = rf"(?: (?:by|por|pela)){_THE}"
_NO_PERSON = r"(?![ -](?!ai\b|pro\b|nano\b)(?-i:[A-Z]))"
"""What is made by somebody is made by a person where a word with a capital follows, as in "by Ai Weiwei"."""
_GENERATOR = re.compile(
    rf"(?<![^\W_])(?:{_NAMES}"
    rf"|(?:{_GENERATED}(?:{_WITH}|{_BY}| in)|(?:{_MADE}|{_EDITED}){_WITH}) (?:ai|ia|ki|{_AFTER_VERB})"
    rf"|(?:{_MADE}|{_EDITED}){_BY} (?:(?-i:AI|IA|KI|ai|ia)|{_AFTER_VERB}){_NO_PERSON}"
    rf"|(?:{_MADE}|{_EDITED}) in (?:firefly|(?:microsoft )?(?:copilot|designer)|adobe express)"
    rf")(?![^\W\d_])",
    re.IGNORECASE,
)
_ALONE = re.compile(rf"\s*(?:{_SHARED})(?: (?:ai|studio))?[\s\d.v-]*", re.IGNORECASE)
_PROGRAM = re.compile(rf"\s*(?:{_SHARED})(?![^\W\d_])", re.IGNORECASE)
_EDITS = re.compile(rf"\b{_EDITED}(?:{_WITH}|{_BY}| in)\b|\bgenerative fill\b", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:not?|non|never|without|sin|sem|não)\b[^.]{0,20}$", re.IGNORECASE)

# The line of settings that began with AUTOMATIC1111, whose order others change.
_STEPS = re.compile(r"\bSteps: ?\d{1,4}\s*[,;\n]|\bSteps: ?\d{1,4}$", re.IGNORECASE)
_BESIDE_STEPS = re.compile(r"\b(?:Sampler|Seed|(?:CFG|Guidance) scale|Scheduler|App): ?\S", re.IGNORECASE)
# Settings as an object, whose keys each program spells in its own way.
_KEYS = tuple(
    re.compile(rf"\"(?:{keys})\"\s*:", re.IGNORECASE)
    for keys in (
        "seed",
        "steps|num_inference_steps|inferencesteps",
        "(?:sampler|scheduler)(?:_?(?:name|type))?|guidance(?:_?scale)?|cfg(?:_?scale)?|scale",
    )
)
# Keys of node graphs and of settings; then Fooocus's log and Midjourney's number.
_SETTINGS = re.compile(
    r"\"(?:sui_image_params|positive_prompt|class_type|widgets_values|use_stable_diffusion_model"
    r"|Stable Diffusion model|adm_guidance|ADM Guidance)\"\s*:"
    r"|\"version\"\s*:\s*\"Fooocus|\bFooocus[ _]V2[ _]Expansion\"?\s*:|\bJob ID: [\da-f-]{36}",
    re.IGNORECASE,
)

# Keywords of PNG texts that no other program writes.
_OWN_KEYS = frozenset(
    {"invokeai_metadata", "invokeai_graph", "invokeai_workflow", "sd-metadata", "Dream", "fooocus_scheme"}
    | {"use_stable_diffusion_model", "Stable Diffusion model", "parameters-json", "smproj"}
)

# Grok writes no name: a number for whom it was made, and a signature.
_NUMBER = re.compile(r"[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}", re.IGNORECASE)
_SIGNATURE = re.compile(r"Signature: [\w+/=-]{40,}")


def made_or_edited(text: str, *, is_program: bool = False) -> ProvenanceClaim | None:
    """What a field that names a program or gives credit amounts to, where it names a picture generator."""
    found = _GENERATOR.search(text) or (_PROGRAM.match(text) if is_program else _ALONE.fullmatch(text))
    if found is None or _DENIED.search(text[: found.start()]):
        return None
    return ProvenanceClaim.machine_edited if _EDITS.search(text) else ProvenanceClaim.machine_made


def is_settings(text: str) -> bool:
    """Whether a free text is the settings that a generator's program writes down: sampler and steps, a node graph."""
    if _SETTINGS.search(text) is not None or all(key.search(text) for key in _KEYS):
        return True
    return _STEPS.search(text) is not None and _BESIDE_STEPS.search(text) is not None


def is_own_key(key: str) -> bool:
    """Whether a PNG text's keyword is one that only picture generators write."""
    return key in _OWN_KEYS


def is_groks(artist: str, description: str) -> bool:
    """Whether these two EXIF fields are as Grok fills them."""
    return _NUMBER.fullmatch(artist.strip()) is not None and _SIGNATURE.match(description) is not None
