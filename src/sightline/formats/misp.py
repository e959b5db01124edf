"""MISP events in the core format: parties, wallets, accounts and links of an event, and all it says besides.

An object of the templates `person`, `organization` and `legal-entity` becomes a party; one of another
template and an attribute that stands alone become a note, a wallet, an account or a party, by their type. A
reference between objects becomes a link. What the publisher has taken back (`deleted`) is passed over. A
key or a type of attribute that the core format does not have, or a relation that a template named here has
not, stops the reader. The closest `tlp:` tag of an event says how it may be taken in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import PurePath

from sightline.errors import BadInput
from sightline.formats import json_tree
from sightline.formats.description import Description
from sightline.formats.json_tree import Node, check_keys, place_of, refuse
from sightline.formats.property_text import note, say_or_note
from sightline.formats.saying import Saying
from sightline.formats.source import ItemSet, Readable
from sightline.model.marking import PUBLIC, Marking
from sightline.model.statement import Entry

KEYS = {
    "Event": frozenset({
        "Attribute", "CryptographicKey", "EventReport", "Galaxy", "Object", "Org", "Orgc", "RelatedEvent",
        "ShadowAttribute", "SharingGroup", "Tag", "analysis", "attribute_count", "date",
        "disable_correlation", "distribution", "event_creator_email", "extends_uuid", "first_publication",
        "id", "info", "locked", "org_id", "orgc_id", "proposal_email_lock", "protected",
        "publish_timestamp", "published", "sharing_group_id", "threat_level_id", "timestamp", "uuid",
    }),
    "Attribute": frozenset({
        "Galaxy", "RelatedAttribute", "ShadowAttribute", "SharingGroup", "Sighting", "Tag", "category",
        "comment", "data", "deleted", "disable_correlation", "distribution", "event_id", "first_seen", "id",
        "last_seen", "object_id", "object_relation", "sharing_group_id", "timestamp", "to_ids", "type",
        "uuid", "value",
    }),
    "Object": frozenset({
        "Attribute", "ObjectReference", "SharingGroup", "comment", "deleted", "description", "distribution",
        "event_id", "first_seen", "id", "last_seen", "meta-category", "name", "sharing_group_id",
        "template_uuid", "template_version", "timestamp", "uuid",
    }),
    "ObjectReference": frozenset({
        "Attribute", "Object", "comment", "deleted", "distribution", "event_id", "first_seen", "id",
        "last_seen", "object_id", "object_uuid", "referenced_id", "referenced_type", "referenced_uuid",
        "relationship_type", "sharing_group_id", "source_uuid", "timestamp", "uuid",
    }),
    "Org": frozenset({
        "id", "local", "name", "uuid",
    }),
    "Tag": frozenset({
        "colour", "exportable", "hide_tag", "id", "inherited", "is_custom_galaxy", "is_galaxy", "local",
        "local_only", "name", "numerical_value", "org_id", "relationship_type", "user_id",
    }),
}  # fmt: skip
"""keys by what has them"""
TYPES = frozenset({
    "AS", "aba-rtn", "anonymised", "attachment", "authentihash", "azure-application-id", "bank-account-nr",
    "bic", "bin", "boolean", "bro", "btc", "campaign-id", "campaign-name", "cc-number", "cdhash",
    "chrome-extension-id", "comment", "community-id", "cookie", "cortex", "counter", "country-of-residence",
    "cpe", "dash", "date-of-birth", "datetime", "dkim", "dkim-signature", "dns-soa-email", "dom-hash",
    "domain", "domain|ip", "email", "email-attachment", "email-body", "email-dst", "email-dst-display-name",
    "email-header", "email-message-id", "email-mime-boundary", "email-reply-to", "email-src",
    "email-src-display-name", "email-subject", "email-thread-index", "email-x-mailer", "eppn",
    "favicon-mmh3", "filename", "filename-pattern", "filename|authentihash", "filename|impfuzzy",
    "filename|imphash", "filename|md5", "filename|pehash", "filename|sha1", "filename|sha224",
    "filename|sha256", "filename|sha3-224", "filename|sha3-256", "filename|sha3-384", "filename|sha3-512",
    "filename|sha384", "filename|sha512", "filename|sha512/224", "filename|sha512/256", "filename|ssdeep",
    "filename|tlsh", "filename|vhash", "first-name", "float", "frequent-flyer-number", "full-name",
    "gender", "gene", "git-commit-id", "github-organisation", "github-repository", "github-username",
    "hassh-md5", "hasshserver-md5", "hex", "hostname", "hostname|port", "http-method", "iban",
    "identity-card-number", "impfuzzy", "imphash", "integer", "ip-dst", "ip-dst|port", "ip-src",
    "ip-src|port", "issue-date-of-the-visa", "ja3-fingerprint-md5", "jabber-id", "jarm-fingerprint",
    "kusto-query", "last-name", "link", "mac-address", "mac-eui-64", "malware-sample", "malware-type",
    "md5", "middle-name", "mime-type", "mobile-application-id", "mutex", "nationality", "onion-address",
    "other", "passenger-name-record-locator-number", "passport-country", "passport-expiration",
    "passport-number", "pattern-in-file", "pattern-in-memory", "pattern-in-traffic", "payment-details",
    "pdb", "pehash", "pgp-private-key", "pgp-public-key", "phone-number", "place-of-birth",
    "place-port-of-clearance", "place-port-of-onward-foreign-destination",
    "place-port-of-original-embarkation", "port", "primary-residence", "process-state", "prtn",
    "redress-number", "regkey", "regkey|value", "sha1", "sha224", "sha256", "sha3-224", "sha3-256",
    "sha3-384", "sha3-512", "sha384", "sha512", "sha512/224", "sha512/256", "sigma", "size-in-bytes",
    "snort", "special-service-request", "ssdeep", "ssh-fingerprint", "stix2-pattern", "target-email",
    "target-external", "target-location", "target-machine", "target-org", "target-user", "telfhash", "text",
    "threat-actor", "tlsh", "travel-details", "twitter-id", "uri", "url", "user-agent", "uuid", "vhash",
    "visa-number", "vulnerability", "weakness", "whois-creation-date", "whois-registrant-email",
    "whois-registrant-name", "whois-registrant-org", "whois-registrant-phone", "whois-registrar",
    "windows-scheduled-task", "windows-service-displayname", "windows-service-name", "x509-fingerprint-md5",
    "x509-fingerprint-sha1", "x509-fingerprint-sha256", "xmr", "yara", "zeek", "named pipe",
})  # fmt: skip
"""types of attributes the core format lists"""
ALONE = {
    "full-name": ("Person", "name"), "threat-actor": ("LegalEntity", "name"),
    "btc": ("CryptoWallet", "publicKey"), "dash": ("CryptoWallet", "publicKey"),
    "xmr": ("CryptoWallet", "publicKey"), "iban": ("BankAccount", "iban"),
    "bank-account-nr": ("BankAccount", "accountNumber"), "bic": ("LegalEntity", "swiftBic"),
    "email": ("UserAccount", "email"), "email-src": ("UserAccount", "email"),
    "email-dst": ("UserAccount", "email"), "jabber-id": ("UserAccount", "username"),
    "twitter-id": ("UserAccount", "username"), "github-username": ("UserAccount", "username"),
    "phone-number": ("Note", "phoneMentioned"), "url": ("Note", "sourceUrl"), "link": ("Note", "sourceUrl"),
    "ip-src": ("Note", "ipMentioned"), "ip-dst": ("Note", "ipMentioned"), "domain": ("Note", "name"),
    "hostname": ("Note", "name"),
}  # fmt: skip
"""what an attribute that stands alone becomes; any other type a note"""
CURRENCIES = {"btc": "XBT", "dash": "DASH", "xmr": "XMR"}
PARTIES = {
    "person": ("Person", {
        "text": "description", "last-name": "lastName", "middle-name": "middleName",
        "first-name": "firstName", "mothers-name": "motherName", "title": "title", "alias": "alias",
        "date-of-birth": "birthDate", "place-of-birth": "birthPlace", "gender": "gender",
        "identity-card-number": "idNumber", "passport-number": "passportNumber", "passport-country": "",
        "passport-expiration": "", "redress-number": "", "social-security-number": "socialSecurityNumber",
        "birth-certificate-number": "idNumber", "ofac-identification-number": "",
        "nationality": "nationality",
        "nic-hdl": "", "phone-number": "phone", "fax-number": "", "address": "address", "e-mail": "email",
        "portrait": "", "role": "position", "full-name": "name",
    }),
    "organization": ("Organization", {
        "name": "name", "alias": "alias", "type-of-organizarion": "classification",
        "type-of-organization": "classification", "date-of-inception": "incorporationDate",
        "phone-number": "phone", "fax-number": "", "address": "address", "e-mail": "email", "role": "",
        "VAT": "vatCode",
    }),
    "legal-entity": ("LegalEntity", {
        "text": "description", "name": "name", "commercial-name": "alias", "legal-form": "legalForm",
        "registration-number": "registrationNumber", "business": "sector", "phone-number": "phone",
        "website": "website", "logo": "",
    }),
}  # fmt: skip
"""templates read as parties: schema, and the property of each relation (none: a note)"""
DESCRIPTION = Description(
    name="misp",
    version=1,
    kind="entity",
    title="MISP event (core format JSON)",
    publisher="",
    list_id="",
    roles=("event",),
    knows=(
        *(f"{kind}/{key}" for kind, keys in KEYS.items() for key in sorted(keys)),
        *(f"type {name}" for name in sorted(TYPES)),
        *(f"{name}: {relation}" for name, (_, relations) in PARTIES.items() for relation in relations),
    ),
    met_real_file=False,
    specification="MISP core format, Internet-Draft draft-dulaunoy-misp-core-format; templates of "
    "misp-objects: person version 8, organization version 3, legal-entity version 2",
)
NESTED = frozenset({"Org", "Orgc", "Attribute", "Object", "Tag", "RelatedEvent", "RelatedAttribute",
                    "ShadowAttribute", "ObjectReference"})  # fmt: skip
PASSED_OVER = frozenset({"uuid", "data", "type", "value", "object_relation", "name"})
"""keys of an attribute or object that are read otherwise; `data` are bytes, which the item keeps"""
_HEAD = re.compile(rb'\{\s*"(?:Event|response)"\s*:')
_SLUG = re.compile(r"[^a-z0-9]+")
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def recognise(head: bytes, name: str) -> str | None:
    """`event` when the bytes begin with an object whose first key is `Event`, or a `response` of events."""
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return "event" if _HEAD.match(text) and b'"Event"' in text and b'"info"' in text else None


def list_id(items: ItemSet) -> str:
    """The file's name without its extensions, in lower case with hyphens."""
    stem = PurePath(items["event"].name).name.lower().partition(".")[0]
    return _SLUG.sub("-", stem).strip("-") or "event"


