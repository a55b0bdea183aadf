"""What a picture's file says about itself: where it was made and with what. Nothing here looks at the pixels.

Every reader is bounded and passes over what it cannot read: a hostile file costs no more than an ordinary one, and
gives fewer statements, never an exception.
"""

from companion.vision.provenance.statements import statements

__all__ = ["statements"]
