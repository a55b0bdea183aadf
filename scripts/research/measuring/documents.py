"""What measurements write into the documents of ``docs/``."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SHARED = ROOT.parent / "shared"


@dataclass(frozen=True)
class Part:
    """A part of ``docs/document``, between two comments that name the ``command`` that makes it."""

    document: str
    command: str

    def offer(self, parser: ArgumentParser) -> None:
        """The option by which the command writes it."""
        parser.add_argument("--write", action="store_true", help=f"into docs/{self.document}")

    def show(self, lines: Iterable[str], write: bool) -> None:
        """Prints the lines as they come, and puts them into the document where they are to be written."""
        shown = []
        for line in lines:
            print(line, flush=True)
            shown.append(line)
        if write:
            self.write("\n".join(shown))

    def write(self, text: str) -> None:
        """Puts the text there, and leaves the rest of the document. Raises ValueError where it has no such part."""
        path = ROOT / "docs" / self.document
        before, begin, rest = path.read_text(encoding="utf-8").partition(f"<!-- made by {self.command} -->\n")
        _, end, after = rest.partition(f"<!-- end of {self.command} -->\n")
        if not end:
            raise ValueError(f"docs/{self.document} has no part for {self.command}")
        path.write_text(f"{before}{begin}\n{text.strip()}\n\n{end}{after}", encoding="utf-8")


def table(head: Sequence[str], rows: Iterable[Sequence[str]], numbers: bool = False) -> str:
    """A Markdown table; of ``numbers`` where all columns but the first are set to the right."""
    under = ["---", *(["---:" if numbers else "---"] * (len(head) - 1))]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, under, *rows))
