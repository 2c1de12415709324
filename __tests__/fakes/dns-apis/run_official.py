"""Runs record operations by providers' own SDKs: a JSON job on standard input, the values listed on standard output."""
import json
import os
import sys
from collections import namedtuple

import certifi

# Some ask for no other roots.
certifi.where = lambda: os.environ["REQUESTS_CA_BUNDLE"]

job = json.load(sys.stdin)
env, zone, name = job["env"], job["zone"], job["name"]
label = name.removesuffix(zone).rstrip(".")

# A TXT value with what takes it away.
Stored = namedtuple("Stored", ["value", "remove"])


def cloudflare():
    from cloudflare import Cloudflare

    client = Cloudflare(api_token=env["CF_DNS_API_TOKEN"], max_retries=0)
    zone_id = next(found.id for found in client.zones.list(name=zone))
    records = client.dns.records

    def create(value):
        records.create(zone_id=zone_id, type="TXT", name=name, content=json.dumps(value), ttl=120)

    def stored():
        for record in records.list(zone_id=zone_id, type="TXT", name={"exact": name}):
            yield Stored(record.content, lambda key=record.id: records.delete(key, zone_id=zone_id))

    return create, stored


def digitalocean():
    from pydo import Client

    domains = Client(token=env["DO_AUTH_TOKEN"]).domains

    def create(value):
        made = domains.create_record(zone, body={"type": "TXT", "name": label, "data": value, "ttl": 60})
        assert "domain_record" in made, made

    def stored():
        listed = domains.list_records(zone, name=name, type="TXT", per_page=200)
        for record in listed["domain_records"]:
            yield Stored(record["data"], lambda key=record["id"]: domains.delete_record(zone, key))

    return create, stored


def dnsimple():
    from dnsimple import Client
    from dnsimple.struct.zone_record import ZoneRecordInput

    client = Client(access_token=env["DNSIMPLE_OAUTH_TOKEN"])
    account = client.identity.whoami().data.account.id

    def create(value):
        client.zones.create_record(account, zone, ZoneRecordInput(label, "TXT", value, ttl=60))

    def stored():
        for record in client.zones.list_records(account, zone, filter={"name": label, "type": "TXT"}).data:
            yield Stored(record.content, lambda key=record.id: client.zones.delete_record(account, zone, key))

    return create, stored


def hetzner():
    from hcloud import APIException, Client
    from hcloud.zones import ZoneRecord, ZoneRRSet

    zones = Client(token=env["HETZNER_API_TOKEN"], poll_interval=0.1).zones
    found = zones.get(zone)
    rrset = ZoneRRSet(name=label, type="TXT", zone=found)

    def create(value):
        zones.add_rrset_records(rrset, [ZoneRecord(value=json.dumps(value))]).wait_until_finished()

    def remove(value):
        zones.remove_rrset_records(rrset, [ZoneRecord(value=value)]).wait_until_finished()

    def stored():
        try:
            records = zones.get_rrset(found, label, "TXT").records
        except APIException as error:
            if error.code != "not_found":
                raise
            return
        for record in records:
            yield Stored(record.value, lambda value=record.value: remove(value))

    return create, stored


def linode():
    from linode_api4 import Domain, LinodeClient

    domain = LinodeClient(env["LINODE_TOKEN"]).domains(Domain.domain == zone)[0]

    def create(value):
        domain.record_create("TXT", name=label, target=value, ttl_sec=300)

    def stored():
        domain.invalidate()
        for record in domain.records:
            if record.type == "TXT" and record.name == label:
                yield Stored(record.target, record.delete)

    return create, stored


def ovh():
    from ovh import Client

    client = Client(endpoint=env["OVH_ENDPOINT"], client_id=env["OVH_CLIENT_ID"], client_secret=env["OVH_CLIENT_SECRET"])
    path = f"/domain/zone/{zone}"

    def create(value):
        client.post(f"{path}/record", fieldType="TXT", subDomain=label, target=value, ttl=60)
        client.post(f"{path}/refresh")

    def stored():
        for key in client.get(f"{path}/record", fieldType="TXT", subDomain=label):
            record = client.get(f"{path}/record/{key}")
            yield Stored(record["target"], lambda key=key: client.delete(f"{path}/record/{key}"))

    return create, stored


def scaleway():
    from scaleway import Client
    from scaleway.domain.v2beta1 import DomainV2Beta1API
    from scaleway.domain.v2beta1.types import (
        Record,
        RecordChange,
        RecordChangeAdd,
        RecordChangeDelete,
        RecordType,
    )

    # The tests' secret is no UUID.
    Client.validate = lambda _: True
    access_key = "SCWXXXXXXXXXXXXXXXXX"
    api = DomainV2Beta1API(Client(access_key=access_key, secret_key=env["SCW_SECRET_KEY"]))

    def change(**what):
        api.update_dns_zone_records(dns_zone=zone, changes=[RecordChange(**what)], disallow_new_zone_creation=True)

    def create(value):
        record = Record(data=value, name=label, priority=0, ttl=60, type_=RecordType.TXT, id="")
        change(add=RecordChangeAdd(records=[record]))

    def stored():
        for record in api.list_dns_zone_records_all(dns_zone=zone, name=label, type_=RecordType.TXT):
            yield Stored(record.data, lambda key=record.id: change(delete=RecordChangeDelete(id=key)))

    return create, stored


create, stored = locals()[job["sdk"]]()
for verb, value in job["changes"]:
    if verb == "create":
        create(value)
    else:
        for record in list(stored()):
            if record.value.strip('"') == value:
                record.remove()
print(json.dumps(sorted(record.value.strip('"') for record in stored())))