def dated(items: ItemSet) -> date | None:
    """The day of the newest change to an event of the file."""
    item = items["event"]
    times = [event.string("timestamp") for event in _events(json_tree.document(item), item)]
    days = [datetime.fromtimestamp(int(one), UTC).date() for one in times if re.fullmatch(r"\d{1,10}", one)]
    return max(days, default=None)


def marking(item: Readable) -> Marking:
    """The closest `tlp:` tag of the file."""
    found = PUBLIC
    for path, leaf in json_tree.document(item).leaves():
        if path.endswith("Tag.name") and leaf.text.lower().startswith("tlp:"):
            level = leaf.text[4:].lower()
            try:
                found = found.joined(Marking.parse({"white": "clear"}.get(level, level)))
            except BadInput:
                refuse(f"unknown mark {leaf.text!r}", leaf, item)
    return found


def read(items: ItemSet) -> Iterator[Entry]:
    """Yield every event and what stands in it; refuse keys, types and relations that are not known."""
    item = items["event"]
    met: set[str] = set()
    for event in _events(json_tree.document(item), item):
        for entry in _Event(item, event).entries():
            if entry.id in met:
                raise BadInput(
                    f"{entry.id} stands twice in {item.name}",
                    place=str(entry.place),
                    remedy="keep its newest version alone",
                )
            met.add(entry.id)
            yield entry


