"""STIX 2.1 bundles: the parties, places and links of one, and what is said of them.

Identities, threat actors and intrusion sets become parties, locations addresses, relationships links,
accounts and e-mail addresses accounts, notes and reports notes. What has no place in our vocabulary is kept
under `notes` with its name. An object type or a property that the specification does not have, a custom one
among them, stops the reader; so do observables of machines (files, processes), for which there is no
vocabulary here. The closest TLP mark of a bundle says how it may be taken in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import PurePath

from sightline.clean.text import clean
from sightline.formats import json_tree
from sightline.formats.description import Description
from sightline.formats.json_tree import Node, place_of, refuse
from sightline.formats.property_text import note, say_or_note
from sightline.formats.saying import Saying
from sightline.formats.source import ItemSet, Readable
from sightline.model.marking import PUBLIC, Marking
from sightline.model.statement import Entry

COMMON = frozenset({
    "type", "spec_version", "id", "created_by_ref", "created", "modified", "revoked", "labels", "confidence",
    "lang", "external_references", "object_marking_refs", "granular_markings", "extensions", "defanged",
})  # fmt: skip
ACTOR = (
    "name description aliases first_seen last_seen goals resource_level primary_motivation "
    "secondary_motivations"
)
OWN = {
    "identity": "name description roles identity_class sectors contact_information",
    "threat-actor": f"{ACTOR} threat_actor_types roles sophistication personal_motivations",
    "intrusion-set": ACTOR,
    "campaign": "name description aliases first_seen last_seen objective",
    "location": "name description latitude longitude precision region country administrative_area city "
                "street_address postal_code",
    "relationship": "relationship_type description source_ref target_ref start_time stop_time",
    "sighting": "description first_seen last_seen count sighting_of_ref observed_data_refs "
                "where_sighted_refs summary",
    "note": "abstract content authors object_refs",
    "opinion": "explanation authors opinion object_refs",
    "report": "name description report_types published object_refs",
    "grouping": "name description context object_refs",
    "marking-definition": "name definition_type definition",
    "attack-pattern": "name description aliases kill_chain_phases",
    "course-of-action": "name description action",
    "indicator": "name description indicator_types pattern pattern_type pattern_version valid_from "
                 "valid_until kill_chain_phases",
    "infrastructure": "name description infrastructure_types aliases kill_chain_phases first_seen last_seen",
    "malware": "name description malware_types is_family aliases kill_chain_phases first_seen last_seen "
               "operating_system_refs architecture_execution_envs implementation_languages capabilities "
               "sample_refs",
    "tool": "name description tool_types aliases kill_chain_phases tool_version",
    "vulnerability": "name description",
    "user-account": "user_id credential account_login account_type display_name is_service_account "
                    "is_privileged can_escalate_privs is_disabled account_created account_expires "
                    "credential_last_changed account_first_login account_last_login",
    "email-addr": "value display_name belongs_to_ref",
    "url": "value",
    "domain-name": "value resolves_to_refs",
    "ipv4-addr": "value resolves_to_refs belongs_to_refs",
    "ipv6-addr": "value resolves_to_refs belongs_to_refs",
}  # fmt: skip
"""properties of each object type beside the common ones"""
KNOWN = {kind: COMMON | frozenset(names.split()) for kind, names in OWN.items()}
MACHINES = frozenset({
    "artifact", "autonomous-system", "directory", "email-message", "file", "mac-addr", "malware-analysis",
    "mutex", "network-traffic", "observed-data", "process", "software", "windows-registry-key",
    "x509-certificate", "extension-definition", "language-content",
})  # fmt: skip
"""object types of the specification that speak of no party"""
SCHEMATA = {
    "identity": "LegalEntity", "threat-actor": "LegalEntity", "intrusion-set": "Organization",
    "campaign": "Project", "location": "Address", "relationship": "UnknownLink",
    "user-account": "UserAccount", "email-addr": "UserAccount",
}  # fmt: skip
CLASSES = {"individual": "Person", "organization": "Organization", "group": "Organization"}
PROPS = {
    "name": "name", "display_name": "name", "description": "description", "aliases": "alias",
    "sectors": "sector", "labels": "keywords", "created": "createdAt", "modified": "modifiedAt",
    "latitude": "latitude", "longitude": "longitude", "region": "region", "country": "country",
    "administrative_area": "state", "city": "city", "street_address": "street", "postal_code": "postalCode",
    "relationship_type": "role", "source_ref": "subject", "target_ref": "object", "start_time": "startDate",
    "stop_time": "endDate", "object_refs": "entity", "abstract": "summary", "content": "description",
    "explanation": "description", "account_login": "username", "account_type": "service",
    "belongs_to_ref": "owner", "external_references.url": "sourceUrl", "sighting_of_ref": "entity",
}  # fmt: skip
VALUES = {"email-addr": "email", "url": "sourceUrl", "domain-name": "name", "ipv4-addr": "ipMentioned",
          "ipv6-addr": "ipMentioned"}  # fmt: skip
"""the property that `value` of an observable goes to"""
IGNORED = frozenset({"type", "id", "spec_version"})
TLP = {
    "613f2e26-407d-48c7-9eca-b8e91df99dc9": "CLEAR", "34098fce-860f-48ae-8e50-ebd3cc5e41da": "GREEN",
    "f88d31f6-486f-44da-b317-01333bde0b82": "AMBER", "5e57c739-391a-4eb3-b6be-7d15ca92d5ed": "RED",
    "94868c89-83c2-464b-929b-a1a8aa3c8487": "CLEAR", "bab4a63c-aed9-4cf5-a766-dfca5abac2bb": "GREEN",
    "55d920b0-5e8b-4f79-9ee9-91f868d9b421": "AMBER", "939a9414-2ddd-4d32-a0cd-375ea402b003": "AMBER+STRICT",
    "e828b379-4e03-4974-9ac4-e53a884c97c1": "RED",
}  # fmt: skip
"""the marking definitions of TLP 1 and 2 that every reader of STIX knows by id"""
DESCRIPTION = Description(
    name="stix",
    version=1,
    kind="entity",
    title="STIX 2.1 bundle (JSON)",
    publisher="",
    list_id="",
    roles=("bundle",),
    knows=(*sorted(COMMON), *(f"{kind}/{name}" for kind, names in OWN.items() for name in names.split())),
    met_real_file=False,
    specification="STIX Version 2.1, OASIS Standard of 10 June 2021",
)
BUNDLE = frozenset({"type", "id", "objects"})
_ID = re.compile(r"[a-z0-9\-]+--[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_BUNDLE = re.compile(rb'"type"\s*:\s*"bundle"')
_SLUG = re.compile(r"[^a-z0-9]+")


def recognise(head: bytes, name: str) -> str | None:
    """`bundle` when the bytes begin with an object that says it is a bundle and has objects."""
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    found = _BUNDLE.search(text)
    return "bundle" if text.startswith(b"{") and found and b'"bundle--' in text else None


def dated(items: ItemSet) -> date | None:
    """None: objects carry times of their own, the bundle none."""
    return None


def list_id(items: ItemSet) -> str:
    """The file's name without its extensions, in lower case with hyphens."""
    stem = PurePath(items["bundle"].name).name.lower().partition(".")[0]
    return _SLUG.sub("-", stem).strip("-") or "bundle"


