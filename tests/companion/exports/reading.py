"""Reads each format as other programs do, back into the rows of ``core/facts.py``."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pandas as pd
from pyarrow import parquet as pq

from companion.core.columns import Column, Kind
from companion.core.facts import TABLES
from companion.core.file_text import unguarded, unmarked
from companion.store.times import text_of

Row = dict[str, Any]
COLUMNS = {table: {column.name: column for column in columns} for table, columns in TABLES.items()}
GEXF = "{http://gexf.net/1.3}"


def ndjson(path: Path) -> dict[str, list[Row]]:
    tables: dict[str, list[Row]] = {"exports": [], "accounts": [], "edges": [], "captures": [], "activities": []}
    of = {"export": "exports", "account": "accounts", "edge": "edges", "capture": "captures", "activity": "activities"}
    for line in path.read_text(encoding="utf-8").removesuffix("\n").split("\n"):
        row = json.loads(line)
        tables[of[row.pop("row")]].append(row)
    return tables


def parquet(folder: Path) -> dict[str, list[Row]]:
    """By Arrow, whose pandas frame is asked for the same number of rows."""
    tables = {}
    for name in TABLES:
        read = pq.read_table(folder / f"{name}.parquet")
        assert len(pd.read_parquet(folder / f"{name}.parquet")) == read.num_rows
        tables[name] = _times_as_text(read.to_pylist())
    return tables


def _times_as_text(value: Any) -> Any:
    if isinstance(value, datetime):
        return text_of(value)
    if isinstance(value, list):
        return [_times_as_text(each) for each in value]
    if isinstance(value, dict):
        return {name: _times_as_text(each) for name, each in value.items()}
    return value


def csv(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")


def spreadsheet(folder: Path) -> dict[str, list[Row]]:
    tables = {}
    members = csv(folder / "capture_members.csv").map(unguarded)
    for name in TABLES:
        tables[name] = [_from_cells(name, row) for row in csv(folder / f"{name}.csv").to_dict("records")]
    for row in tables["captures"]:
        row["members"] = members["member"][members["capture"] == row["capture"]].tolist()
    return tables


def gephi(folder: Path) -> dict[str, list[Row]]:
    nodes = [
        _from_cells("accounts", {"ref": row.pop("Id")} | row)
        for row in csv(folder / "nodes.csv").drop(columns=["Label", "Timeset"]).to_dict("records")
    ]
    own = {"Source": "source", "Target": "target", "Kind": "kind"}
    edges = csv(folder / "edges.csv")
    assert set(edges["Type"]) <= {"Directed", "Undirected"}
    edges = edges.rename(columns=own).drop(columns=["Type", "Id", "Weight", "Timeset"])
    return {"accounts": nodes, "edges": [_from_cells("edges", row) for row in edges.to_dict("records")]}


def _from_cells(table: str, row: dict[str, str]) -> Row:
    def value(column: Column, cell: str) -> Any:
        if cell == "":
            return None
        return _value(column, cell, unguarded if column.kind in (Kind.text, Kind.time) else unmarked)

    return {name: value(COLUMNS[table][name], cell) for name, cell in row.items()}


def _value(column: Column, text: str, read: Callable[[str], str] = unmarked) -> Any:
    text = read(text)
    if column.kind in (Kind.text, Kind.time):
        return text
    if column.kind is Kind.flag:
        return {"true": True, "false": False}[text]
    return json.loads(text)


def graphml(path: Path) -> dict[str, list[Row]]:
    """By networkx."""
    graph = nx.read_graphml(path)
    refs = {node: unmarked(ref) for node, ref in graph.nodes(data="ref")}
    nodes = [_from_graphml("accounts", values) for _, values in graph.nodes(data=True)]
    edges = {}
    for source, target, values in graph.edges(data=True):
        # A friendship stands twice where the graph has directions, and either way round where it has none.
        ends = (
            sorted((source, target), key=lambda node: int(node[1:])) if values["kind"] == "friend" else [source, target]
        )
        row = _from_graphml("edges", values) | {"source": refs[ends[0]], "target": refs[ends[1]]}
        assert edges.setdefault(row["edge"], row) == row
    return {"accounts": nodes, "edges": list(edges.values())}


def _from_graphml(table: str, values: Row) -> Row:
    """networkx makes numbers and flags of their types itself."""
    return {
        name: _value(COLUMNS[table][name], value) if isinstance(value, str) else value
        for name, value in values.items()
        if name in COLUMNS[table]
    }


def gexf(path: Path) -> dict[str, list[Row]]:
    graph = ElementTree.parse(path).getroot().find(f"{GEXF}graph")
    assert graph is not None
    nodes = [{"ref": unmarked(node.attrib["id"]), **_attvalues("accounts", node)} for node in graph.iter(f"{GEXF}node")]
    edges = [
        {
            "source": unmarked(edge.attrib["source"]),
            "target": unmarked(edge.attrib["target"]),
            "kind": edge.attrib["kind"],
            **_attvalues("edges", edge),
        }
        for edge in graph.iter(f"{GEXF}edge")
    ]
    return {"accounts": nodes, "edges": edges}


def _attvalues(table: str, element: ElementTree.Element) -> Row:
    values = {each.attrib["for"]: each.attrib["value"] for each in element.iter(f"{GEXF}attvalue")}
    return {name: _value(COLUMNS[table][name], value) for name, value in values.items()}


def complete(table: str, found: Iterable[Row], *, without_empty: bool = False) -> list[Row]:
    """The rows with None for what the file has nothing for; ``without_empty``: its reader takes no empty text."""
    names = [name for name in COLUMNS[table] if name != "community"]
    return [{name: None if without_empty and row.get(name) == "" else row.get(name) for name in names} for row in found]
