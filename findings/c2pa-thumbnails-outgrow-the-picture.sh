#!/usr/bin/env bash
# One would guess: a picture that is signed by the C2PA project's own library grows by some kilobytes: a claim, a
# certificate, and a thumbnail that is smaller than the picture.
# What happens: the thumbnail is always brought to 1,024 pixels, so that of a small picture it is larger than the picture
# itself; and that of a WebP is a lossless WebP, whatever the picture was. An avatar of 320 pixels and 12 KB becomes a
# file of 1.2 MB, a hundred times as large, and grows so again with each signing. Who bounds what is read of a file's
# front, or the size of a manifest, by what pictures are like does not reach the claim.
# Seen on 2026-11-30 with c2pa-python 0.38.0, pillow 13.0.0, cryptography 50.0.2, Python 3.11.7:
#   WEBP, 320 px: 12,266 bytes, signed 1,249,082; thumbnail 1024 px, WEBP, 1,233,542 bytes
#   JPEG, 320 px: 22,788 bytes, signed 159,615; thumbnail 1024 px, JPEG, 133,511 bytes
# Ends with 0 while it is so, with 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout root.key -out root.pem -days 365 -subj "/O=Made up/CN=Root" \
  -addext "keyUsage=critical,keyCertSign,cRLSign" 2>log
openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout leaf.key -out leaf.csr -subj "/O=Made up/CN=Leaf" 2>log
printf 'basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=emailProtection\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n' >leaf.ext
openssl x509 -req -in leaf.csr -CA root.pem -CAkey root.key -days 365 -extfile leaf.ext -out leaf.pem 2>log
cat leaf.pem root.pem >chain.pem
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check "c2pa-python==0.38.0" "pillow==13.0.0" "numpy==2.4.6" 2>log || { cat log; exit 1; }
venv/bin/python - <<'PYTHON'
import io
import json
from pathlib import Path

import c2pa
import numpy as np
from PIL import Image

rng = np.random.default_rng(1)
blurred = Image.fromarray(rng.integers(0, 255, (20, 20, 3), dtype=np.uint8)).resize((320, 320), Image.Resampling.BICUBIC)
picture = Image.fromarray((np.asarray(blurred) + rng.normal(0, 8, (320, 320, 3))).clip(0, 255).astype(np.uint8))
action = {"action": "c2pa.created", "digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"}
claim = {"claim_generator_info": [{"name": "made up"}], "assertions": [{"label": "c2pa.actions", "data": {"actions": [action]}}]}


def grows(kind: str, quality: int) -> bool:
    """Whether the signed file is several times as large as the picture, by a thumbnail that is larger than it."""
    given, signed, thumbnail = io.BytesIO(), io.BytesIO(), io.BytesIO()
    picture.save(given, kind, quality=quality)
    key = c2pa.C2paSignerInfo(b"es256", Path("chain.pem").read_bytes(), Path("leaf.key").read_bytes(), None)
    mime = f"image/{kind.lower()}"
    c2pa.Builder(json.dumps(claim)).sign(c2pa.Signer.from_info(key), mime, io.BytesIO(given.getvalue()), signed)
    reader = c2pa.Reader(mime, io.BytesIO(signed.getvalue()))
    told = json.loads(reader.json())
    reader.resource_to_stream(told["manifests"][told["active_manifest"]]["thumbnail"]["identifier"], thumbnail)
    small, before, after = Image.open(thumbnail), len(given.getvalue()), len(signed.getvalue())
    sizes = f"{before:,} bytes, signed {after:,}; thumbnail {small.width} px, {small.format}, {len(thumbnail.getvalue()):,} bytes"
    print(f"{kind}, 320 px: {sizes}")
    return small.width > picture.width and after > 5 * before


raise SystemExit(0 if grows("WEBP", 60) and grows("JPEG", 80) else 1)
PYTHON
