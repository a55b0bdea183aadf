"""Making a checkout ready: an interpreter, the locked Python and npm packages, the built extension.

Plain standard library, since it runs before anything is installed.
"""
