"""Every format of this folder, and which of them some bytes are: by content, never by name alone."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import ModuleType

import sightline.formats as folder
from sightline.errors import BadInput, SightlineError, UnknownFormat
from sightline.formats import shape, workbook
from sightline.formats.description import Description, Doubt, Passage
from sightline.formats.reading import ReadTable
from sightline.formats.source import ItemSet, Readable, head
from sightline.model.marking import Marking
from sightline.model.place import Place
from sightline.model.statement import Entry


@dataclass(frozen=True, slots=True)
class Format:
    """A format of the folder.

    An entity format has `read` and `dated`, a document `passages` and `pages`, a table format `read_table`:
    Arrow record batches in the schema `table_schemas.SCHEMAS[description.table]`.
    """

    description: Description
    recognise: Callable[[bytes, str], str | None]
    read: Callable[[ItemSet], Iterator[Entry]] | None = None
    dated: Callable[[ItemSet], date | None] | None = None
    passages: Callable[[Readable], Iterator[Passage]] | None = None
    pages: Callable[[Readable], int] | None = None
    words: Callable[[Readable, Place], str] | None = None
    """the text at a place of a page"""
    own_list_id: Callable[[ItemSet], str] | None = None
    own_doubts: Callable[[ItemSet], Iterator[Doubt]] | None = None
    own_ids: Callable[[Readable], frozenset[str]] | None = None
    own_rows: Callable[[Readable], int] | None = None
    own_marking: Callable[[Readable], Marking] | None = None
    """what a file says it is marked"""
    said_by_name: Callable[[str], str] | None = None
    """what the name of a file says that its bytes do not; empty for the name of another kind"""
    read_table: ReadTable | None = None
    look_inside: Callable[[Readable], str | None] | None = None
    """recognises an archive by what is packed in it"""
    opens: Callable[[bytes], bool] = workbook.looks_like
    """whether first bytes are those of an archive it can look into"""

    @property
    def name(self) -> str:
        """As it stands in answers: `un_consolidated`."""
        return self.description.name

    def list_id(self, items: ItemSet) -> str:
        """Id of the list these files hold; empty where only `--source` or the file's name can say."""
        return self.own_list_id(items) if self.own_list_id else self.description.list_id

    def doubts(self, items: ItemSet) -> tuple[Doubt, ...]:
        """What the files hold that was taken as it stands though it looks wrong."""
        return tuple(self.own_doubts(items)) if self.own_doubts else ()


@dataclass(frozen=True, slots=True)
class Recognised:
    """A file, the format it is in and the part it plays there."""

    item: Readable
    format: Format
    role: str


@dataclass(frozen=True, slots=True)
class Group:
    """Files that are read together; with a problem they cannot be read."""

    format: Format
    items: ItemSet
    problem: BadInput | None = None


@cache
def formats() -> dict[str, Format]:
    """Every format by name: a walk over the package for modules with a DESCRIPTION."""
    found = {}
    for module in pkgutil.iter_modules(folder.__path__):
        loaded = importlib.import_module(f"{folder.__name__}.{module.name}")
        if hasattr(loaded, "DESCRIPTION"):
            found[loaded.DESCRIPTION.name] = _format(loaded)
    return found


def _format(module: ModuleType) -> Format:
    return Format(
        description=module.DESCRIPTION,
        recognise=module.recognise,
        read=getattr(module, "read", None),
        dated=getattr(module, "dated", None),
        passages=getattr(module, "passages", None),
        pages=getattr(module, "pages", None),
        words=getattr(module, "words", None),
        own_list_id=getattr(module, "list_id", None),
        own_doubts=getattr(module, "doubts", None),
        own_ids=getattr(module, "ids", None),
        own_rows=getattr(module, "row_count", None),
        own_marking=getattr(module, "marking", None),
        said_by_name=getattr(module, "said_by_name", None),
        read_table=getattr(module, "read_table", None),
        look_inside=getattr(module, "look_inside", None),
        opens=getattr(module, "opens", workbook.looks_like),
    )


