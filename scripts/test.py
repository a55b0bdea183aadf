"""Make everything ready for the tests and run them: ``python3 scripts/test.py [--soak] [--only NAME ...]``."""

import sys
from pathlib import Path

if sys.version_info < (3, 6):
    sys.exit("Eyeline needs Python 3.10 or newer (64-bit, best 3.12): install one and run this with python3.")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scripts.environment import interpreter

if not interpreter.this_one_is_best():
    interpreter.start_again_under_a_better_one(sys.argv)

import argparse

from scripts import checks
from scripts.environment import debian
from scripts.environment.prepare import prepare, reporting


def main() -> int:
    """Read the options, prepare, run; 0 where every check passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--soak", action="store_true", help="also run the long tests")
    parser.add_argument("--only", nargs="+", choices=checks.NAMES, default=checks.NAMES, help="run only these checks")
    options = parser.parse_args()
    debian.install_what_is_missing()
    prepare(for_tests=True)
    return 0 if checks.run_all(options.only, options.soak) else 1


sys.exit(reporting(main))