def marking(item: Readable) -> Marking:
    """The closest TLP mark that the bundle defines or refers to."""
    found = PUBLIC
    for node in json_tree.document(item).each("objects"):
        for path, leaf in node.leaves():
            if path.startswith("object_marking_refs") or path == "granular_markings.marking_ref":
                found = _closer(found, TLP.get(leaf.text.partition("--")[2], ""))
            elif path == "definition.tlp" or path.endswith(".tlp_2_0"):
                found = _closer(found, {"white": "CLEAR"}.get(leaf.text.lower(), leaf.text))
    return found


def _closer(found: Marking, level: str) -> Marking:
    return found.joined(Marking.parse(level)) if level else found


def read(items: ItemSet) -> Iterator[Entry]:
    """Yield an entry for every object; refuse types and properties that the specification does not have."""
    item = items["bundle"]
    root = json_tree.document(item)
    json_tree.check_keys(root, BUNDLE, "the bundle", item)
    if root.string("type") != "bundle" or "objects" not in root.members:
        refuse("no bundle with objects", root, item)
    met: set[str] = set()
    for node in root.each("objects"):
        kind = _checked(node, item)
        if node.string("id") in met:
            refuse(f"{node.string('id')} stands twice", node, item, remedy="keep its newest version alone")
        met.add(node.string("id"))
        yield _entry(node, kind, item)


def _checked(node: Node, item: Readable) -> str:
    if node.kind != "object":
        refuse("an object of the bundle is none", node, item)
    kind = node.string("type")
    if kind in MACHINES:
        refuse(
            f"an object of the type {kind}, which speaks of no party,",
            node,
            item,
            remedy="take such objects out and keep the file itself as evidence: ingest --keep",
        )
    if kind not in KNOWN:
        refuse(f"unknown object type {kind!r}", node, item)
    json_tree.check_keys(node, KNOWN[kind], kind, item)
    if node.string("spec_version") != "2.1":
        _need_version(node, kind, item)
    if not _ID.fullmatch(node.string("id")) or not node.string("id").startswith(f"{kind}--"):
        refuse(f"the id {node.string('id')!r} is none of a {kind}", node, item)
    return kind


OBSERVABLES = frozenset({"user-account", "email-addr", "url", "domain-name", "ipv4-addr", "ipv6-addr"})
"""types whose version need not be said"""


def _need_version(node: Node, kind: str, item: Readable) -> None:
    if node.string("spec_version") or kind not in OBSERVABLES:
        said = node.string("spec_version") or "2.0, as it names none"
        refuse(f"a {kind} of STIX {said}", node, item, remedy="convert the bundle to STIX 2.1")


def _entry(node: Node, kind: str, item: Readable) -> Entry:
    schema = SCHEMATA.get(kind, "Note")
    if kind == "identity":
        schema = CLASSES.get(node.string("identity_class"), schema)
    said = Saying(item.sha256, node.string("id"), schema)
    for path, leaf in node.leaves():
        if path in IGNORED:
            continue
        prop = VALUES.get(kind, "") if path == "value" else PROPS.get(path, "")
        if path == "contact_information" and "@" in leaf.text and " " not in leaf.text.strip():
            prop = "email"
        say_or_note(said, prop, path, leaf.text, place_of(leaf))
    if kind == "location":
        _whole_address(node, said)
    if not said.statements:
        note(said, "type", kind, place_of(node.members["type"]))
    return Entry(node.string("id"), place_of(node), tuple(said.statements))


def _whole_address(node: Node, said: Saying) -> None:
    """One line from the parts, so that it can be compared; it stands at the first of them."""
    keys = ("street_address", "city", "administrative_area", "postal_code", "country", "region")
    parts = [part for key in keys if (part := node.get(key))]
    if parts:
        said.say("full", clean(", ".join(one.text for one in parts)), parts[0].text, place_of(parts[0]))
