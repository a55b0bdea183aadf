"""The native messaging host: a small program that the browser starts for the extension, and how a browser learns of it.

It reads one message, answers it and ends. It says where the companion listens, starts it where that was asked, and
makes the browser a pairing of its own, so that nothing is typed. What was seen still goes over 127.0.0.1. It starts
quickly because it imports little: no click, pydantic, aiohttp, numpy or sqlite-utils.
"""
