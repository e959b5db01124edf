"""The seam between detectors and engines: one expression, DuckDB or Spark, visible rows alone."""

from __future__ import annotations

import importlib
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import ibis
import ibis.expr.types as ir
import pyarrow as pa

from sightline.errors import EnvironmentFailed, NotFound, UsageError
from sightline.formats.table_schemas import SCHEMAS
from sightline.lake.tables import TableLake
from sightline.model.table_part import TablePart
from sightline.model.view import View

ENGINES = ("duckdb", "spark")
DUCKDB_MEMORY = "1000MB"
"""beyond it DuckDB writes to disk beside the lake"""


@dataclass(frozen=True, slots=True)
class Engine:
    """An open engine: its name and the Ibis backend."""

    name: str
    backend: Any
    session: Any = None
    """Spark's own session"""


@contextmanager
def open_engine(name: str = "duckdb", threads: int = 2) -> Iterator[Engine]:
    """An engine for the block. `UsageError` for an unknown one, `EnvironmentFailed` where it is not there."""
    if name == "duckdb":
        backend = ibis.duckdb.connect(threads=threads, memory_limit=DUCKDB_MEMORY)
        try:
            yield Engine(name, backend)
        finally:
            backend.disconnect()
    elif name == "spark":
        session = _spark(threads)
        try:
            yield Engine(name, ibis.pyspark.connect(session), session)
        finally:
            session.stop()
    else:
        raise UsageError(f"no such engine: {name!r}", remedy="use " + " or ".join(ENGINES))


@contextmanager
def explained() -> Iterator[None]:
    """Turn what goes wrong inside DuckDB into an error that says what to do."""
    try:
        yield
    except duckdb.OutOfMemoryException as error:
        raise EnvironmentFailed(
            "the engine ran out of memory", remedy="look at fewer days at a time"
        ) from error
    except (duckdb.IOException, duckdb.InvalidInputException, duckdb.SerializationException) as error:
        told = f"the engine cannot read the lake: {str(error).splitlines()[0]}"
        raise EnvironmentFailed(told, remedy="run `sightline rebuild`") from error


def _spark(threads: int) -> Any:
    try:
        # An extra of 490 MB that wants a Java machine: loaded only when it is asked for.
        sql = importlib.import_module("pyspark.sql")
    except ImportError as error:
        raise EnvironmentFailed("Spark is not installed", remedy="install the extra `spark`") from error
    settings = {
        "spark.ui.enabled": "false",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": str(threads * 2),
        "spark.log.level": "ERROR",
    }
    builder = sql.SparkSession.builder.master(f"local[{threads}]").appName("sightline")
    for key, value in settings.items():
        builder = builder.config(key, value)
    try:
        return builder.getOrCreate()
    except (RuntimeError, OSError) as error:
        raise EnvironmentFailed(
            "Spark did not start", remedy="install Java 17 (Debian: openjdk-17-jre-headless)"
        ) from error


def tables(
    view: View, lake: TableLake, parts: Sequence[TablePart], engine: Engine, names: Sequence[str] = ()
) -> dict[str, ir.Table]:
    """The rows of these partitions, one Ibis table by table name; empty tables for `names` without a part.

    Once the files are attached, DuckDB reads nothing else on the machine, whatever an expression says.
    `NotFound` when the View may not see one of the parts.
    """
    paths: dict[str, list[Path]] = {name: [] for name in names}
    for part in parts:
        paths.setdefault(part.table, []).append(lake.path(view, part))
    if unknown := sorted(set(paths) - set(SCHEMAS)):
        raise NotFound(f"no such table: {unknown[0]}", remedy="use " + ", ".join(SCHEMAS))
    if engine.name == "duckdb":
        _close_duckdb(engine.backend, [path for several in paths.values() for path in several])
    return {name: _table(engine, name, several) for name, several in sorted(paths.items())}


def _close_duckdb(backend: Any, paths: Sequence[Path]) -> None:
    listed = ", ".join("'" + str(path).replace("'", "''") + "'" for path in paths)
    backend.raw_sql(f"SET allowed_paths = [{listed}]")
    backend.raw_sql("SET enable_external_access = false")
    backend.raw_sql("SET preserve_insertion_order = false")
    backend.raw_sql("SET lock_configuration = true")


def _table(engine: Engine, name: str, paths: Sequence[Path]) -> ir.Table:
    if not paths:
        return ibis.memtable(plain(SCHEMAS[name]).empty_table())
    several = [str(path) for path in paths]
    if engine.session is None:
        found = engine.backend.read_parquet(several, table_name=name, union_by_name=True)
    else:  # Ibis hands Spark one path at a time
        engine.session.read.option("mergeSchema", "true").parquet(*several).createOrReplaceTempView(name)
        found = engine.backend.table(name)
    schema = plain(SCHEMAS[name])
    # A partition written before a column was added lacks it: the column is there, and empty.
    late = [field for field in schema if field.name not in found.columns]
    if late:
        empty = ibis.memtable(pa.schema(late).empty_table()).schema()
        found = found.mutate(**{column: ibis.null(kind) for column, kind in empty.items()})
    return found.select(list(schema.names))


def batches(table: ir.Table, rows: int) -> Generator[pa.RecordBatch]:
    """The rows of an expression as they come, at most so many at once: memory does not grow with them.

    Nothing else may be asked of the engine meanwhile; an iteration given up early is closed.
    """
    backend = ibis.get_backend(table)
    if backend.name != "duckdb":
        yield from table.to_pyarrow_batches(chunk_size=rows)
        return
    # Ibis 12 asks DuckDB for batches by a name that DuckDB 2 no longer has
    backend._run_pre_execute_hooks(table)
    reader = backend.con.sql(backend.compile(table)).to_arrow_reader(rows)
    try:
        yield from reader
    finally:
        reader.close()


def plain(schema: pa.Schema) -> pa.Schema:
    """The schema as engines see it: no dictionaries, every column may be null."""
    return pa.schema([
        (field.name, field.type.value_type if pa.types.is_dictionary(field.type) else field.type)
        for field in schema
    ])  # fmt: skip
