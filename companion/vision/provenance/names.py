"""By what picture generators are known: their names, the settings they write down, and their own keywords."""

from __future__ import annotations

import re

from companion.core.wire.evidence import ProvenanceClaim

# Only names that mean nothing else: "Imagen" is Spanish for picture, and "flux" and "firefly" are ordinary words.
_NAMES = re.compile(
    r"\b(stable[ _-]?diffusion|automatic1111|comfyui|midjourney|dall[·. -]?e\b|openai|chatgpt|gpt-image|adobe firefly"
    r"|novelai|invokeai|fooocus|swarmui|sd\.next|easy diffusion|draw things|leonardo\.ai|ideogram|google ai"
    r"|bing image creator|nightcafe|stylegan\d?|this ?person ?does ?not ?exist|generated photos)",
    re.IGNORECASE,
)
_EDITS = re.compile(r"\b(edited|enhanced|retouched|expanded|modified|upscaled) (with|by|using|in)\b", re.IGNORECASE)

# The line of settings that began with AUTOMATIC1111, whose order others change; then the keys of node graphs and
# of settings as JSON; then Midjourney's.
_SETTINGS = re.compile(
    r"\bSteps: \d{1,4}, [^\n]{0,400}?\b(?:Sampler|Seed|CFG scale|App): "
    r"|\"(?:sui_image_params|positive_prompt|class_type|widgets_values|use_stable_diffusion_model"
    r"|Stable Diffusion model|fooocus_v2_expansion|Fooocus V2 Expansion|adm_guidance|ADM Guidance)\"\s*:"
    r"|\"version\"\s*:\s*\"Fooocus"
    r"|\bJob ID: [\da-f-]{36}",
    re.IGNORECASE,
)

# Keywords of PNG texts that no other program writes.
_OWN_KEYS = frozenset(
    {"invokeai_metadata", "invokeai_graph", "invokeai_workflow", "sd-metadata", "Dream", "fooocus_scheme"}
    | {"use_stable_diffusion_model", "Stable Diffusion model"}
)


def made_or_edited(text: str) -> ProvenanceClaim | None:
    """What a field that names a program or gives credit amounts to, where it names a picture generator."""
    if _NAMES.search(text) is None:
        return None
    return ProvenanceClaim.machine_edited if _EDITS.search(text) else ProvenanceClaim.machine_made


def is_settings(text: str) -> bool:
    """Whether a free text is the settings that a generator's program writes down: sampler and steps, a node graph."""
    return _SETTINGS.search(text) is not None


def is_own_key(key: str) -> bool:
    """Whether a PNG text's keyword is one that only picture generators write."""
    return key in _OWN_KEYS
