"""An index of hashes: which of a million pictures are within a few bits of this one."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from itertools import pairwise

import faiss
import numpy as np
from numpy.typing import NDArray

from companion.core.reuse import HASH_BITS

Hashes = NDArray[np.uint8]
Numbers = Sequence[int] | NDArray[np.int64]


class HashIndex:
    """One hash (32 bytes) for each picture, searched in full by faiss, so it misses none. For any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._index = faiss.IndexBinaryIDMap(faiss.IndexBinaryFlat(HASH_BITS))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def add(self, pictures: Numbers, hashes: Hashes) -> None:
        """``hashes`` is (n, 32). A picture that is in it already is in it twice."""
        with self._lock:
            self._index.add_with_ids(np.ascontiguousarray(hashes), np.asarray(pictures, np.int64))

    def remove(self, pictures: Numbers) -> None:
        with self._lock:
            self._index.remove_ids(faiss.IDSelectorBatch(np.asarray(pictures, np.int64)))

    def near(self, hashes: Hashes, bits: int) -> list[list[tuple[int, int]]]:
        """For each of ``hashes`` (n, 32): picture and distance of all at most ``bits`` away, the nearest first."""
        # One thread: the picture's measuring has the others, and faiss's would wait for each other at full speed.
        faiss.omp_set_num_threads(1)
        with self._lock:
            limits, distances, pictures = self._index.range_search(np.ascontiguousarray(hashes), bits + 1)
        return [
            sorted(
                zip(pictures[start:end].tolist(), map(int, distances[start:end]), strict=True),
                key=lambda found: (found[1], found[0]),
            )
            for start, end in pairwise(limits)
        ]
