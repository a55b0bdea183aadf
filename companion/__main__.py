"""``python -m companion`` is the console script ``eyeline``."""

from companion.cli.main import main

main()
