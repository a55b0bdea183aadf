"""Putting packages into the environment that this runs in, and what of them is not used.

``lock``, ``causes``, ``fetched`` and ``unused`` need the standard library only: the set-up of a checkout uses them too,
before anything is installed.
"""
