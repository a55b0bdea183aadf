"""``python -m companion`` is the console script ``eyeline``."""

from companion.cli import main

main()
