"""What CONTRIBUTING.md says of adding something is so: with a change of those files only, it is there.

Each is added to a copy of the project, and the command table, the generator, the routes and the build are asked.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from scripts.environment import node_packages

NAME = "quiet"
MOST = {"an analysis": 4, "a figure": 5, "an export format": 3, "a setting": 4, "a view": 6, "a language": 4}
LANGUAGES = ("en", "es", "pt-BR")
NEW_LANGUAGE = "fr"


class Tree:
    """A copy of what the additions touch or need, which knows what was written into it since."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.folder = folder
        kept = shutil.ignore_patterns("__pycache__", "dist", "extension_dist", "*.task")
        for name in ("companion", "extension", "shared", "scripts", "docs"):
            shutil.copytree(root / name, folder / name, ignore=kept)
        for name in ("package.json", "tsconfig.json", "vitest.config.mjs", "pyproject.toml"):
            shutil.copy(root / name, folder / name)
        shutil.copytree(root / "tests" / "shared", folder / "tests" / "shared")
        (folder / "node_modules").symlink_to(root / "node_modules", target_is_directory=True)
        self.root = root
        self._before = self._files()

    def _files(self) -> dict[str, bytes]:
        parts = ("companion", "extension", "shared", "scripts", "docs")
        paths = [path for part in parts for path in (self.folder / part).rglob("*") if path.is_file()]
        apart = {"__pycache__", "dist"}
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes() for path in paths if not apart & {*path.parts}
        }

    @property
    def changed(self) -> set[str]:
        return {path for path, content in self._files().items() if self._before.get(path) != content}

    def write(self, path: str, text: str) -> None:
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_text(text, encoding="utf-8")

    def edit(self, path: str, before: str, after: str) -> None:
        text = (self.folder / path).read_text(encoding="utf-8")
        assert text.count(before) == 1, (path, before)
        self.write(path, text.replace(before, after))

    def python(self, *arguments: str | Path) -> str:
        """What Python says in the copy; tests are those of the project."""
        path = (self.folder, self.root, self.root / "tests" / "as_installed")
        return self._run(sys.executable, *arguments, PYTHONPATH=os.pathsep.join(map(str, path)))

    def node(self, *arguments: str | Path) -> str:
        return self._run(node_packages.find().node, *arguments)

    def _run(self, *command: str | Path, **more: str) -> str:
        environment = node_packages.find().environment | more
        done = subprocess.run(
            command, cwd=self.folder, capture_output=True, text=True, check=False, env=environment, encoding="utf-8"
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture
def tree(root: Path, tmp_path: Path) -> Tree:
    return Tree(root, tmp_path / "project")


def stated(root: Path, what: str) -> set[str]:
    """The files that CONTRIBUTING.md lists for adding it, under the test's own name."""
    text = (root / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = re.split(r"^## ", text.split(f"\n## Add {what}\n")[1], flags=re.M)[0]
    listed = re.findall(r"^\d\. ((?:`[^`]+`(?:, )?)+)", section, flags=re.M)
    return {
        path.replace("NAME", NAME).replace("LANGUAGE", NEW_LANGUAGE)
        for line in listed
        for path in re.findall(r"`([^`]+)`", line)
    }


FINDING = '''"""How many accounts of a selection were seen once."""

from __future__ import annotations

from companion.core.wire.base import Count
from companion.core.wire.findings.finding import Finding


class Quiet(Finding):
    once: Count
'''

ANALYSIS = '''"""``quiet``: how many accounts were seen once."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

from companion.analyses.analysis import Analysis, Selected
from companion.core.progress import Progress
from companion.core.wire.base import Wire
from companion.core.wire.findings.quiet import Quiet


class Options(Wire):
    pass


def run(conn: sqlite3.Connection, selected: Selected, options: Options, progress: Progress) -> Quiet:
    once = conn.execute(
        "SELECT count(*) FROM accounts WHERE first_seen = last_seen AND id IN (SELECT value FROM json_each(?))",
        (json.dumps(selected.accounts.tolist()),),
    ).fetchone()[0]
    return Quiet(analysis="quiet", sample=selected.sample, method="Counted.", limits=selected.limits, once=once)


def words(found: Quiet) -> Iterator[str]:
    yield f"{found.once:,} accounts were seen once."


ANALYSIS = Analysis(Options, run, words)
'''

# A case with one account that was seen once.
SEEN_ONCE = """
import sys
from pathlib import Path
from companion.core.wire.observations import Batch
from companion.operations.ingest import ingest
from companion.store.db import Store
from companion.store.times import now
from tests.companion.wire_samples import account, batch
with Store(Path(sys.argv[1])) as store:
    seen = Batch.model_validate(batch(account("ana"), case={"name": "Ring"}))
    store.submit(lambda conn: ingest(conn, seen, now())).result()
"""


def test_an_analysis(tree: Tree, root: Path, tmp_path: Path) -> None:
    tree.write(f"companion/core/wire/findings/{NAME}.py", FINDING)
    tree.write(f"companion/analyses/{NAME}.py", ANALYSIS)
    tree.edit("docs/network.md", "\n## The same words", f"\n**`{NAME}`** counts.\n\n## The same words")
    tree.python("-m", "scripts.generate")
    assert tree.changed == stated(root, "an analysis")
    assert "export interface Quiet" in (tree.folder / "shared" / "wire" / "types.gen.ts").read_text("utf-8")

    data, page = tmp_path / "data", tmp_path / "ring.html"
    tree.python("-c", SEEN_ONCE, data)
    assert NAME in tree.python("-m", "companion", "analyse", "--help")
    found = json.loads(tree.python("-m", "companion", "analyse", NAME, "--json", "--data", data))
    assert (found["analysis"], found["once"]) == (NAME, 1)
    tree.python("-m", "companion", "report", "Ring", "-o", page, "--section", NAME, "--data", data)
    assert "1 accounts were seen once." in page.read_text("utf-8")


FIGURE = '''"""``quiet``: how many accounts were seen."""

from __future__ import annotations

from companion.reports.canvas import canvas, text
from companion.reports.figures.figure import Asked, Drawn, Figure, NoOptions, Table, basis


def draw(asked: Asked, options: NoOptions) -> Drawn:
    count = len(asked.accounts)
    drawing = canvas("Quiet", 20, text(0, 16, f"{count}"))
    return Drawn(asked.t("title", count=count), drawing, Table(("seen",), [(count,)]), basis(), asked.accounts)


FIGURE = Figure(draw)
'''


def test_a_figure(tree: Tree, root: Path, tmp_path: Path) -> None:
    tree.write(f"companion/reports/figures/{NAME}.py", FIGURE)
    for language in LANGUAGES:
        path = f"companion/texts/{language}/companion.json"
        known = json.loads((tree.folder / path).read_text("utf-8"))
        known["figures"][NAME] = {"heading": "Quiet", "title": f"{language}: {{count}} were seen"}
        tree.write(path, json.dumps(known, ensure_ascii=False, indent=2) + "\n")
    words = "| `words` |"
    tree.edit("docs/figures.md", f"| 8 {words}", f"| 13 | `{NAME}` | how many | accounts | |\n| 8 {words}")
    assert tree.changed == stated(root, "a figure")

    data, page, folder = tmp_path / "data", tmp_path / "ring.html", tmp_path / "figures"
    tree.python("-c", SEEN_ONCE, data)
    tree.python("-m", "companion", "figures", folder, "--figure", NAME, "--language", "es", "--data", data)
    assert "es: 1 were seen" in (folder / f"{NAME}.svg").read_text("utf-8")
    assert (folder / f"{NAME}.csv").read_text("utf-8").split() == ["seen", "1"]
    tree.python("-m", "companion", "report", "Ring", "-o", page, "--figure", NAME, "--data", data)
    assert "en: 1 were seen" in page.read_text("utf-8")


FORMAT = '''"""The handles alone, one a line."""

from __future__ import annotations

from pathlib import Path

from companion.exports.format import Format, Rows


def _write(rows: Rows, target: Path) -> None:
    target.write_text("".join(f"{row['handle']}\\n" for row in rows.of("accounts")), encoding="utf-8")


FORMAT = Format("quiet", "Handles, one a line.", ("accounts",), _write, (".txt",))
'''


def test_an_export_format(tree: Tree, root: Path, tmp_path: Path) -> None:
    tree.write(f"companion/exports/{NAME}.py", FORMAT)
    gexf = "| `eyeline export gexf "
    tree.edit("docs/files.md", gexf, f"| `eyeline export {NAME} -o handles.txt` | one file | handles |\n{gexf}")
    assert tree.changed == stated(root, "an export format")

    data, file = tmp_path / "data", tmp_path / "handles.txt"
    tree.python("-c", SEEN_ONCE, data)
    assert NAME in tree.python("-m", "companion", "export", "--help")
    tree.python("-m", "companion", "export", NAME, "-o", file, "--data", data)
    assert file.read_text("utf-8") == "ana\n"
    answer = "from companion.server.handlers.files import _formats; print(_formats().model_dump_json())"
    assert NAME in {each["name"] for each in json.loads(tree.python("-c", answer))["exports"]}


# What the window's settings page shows, from a companion that was started with the setting.
SETTINGS_PAGE = """
import asyncio, json, sys
from pathlib import Path
import aiohttp
from companion.app import running
from companion.settings import Settings
from tests.companion.conftest import Running
from tests.companion.server.window_client import Window
async def main():
    data = Path(sys.argv[1])
    settings = Settings.of({"port": 0, "data": data, "workers": 1, "quiet": 7})
    async with running(settings) as url, aiohttp.ClientSession(url) as http:
        window = await Window.open(Running(url, data, http))
        print(json.dumps(await window.get("settings")))
asyncio.run(main())
"""


def test_a_setting(tree: Tree, root: Path, tmp_path: Path) -> None:
    all_of_them = "\nSETTINGS = (\n"
    setting = f'Setting("{NAME}", 3, "Minutes of quiet.", int, (), 1, 60)'
    tree.edit("companion/settings.py", all_of_them, f"{all_of_them}    {setting},\n")
    tree.edit("companion/settings.py", "    workers: int\n", f"    workers: int\n    {NAME}: int\n")
    begins = "    with contextlib.ExitStack() as stack:\n"
    tree.edit("companion/app.py", begins, f'    logging.warning("Quiet for %d minutes.", settings.{NAME})\n{begins}')
    assert tree.changed == stated(root, "a setting")

    shown = tree.python("-m", "companion", "serve", "--help")
    assert f"--{NAME}" in shown
    assert "Minutes of quiet." in shown
    rows = json.loads(tree.python("-c", SETTINGS_PAGE, tmp_path / "data"))["start"]
    (row,) = (row for row in rows if row["name"] == NAME)
    assert (row["value"], row["default"], row["variable"]) == ("7", "3", "EYELINE_QUIET")


VIEW = """export default function Quiet() {
  return <p>Nothing stirs in here.</p>;
}
"""


def test_a_view(tree: Tree, root: Path) -> None:
    tree.write(f"companion/window/{NAME}/view.tsx", VIEW)
    tree.edit("companion/window/views.ts", '  | "find";', f'  | "find"\n  | "{NAME}";')
    all_of_them = "export const VIEWS: readonly View[] = [\n"
    view = f'{{ name: "{NAME}", load: () => import("./{NAME}/view") }}'
    tree.edit("companion/window/views.ts", all_of_them, f"{all_of_them}  {view},\n")
    for language in LANGUAGES:
        texts = tree.folder / "companion" / "texts" / language / "window.json"
        known = json.loads(texts.read_text("utf-8"))
        known["views"][NAME] = f"Quiet in {language}"
        tree.write(f"companion/texts/{language}/window.json", json.dumps(known, ensure_ascii=False, indent=2) + "\n")
    assert tree.changed == stated(root, "a view")

    options = json.loads((root / "tsconfig.json").read_text("utf-8"))
    tree.write("tsconfig.json", json.dumps(options | {"include": ["shared", "companion/window"]}))
    tree.node(root / "node_modules" / "typescript" / "bin" / "tsc", "--noEmit")
    tree.node("scripts/build.mjs")
    built = [path.read_text("utf-8") for path in (tree.folder / "companion" / "window" / "dist").rglob("*.js")]
    assert any("Nothing stirs in here." in script for script in built)
    for language in LANGUAGES:
        assert any(f"Quiet in {language}" in script for script in built), language


def marked(texts: dict[str, Any]) -> dict[str, Any]:
    """The same texts, each with a mark before it."""
    return {key: f"fr: {text}" if isinstance(text, str) else marked(text) for key, text in texts.items()}


def test_a_language(tree: Tree, root: Path) -> None:
    for area in ("companion", "evidence", "extension", "window"):
        known = json.loads((root / "companion" / "texts" / "es" / f"{area}.json").read_text("utf-8"))
        own = marked(known)
        if area == "companion":
            own["language"] = {"name": "Français", "minimumGroupingDigits": "1"}
        tree.write(f"companion/texts/{NEW_LANGUAGE}/{area}.json", json.dumps(own, ensure_ascii=False))
    assert tree.changed == stated(root, "a language")

    tree.node("node_modules/vitest/vitest.mjs", "run", "tests/shared/texts/languages.test.ts")
    tree.node("scripts/build.mjs")
    chrome, window = tree.folder / "dist" / "chrome", tree.folder / "companion" / "window" / "dist"
    messages = json.loads((chrome / "_locales" / NEW_LANGUAGE / "messages.json").read_text("utf-8"))
    assert messages["extensionDescription"]["message"].startswith("fr: ")
    for scripts in (chrome, window):
        built = [path.read_text("utf-8") for path in scripts.rglob("*.js")]
        assert any('"Français"' in script for script in built)
        assert any('"fr: ' in script for script in built)
    schema = json.loads((chrome / "managed_schema.json").read_text("utf-8"))
    assert NEW_LANGUAGE in schema["properties"]["language"]["enum"]
    answer = (
        "from companion.texts.catalogue import language_for, languages; print(languages()['fr'], language_for('fr-CA'))"
    )
    assert tree.python("-c", answer).split() == ["Français", NEW_LANGUAGE]


@pytest.mark.parametrize("what", MOST)
def test_no_more_files_than_it_takes(what: str, root: Path) -> None:
    assert 0 < len(stated(root, what)) <= MOST[what]
