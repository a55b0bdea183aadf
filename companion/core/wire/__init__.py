"""The wire contract of extension, window and companion (``/api/v1``), one theme a file.

These models are the single source: the OpenAPI page and the TypeScript types are generated from them.
"""