def recognise(item: Readable) -> Recognised:
    """The format of a file from its first 64 KiB, else UnknownFormat: what it looks like and what to do.

    `UnknownFormat.storable` tells that the bytes may be kept as an item though nothing reads them. Bytes
    that look like XML, JSON or CSV but are no format here are refused, not read as plain text.
    """
    first = head(item)
    if not first:
        raise UnknownFormat(f"{item.name} is empty", remedy="fetch the file again")
    ordered = sorted(formats().values(), key=lambda known: known.description.fallback)
    for known in ordered:
        if known.look_inside and known.opens(first) and (role := known.look_inside(item)):
            return Recognised(item, known, role)
        if known.description.fallback:
            shape.refuse_structured(first, item.name, whole=len(first) == item.size)
        if role := known.recognise(first, item.name):
            return Recognised(item, known, role)
    raise shape.unreadable(item.name)


def readable(item: Readable) -> bool:
    """Whether a format reads a file."""
    try:
        recognise(item)
    except SightlineError:
        return False
    return True


def group(recognised: Iterable[Recognised]) -> list[Group]:
    """Put files that belong together into sets, in the order their first role came.

    A format of one role makes one set a file. In a format of several (OFAC's `sdn`, `alt`, `add`) each file
    of the first role starts a set, and another joins the set that holds most of its entry ids. A set that
    lacks a role carries the problem; so does a file that finds no set.
    """
    found, broken, ids = _with_ids(recognised)
    sets = [(one, {one.role: one.item}) for one in found if one.role == one.format.description.roles[0]]
    strays: list[tuple[Recognised, dict[str, Readable]]] = []
    for one in found:
        if one.role == one.format.description.roles[0]:
            continue
        fitting = [
            (len(ids[id(one)] & ids[id(first)]), files)
            for first, files in sets
            if first.format is one.format and one.role not in files
        ]
        shared, files = max(fitting, key=lambda fit: fit[0], default=(0, {}))
        if shared * 2 > len(ids[id(one)]):
            files[one.role] = one.item
        else:
            strays.append((one, {one.role: one.item}))
    unfitting = [one for one, _ in strays]
    return broken + [
        Group(first.format, ItemSet(files), _incomplete(first.format, files, unfitting))
        for first, files in sets + strays
    ]


def _with_ids(
    recognised: Iterable[Recognised],
) -> tuple[list[Recognised], list[Group], dict[int, frozenset[str]]]:
    """Files with the entry ids they hold; one that cannot be read is a group with its problem."""
    found: list[Recognised] = []
    broken: list[Group] = []
    ids: dict[int, frozenset[str]] = {}
    for one in recognised:
        try:
            ids[id(one)] = _ids(one)
            found.append(one)
        except BadInput as problem:
            broken.append(Group(one.format, ItemSet({one.role: one.item}), problem))
    return found, broken, ids


def _ids(one: Recognised) -> frozenset[str]:
    several = len(one.format.description.roles) > 1
    return one.format.own_ids(one.item) if several and one.format.own_ids else frozenset()


def _incomplete(known: Format, files: dict[str, Readable], strays: Iterable[Recognised]) -> BadInput | None:
    """What a set lacks; where a file of that role was given and fits none, that the files differ."""
    roles = known.description.roles
    missing = [role for role in roles if role not in files]
    if not missing:
        return None
    given = ", ".join(item.name for item in files.values())
    beside = [one.item.name for one in strays if one.format is known and one.role in missing]
    if beside and roles[0] in files:
        return BadInput(
            f"{given} lacks most entries that {' and '.join(beside)} are about",
            remedy=f"give {', '.join(roles[:-1])} and {roles[-1]} of the same day, whole: fetch them again",
        )
    return BadInput(
        f"{given}: {known.description.title} lacks {' and '.join(missing)}",
        remedy=f"give {', '.join(roles[:-1])} and {roles[-1]} together",
    )
