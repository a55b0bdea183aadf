"""Deleting what was collected, so that neither the database nor its journal keeps a trace of it.

What stays is as if what is gone had never been seen: names, handles, avatars, edges and times are worked out again
from the observations that stay. Lists that showed something that is gone do not count as seen whole any longer, since
what they lack is no longer known.
"""
