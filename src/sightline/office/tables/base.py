"""What every table shares: naming of constraints, aware UTC times, and who a row is hidden by.

A table says with `__marked__` that its rows carry a marking of their own, with `__parent__` that they
are seen with the row they belong to, and with `__edited__` that rows may change in place.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, Date, DateTime, Dialect, ForeignKey, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """A point in time: goes in aware, is stored in UTC, comes out aware in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without zone: {value}")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Table(DeclarativeBase):
    """The base of every table in the office."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text(),
        int: BigInteger(),
        datetime: UtcDateTime(),
        date: Date(),
        dict[str, Any]: JSON(),
        list[str]: JSON(),
        list[Any]: JSON(),
    }

    __marked__: ClassVar[str] = ""
    """the kind under which `markings` speaks of these rows; empty where they have no marking of their own"""
    __parent__: ClassVar[tuple[str, str]] = ("", "")
    """class and foreign key of the row these are seen with"""
    __edited__: ClassVar[bool] = False
    """whether rows may be changed in place; all others are only ever added"""


KEY = String(200)
"""The type of ids and of hashes in hexadecimal."""


def belongs_to(column: str) -> ForeignKey:
    """A foreign key that is checked when the transaction ends, so that rows may come in any order."""
    return ForeignKey(column, deferrable=True, initially="DEFERRED")