def _events(root: Node, item: Readable) -> Iterator[Node]:
    if root.kind != "object" or len(root.members) != 1:
        refuse("no object with the one key Event or response", root, item)
    wrapped = root.each("response") if "response" in root.members else [root]
    for one in wrapped:
        check_keys(one, frozenset({"Event"}), "an element", item)
        if "Event" not in one.members:
            refuse("no event", one, item)
        yield one.members["Event"]


class _Event:
    """One event on its way to entries."""

    def __init__(self, item: Readable, node: Node) -> None:
        self._item, self._node = item, node
        check_keys(node, KEYS["Event"], "the event", item)

    def entries(self) -> Iterator[Entry]:
        yield self._itself()
        for attribute in self._node.each("Attribute"):
            self._check_attribute(attribute)
            if not _deleted(attribute):
                yield self._alone(attribute)
        for thing in self._node.each("Object"):
            check_keys(thing, KEYS["Object"], "an object", self._item)
            if not _deleted(thing):
                yield self._object(thing)

    def _id(self, node: Node, key: str = "uuid") -> str:
        written = node.string(key)
        if not _UUID.fullmatch(written):
            refuse(f"the {key} {written!r} is none", node.members.get(key, node), self._item)
        return f"misp-{written.lower()}"

    def _itself(self) -> Entry:
        said = Saying(self._item.sha256, self._id(self._node), "Note")
        props = {"info": "summary", "date": "createdAt", "Orgc.name": "publisher", "Tag.name": "keywords"}
        for key in ("Org", "Orgc"):
            for one in self._node.each(key):
                check_keys(one, KEYS["Org"], key, self._item)
        self._leaves(self._node, said, props, frozenset({"Attribute", "Object"}))
        return Entry(said.entity, place_of(self._node), tuple(said.statements))

    def _check_attribute(self, node: Node) -> None:
        check_keys(node, KEYS["Attribute"], "an attribute", self._item)
        if node.string("type") not in TYPES:
            refuse(f"unknown type of attribute {node.string('type')!r}", node, self._item)
        if not node.get("value"):
            refuse("an attribute without value", node, self._item)

    def _alone(self, node: Node) -> Entry:
        kind, value = node.string("type"), node.members["value"]
        schema, prop = ALONE.get(kind, ("Note", ""))
        said = Saying(self._item.sha256, self._id(node), schema)
        say_or_note(said, prop, kind, value.text, place_of(value))
        if kind in CURRENCIES:
            said.say("currency", CURRENCIES[kind], kind, place_of(node.members["type"]))
        self._leaves(node, said, {}, frozenset())
        return Entry(said.entity, place_of(node), tuple(said.statements))

    def _object(self, node: Node) -> Entry:
        template = node.string("name")
        schema, relations = PARTIES.get(template, ("Note", None))
        said = Saying(self._item.sha256, self._id(node), schema)
        if relations is None:
            say_or_note(said, "name", "template", template, place_of(node.members.get("name", node)))
        for attribute in node.each("Attribute"):
            self._check_attribute(attribute)
            if not _deleted(attribute):
                self._relation(attribute, said, template, relations)
        if schema == "Person" and not any(one.prop == "name" for one in said.statements):
            _whole_name(node, said)
        self._leaves(node, said, {}, frozenset({"Attribute", "ObjectReference"}))
        for number, link in enumerate(node.each("ObjectReference"), start=1):
            check_keys(link, KEYS["ObjectReference"], "a reference", self._item)
            if not _deleted(link):
                self._reference(link, said.about(f"link:{number}", "UnknownLink"), said.entity)
        return Entry(said.entity, place_of(node), tuple(said.statements))

    def _relation(self, node: Node, said: Saying, template: str, known: dict[str, str] | None) -> None:
        relation, value = node.string("object_relation"), node.members["value"]
        if known is not None and relation not in known:
            refuse(f"unknown relation {relation!r} of the template {template}", node, self._item)
        say_or_note(said, (known or {}).get(relation, ""), relation, value.text, place_of(value))
        if comment := node.get("comment"):
            note(said, f"{relation}, comment", comment.text, place_of(comment))
        for tag in node.each("Tag"):
            self._tag(tag, said)

    def _reference(self, node: Node, link: Saying, subject: str) -> None:
        target = node.members.get("referenced_uuid", node)
        link.say("subject", subject, node.string("object_uuid") or subject, place_of(node))
        link.say("object", self._id(node, "referenced_uuid"), target.text, place_of(target))
        for key, prop in (("relationship_type", "role"), ("comment", "description")):
            if one := node.get(key):
                say_or_note(link, prop, key, one.text, place_of(one))

    def _tag(self, tag: Node, said: Saying) -> None:
        check_keys(tag, KEYS["Tag"], "a tag", self._item)
        if name := tag.get("name"):
            say_or_note(said, "keywords", "Tag.name", name.text, place_of(name))

    def _leaves(self, node: Node, said: Saying, props: dict[str, str], without: frozenset[str]) -> None:
        """Keep what else a thing says, each under its key."""
        for key, member in node.members.items():
            if key in without or key in PASSED_OVER:
                continue
            if key == "Tag":
                for tag in node.each("Tag"):
                    self._tag(tag, said)
                continue
            for path, leaf in member.leaves(key):
                say_or_note(said, props.get(path, ""), path, leaf.text, place_of(leaf))


def _deleted(node: Node) -> bool:
    return node.string("deleted") in ("true", "1")


def _whole_name(node: Node, said: Saying) -> None:
    """A name from its parts, first to last; it stands at the first of them."""
    parts: dict[str, Node] = {}
    for attribute in node.each("Attribute"):
        if not _deleted(attribute):
            parts.setdefault(attribute.string("object_relation"), attribute.members["value"])
    given = [parts[key] for key in ("first-name", "middle-name", "last-name") if key in parts]
    if given:
        text = " ".join(one.text for one in given)
        said.say("name", " ".join(text.split()), given[0].text, place_of(given[0]))
