"""Make everything ready and start the companion: ``python3 scripts/start.py [options of eyeline serve]``.

The first start takes a few minutes, every further one a few seconds. ``--no-window`` starts it without its window.
"""

import sys
from pathlib import Path

if sys.version_info < (3, 6):
    sys.exit("Eyeline needs Python 3.10 or newer (64-bit, best 3.12): install one and run this with python3.")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scripts.environment import interpreter
from scripts.environment.handover import hand_over

if not interpreter.this_one_is_best():
    interpreter.start_again_under_a_better_one(sys.argv)

from scripts.environment import python_packages
from scripts.environment.prepare import prepare, reporting


def main() -> int:
    """Show how to use it, or prepare and become the companion."""
    options = sys.argv[1:]
    if "--help" in options or "-h" in options:
        print(__doc__.strip())
        return 0
    prepare(for_tests=False)
    if "--window" not in options and "--no-window" not in options:
        options.append("--window")
    options.append("--register")
    hand_over([str(python_packages.PYTHON), str(python_packages.EYELINE), "serve", *options])
    return 0


sys.exit(reporting(main))
