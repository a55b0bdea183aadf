"""Handlers, one file a subject: each takes the request and its parsed body, and gives a wire model or a response."""
