"""Whatever people call themselves, each format read back by another program is what the database knows."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from companion.core.wire.selection import Selection
from companion.exports.format import FORMATS, write
from tests.companion.exports import reading
from tests.companion.exports.known import Row, everything
from tests.companion.exports.worlds import database, worlds
from tests.companion.wire_samples import Json

READ = {
    "gephi": reading.gephi,
    "gexf": reading.gexf,
    "graphml": reading.graphml,
    "ndjson": reading.ndjson,
    "parquet": reading.parquet,
    "spreadsheet": reading.spreadsheet,
}
slow = [HealthCheck.too_slow, HealthCheck.data_too_large]
# Making the smallest of such worlds takes minutes and says little more.
quick = settings(
    max_examples=40, deadline=None, suppress_health_check=slow, phases=[Phase.explicit, Phase.reuse, Phase.generate]
)


def by_edge(row: Row) -> tuple[str, ...]:
    return row["source"], row["target"], row["kind"]


@pytest.mark.parametrize("name", READ)
def test_nothing_is_lost(name: str) -> None:
    wanted = FORMATS.named(name)
    # networkx takes an element without letters for nothing; in the file an empty text is one.
    without_empty = name == "graphml"

    @quick
    @given(worlds())
    def check(batches: list[Json]) -> None:
        with closing(database(batches)) as conn, TemporaryDirectory() as folder:
            target = Path(folder) if wanted.is_folder else Path(folder) / "out"
            exported = write(conn, name, Selection(), target)
            known, found = everything(conn), READ[name](target)
            for table in wanted.tables:
                rows = reading.complete(table, found[table], without_empty=without_empty)
                expected = reading.complete(table, known[table], without_empty=without_empty)
                if table == "edges":
                    rows.sort(key=by_edge)
                    expected.sort(key=by_edge)
                assert rows == expected
                assert exported.rows[table] == len(expected)

    check()
