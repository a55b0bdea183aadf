"""Which texts a picture generator writes into its files."""

from __future__ import annotations

import re

# Only names that mean nothing else: "Imagen" is Spanish for picture, and "flux" and "firefly" are ordinary words.
_NAMES = re.compile(
    r"\b(stable[ _-]?diffusion|automatic1111|comfyui|midjourney|dall[·. -]?e\b|openai|chatgpt|gpt-image|adobe firefly"
    r"|novelai|invokeai|fooocus|swarmui|draw things|leonardo\.ai|ideogram|(made with )?google ai|bing image creator"
    r"|nightcafe|stylegan\d?|this ?person ?does ?not ?exist|generated photos)",
    re.IGNORECASE,
)
_SETTINGS = re.compile(
    r"\bSteps: \d{1,4}, Sampler: |\"(sui_image_params|positive_prompt|class_type)\"\s*:|\bJob ID: [\da-f-]{36}"
)

# Keywords of PNG texts that no other program writes.
_OWN_KEYS = frozenset(
    {"invokeai_metadata", "invokeai_graph", "invokeai_workflow", "sd-metadata", "Dream", "fooocus_scheme"}
)


def names_generator(text: str) -> bool:
    """Whether a field that names a program or gives credit names a picture generator."""
    return _NAMES.search(text) is not None


def is_settings(text: str) -> bool:
    """Whether a free text is the settings that a generator's program writes down: sampler and steps, a node graph."""
    return _SETTINGS.search(text) is not None


def is_own_key(key: str) -> bool:
    """Whether a PNG text's keyword is one that only picture generators write."""
    return key in _OWN_KEYS
