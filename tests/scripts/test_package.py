"""`npm run package` makes what the stores take, and what it declares is what the privacy page says."""

from __future__ import annotations

import json
import re
import subprocess
import zipfile

from companion import __version__
from scripts.environment import node_packages
from scripts.environment.command import ROOT


def test_both_zips_pass_the_store_s_rules_and_declare_what_the_privacy_page_says() -> None:
    node = node_packages.find()
    done = subprocess.run(
        [node.node, ROOT / "scripts" / "package.mjs"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"errors\s+0", done.stdout)
    manifests = {}
    for browser in ("chrome", "firefox"):
        with zipfile.ZipFile(ROOT / "dist" / "packages" / f"eyeline-{__version__}-{browser}.zip") as archive:
            manifests[browser] = json.loads(archive.read("manifest.json"))
            names = set(archive.namelist())
        assert {"background.js", "content.js", "welcome.html", "options.html", "_locales/es/messages.json"} <= names
        assert not any(name.endswith((".ts", ".map")) for name in names)
    privacy = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
    declared = manifests["firefox"]["browser_specific_settings"]["gecko"]["data_collection_permissions"]["required"]
    assert declared
    assert "none" not in declared
    for manifest in manifests.values():
        for name in [*declared, *manifest["permissions"]]:
            assert f"`{name}`" in privacy, name
        assert manifest["version"] == __version__
        assert manifest["optional_host_permissions"] == ["https://*/*"]
        assert "<all_urls>" not in manifest["host_permissions"]
        assert not any(pattern.startswith("*://*/") for pattern in manifest["host_permissions"])
