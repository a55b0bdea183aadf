"""Eyeline's companion: measures, remembers and draws what the browser extension sees."""

__version__ = "0.1.0"
