"""Runs record operations by Lexicon: a JSON job on standard input, the values listed on standard output."""
import json
import os
import sys
from collections import namedtuple

import certifi
import tldextract
from lexicon.client import Client
from lexicon.config import ConfigResolver

# The list of public suffixes would be fetched, and knows no top-level domain for tests.
Parts = namedtuple("Parts", ["domain", "suffix"])
tldextract.TLDExtract = lambda **_: lambda name: Parts(*name.split(".", 1))
# Tencent Cloud's SDK asks for nobody else's roots.
certifi.where = lambda: os.environ["REQUESTS_CA_BUNDLE"]

# It looks for the package that holds all of Tencent Cloud's SDK, and uses only the part that is there.
Client._validate_provider = lambda _: None

job = json.load(sys.stdin)
config = ConfigResolver().with_dict(
    {
        "provider_name": job["provider"],
        "domain": job["zone"],
        "action": "list",
        "type": "TXT",
        "ttl": 3600,
        job["provider"]: job["options"],
    }
)
with Client(config) as client:
    for verb, value in job["changes"]:
        change = client.create_record if verb == "create" else client.delete_record
        done = change("TXT", job["name"], value) if verb == "create" else change(rtype="TXT", name=job["name"], content=value)
        if not done:
            sys.exit(f"Lexicon could not {verb} {value}")
    # Some of its providers list every type of the name.
    listed = [record for record in client.list_records("TXT", job["name"]) if record["type"] == "TXT"]
print(json.dumps(sorted(record["content"].strip('"') for record in listed)))
