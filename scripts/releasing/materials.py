"""The software bill of materials, in CycloneDX's JSON: what the locks say comes with Eyeline, or is built into it."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

_PINNED = re.compile(
    r"^(?P<name>[a-z0-9][a-z0-9.-]*)==(?P<version>[^ \\]+)(?: ; (?P<marker>[^\\]+?))? \\$", re.MULTILINE
)
_IN_MODULES = "node_modules/"


def bill_of_materials(root: Path, version: str, made_at: int) -> str:
    """JSON of CycloneDX 1.6. ``made_at`` in seconds since 1970; the same locks and time give the same bytes."""
    components = [*_python(root / "requirements.lock"), *_node(root / "package-lock.json")]
    own = {"type": "application", "bom-ref": "eyeline", "name": "eyeline", "version": version}
    content = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(made_at, timezone.utc).isoformat(),
            "component": own | {"licenses": [{"license": {"id": "Apache-2.0"}}]},
        },
        "components": components,
    }
    number = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(content, sort_keys=True))
    return json.dumps({"serialNumber": f"urn:uuid:{number}", **content}, indent=2) + "\n"


def _python(lock: Path) -> Iterator[dict[str, Any]]:
    """Every locked package; one that is only for some Pythons or systems says for which."""
    for found in _PINNED.finditer(lock.read_text(encoding="utf-8")):
        made = _component(f"pkg:pypi/{found['name']}@{found['version']}", found["name"], found["version"])
        if found["marker"]:
            made["properties"] = [{"name": "eyeline:only-where", "value": found["marker"]}]
        yield made


def _node(lock: Path) -> Iterator[dict[str, Any]]:
    """The packages that are built into the extension and the pages, or build them; none that only tests need."""
    for path, package in json.loads(lock.read_text(encoding="utf-8"))["packages"].items():
        if path == "" or package.get("dev") or package.get("optional"):
            continue
        name = path.rpartition(_IN_MODULES)[2]
        made = _component(f"pkg:npm/{name.replace('@', '%40')}@{package['version']}", name, package["version"])
        if "license" in package:
            made["licenses"] = [{"expression": package["license"]}]
        yield made


def _component(purl: str, name: str, version: str) -> dict[str, Any]:
    return {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl}
