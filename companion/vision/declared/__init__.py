"""What a file says that it takes to decode it, counted before any decoder meets it.

A small file can ask for minutes of work or gigabytes of memory: by its size in pixels, by passes over the same picture,
by more parts than there is picture, by a colour profile that unpacks to far more than it is. Each has a bound well
above what honest files have. What is not needed for the first picture (texts, further frames) is passed over instead,
so that no amount of it makes a picture unreadable. ``docs/security.md`` lists the bounds.
"""

from companion.vision.declared.check import begins_as_picture, to_decode

__all__ = ["begins_as_picture", "to_decode"]
