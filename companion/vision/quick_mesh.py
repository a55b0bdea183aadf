"""MediaPipe's FaceMesh without what single pictures do not need: threads, a memory of faces, a class made by ``exec``.

It is of MediaPipe 0.10.21, the only version that has these solutions here. Importing it takes a second.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from companion.stand_ins import without_matplotlib

with without_matplotlib():
    from mediapipe.python import packet_creator
    from mediapipe.python._framework_bindings import _packet_getter, image_frame
    from mediapipe.python.solutions.face_mesh import FaceMesh

MICROSECONDS = 33_333
"""Between two pictures, as the wrapper counts them."""
_FACES = "multi_face_landmarks"
_WITHOUT_MEMORY = {
    "gated_image": "image",
    "gated_image_size": "image_size",
    "face_rects": "face_rects_from_detections",
}
"""Streams that wait for where faces were before, and what they are where that is not asked."""


class QuickMesh(FaceMesh):  # type: ignore[misc]  # MediaPipe has no types
    """For one thread, as FaceMesh; each picture by itself."""

    def _initialize_graph_interface(self, *arguments: Any) -> Any:
        graph = super()._initialize_graph_interface(*arguments)
        _forget(graph)
        # Its steps wait for each other: on one thread each they take a tenth less than when a pool hands them around.
        graph.executor[0].type = "ApplicationThreadExecutor"
        return graph

    def faces(self, rgb: NDArray[np.uint8]) -> list[bytes]:
        """Each face's NormalizedLandmarkList in an (h, w, 3) picture, as it is sent."""
        self._graph_outputs.clear()
        self._simulated_timestamp += MICROSECONDS
        picture = packet_creator.create_image_frame(image_format=image_frame.ImageFormat.SRGB, data=rgb)
        self._graph.add_packet_to_input_stream(stream="image", packet=picture.at(self._simulated_timestamp))
        self._graph.wait_until_idle()
        found = self._graph_outputs.get(_FACES)
        if found is None or found.is_empty():
            return []
        return list(_packet_getter._get_serialized_proto_list(found))


def _forget(graph: Any) -> None:
    """Takes out of a CalculatorGraphConfig what does not lead to the landmarks of one picture by itself."""
    for node in graph.node:
        for place, stream in enumerate(node.input_stream):
            tag, name = stream.rpartition(":")[::2]
            if name in _WITHOUT_MEMORY:
                node.input_stream[place] = f"{tag}:{_WITHOUT_MEMORY[name]}".removeprefix(":")
    wanted, kept = {_FACES}, []
    for node in reversed(graph.node):  # each stands behind those that it waits for
        if any(stream.rpartition(":")[2] in wanted for stream in (*node.output_stream, *node.output_side_packet)):
            wanted.update(stream.rpartition(":")[2] for stream in (*node.input_stream, *node.input_side_packet))
            kept.append(node)
    unwanted = [node for node in graph.node if node not in kept]
    for node in unwanted:
        graph.node.remove(node)
    for stream in [stream for stream in graph.output_stream if stream.rpartition(":")[2] not in wanted]:
        graph.output_stream.remove(stream)
