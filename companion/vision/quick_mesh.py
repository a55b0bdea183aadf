"""MediaPipe's FaceMesh without what its wrapper does anew for each picture: a class for the results, made by ``exec``.

It is of MediaPipe 0.10.21, the only version that has these solutions here. Importing it takes a second.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from companion.stand_ins import without_matplotlib

with without_matplotlib():
    from mediapipe.python import packet_creator, packet_getter
    from mediapipe.python._framework_bindings import image_frame
    from mediapipe.python.solutions.face_mesh import FaceMesh

MICROSECONDS = 33_333
"""Between two pictures, as the wrapper counts them."""
_FACES = "multi_face_landmarks"


class QuickMesh(FaceMesh):  # type: ignore[misc]  # MediaPipe has no types
    """For one thread, as FaceMesh."""

    def faces(self, rgb: NDArray[np.uint8]) -> list[Any]:
        """Each face's NormalizedLandmarkList in an (h, w, 3) picture."""
        self._graph_outputs.clear()
        self._simulated_timestamp += MICROSECONDS
        picture = packet_creator.create_image_frame(image_format=image_frame.ImageFormat.SRGB, data=rgb)
        self._graph.add_packet_to_input_stream(stream="image", packet=picture.at(self._simulated_timestamp))
        self._graph.wait_until_idle()
        found = self._graph_outputs.get(_FACES)
        return [] if found is None or found.is_empty() else list(packet_getter.get_proto_list(found))
