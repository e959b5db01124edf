"""The lines of one manifest in an engine of their own: classes in, answers out, bounded memory."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from sightline.regime.goods import traps, units
from sightline.regime.manifest import classes
from sightline.regime.manifest.rows import COLUMNS, PARTIES, SCHEMA

MEMORY = "256MB"
QUESTION = (
    "hs", "hs_version", "goods", "quantity", "unit", "value", "from", "to", "via", "origin", "on", "purpose",
    "exemption", "parties",
)  # fmt: skip
ANSWER = ("answer", "measures", "paragraphs", "needs", "watch", "traps")
CODED = tuple(name for name in COLUMNS if name not in {"goods", "quantity", "value"})
"""columns whose texts recur; the others may hold another text in every line"""
Row = tuple[Any, ...]


class Tables:
    """DuckDB over one manifest; close it when done.

    Columns whose texts recur are held as numbers, their texts once each: a million lines are joined on
    numbers, and what a text is asked as is worked out once.
    """

    def __init__(self, scratch: Path, today: str) -> None:
        """`scratch` takes what does not fit into memory; `today` is the day of lines that name none."""
        self._db = duckdb.connect(
            config={"memory_limit": MEMORY, "threads": 2, "preserve_insertion_order": False}
        )
        self._db.execute(f"SET temp_directory = '{scratch}'")
        self._today = today
        self._count = 0
        self._texts: dict[str, dict[str, int]] = {name: {} for name in CODED}
        kinds = {"line": "BIGINT"} | dict.fromkeys(CODED, "INTEGER")
        columns = ", ".join(f'"{one.name}" {kinds.get(one.name, "VARCHAR")}' for one in SCHEMA)
        self._db.execute(f"CREATE TABLE lines ({columns})")

    def close(self) -> None:
        """Let go of it."""
        self._db.close()

    def add(self, batch: pa.RecordBatch) -> None:
        """Take lines in."""
        columns = [
            self._coded(name, batch.column(name)) if name in self._texts else batch.column(name)
            for name in SCHEMA.names
        ]
        self._db.register("incoming", pa.table(columns, names=SCHEMA.names))
        self._db.execute("INSERT INTO lines SELECT * FROM incoming")
        self._db.unregister("incoming")
        self._count += batch.num_rows

    def _coded(self, name: str, column: pa.Array) -> pa.Array:
        """The column as numbers of its texts, blanks around them cut off."""
        known = self._texts[name]
        local = column.dictionary_encode()
        texts = pc.utf8_trim_whitespace(local.dictionary).to_pylist()
        numbers = [known.setdefault(text, len(known)) for text in texts]
        return pa.array(numbers, pa.int32()).take(local.indices)

    def count(self) -> int:
        """Lines held."""
        return self._count

    def parties(self) -> list[tuple[str, str]]:
        """Every distinct party and vessel, with its kind, in order."""
        parties = {text for name in PARTIES for text in self._texts[name]}
        each = (("party", parties), ("vessel", set(self._texts["vessel"])))
        return [(name, kind) for kind, names in each for name in sorted(names) if name]

    def classify(self, flagged: Iterable[tuple[int, str, str]]) -> None:
        """Give every line the question it is asked as. `flagged`: number, name, kind of parties not clear."""
        numbers = {(name, kind): number for number, name, kind in flagged}
        for place in (*PARTIES, "vessel"):
            kind = "vessel" if place == "vessel" else "party"
            rows = (
                (id, str(numbers[text, kind]))
                for text, id in self._texts[place].items()
                if (text, kind) in numbers
            )
            self._fill(f"f_{place}", "id INTEGER, number VARCHAR", rows)
        self._codes()
        for place in ("from", "to", "via", "origin"):
            rows = ((id, text, *_country(place)(text)) for text, id in self._texts[place].items())
            self._fill(f"c_{place}", "id INTEGER, raw VARCHAR, code VARCHAR, iso VARCHAR", rows)
        for name in ("purpose", "exemption", "on"):
            self._fill(f"t_{name}", "id INTEGER, raw VARCHAR", self._raw(name))
        self._days()
        known = {name: (base, factor) for name, base, factor in _units()}
        units = (
            (id, text, *known.get(text.lower(), (None, None))) for text, id in self._texts["unit"].items()
        )
        self._fill("units", "id INTEGER, raw VARCHAR, base VARCHAR, factor DOUBLE", units)
        self._db.execute(_CLASSIFY)
        self._tell_apart()

    def _raw(self, name: str) -> Iterator[Row]:
        return ((id, text) for text, id in self._texts[name].items())

    def _codes(self) -> None:
        """What each code is asked as; `c` numbers what does not differ."""
        codes, versions = list(self._texts["hs"]), list(self._texts["hs_version"])
        pairs = self._db.execute("SELECT DISTINCT hs, hs_version FROM lines").fetchall()
        rows = ((a, b, codes[a], *_code(codes[a], versions[b])) for a, b in pairs)
        kinds = "raw VARCHAR, hs VARCHAR, version VARCHAR, weighs BOOLEAN, moves BOOLEAN, sound BOOLEAN"
        self._fill("codes", f"id INTEGER, version_id INTEGER, {kinds}", rows)

    def _days(self) -> None:
        """The first day of the stretch without a change, of each day as written, for each kind of code."""
        ids = self._texts["on"]
        told = [
            (id, weighs, classes.day(text or self._today, weighs))
            for text, id in ids.items()
            for weighs in (False, True)
        ]
        self._fill("days", "id INTEGER, weighs BOOLEAN, day VARCHAR", told)
        starts = sorted({day for _, weighs, day in told if not weighs})
        codes = self._db.execute("SELECT DISTINCT hs FROM codes WHERE NOT weighs").fetchall()
        spans = [(hs, start, classes.span(str(hs), start)) for (hs,) in codes for start in starts]
        self._fill("spans", "hs VARCHAR, start VARCHAR, day VARCHAR", spans)

    def _tell_apart(self) -> None:
        """Questions are numbered by a hash; where two that differ met in one, they are sorted instead."""
        if self._one("SELECT count(*) - count(DISTINCT question) FROM questions"):
            self._db.execute(_SORTED)
        self._db.execute("CREATE OR REPLACE TABLE asked AS SELECT line, question FROM asked")

    def _fill(self, table: str, columns: str, rows: Iterable[Row]) -> None:
        self._db.execute(f"CREATE OR REPLACE TABLE {table} ({columns})")
        held = list(rows)
        if not held:
            return
        names = [part.split()[0] for part in columns.split(", ")]
        arrow = pa.table({name: [row[at] for row in held] for at, name in enumerate(names)})
        self._db.register("filling", arrow)
        self._db.execute(f"INSERT INTO {table} SELECT * FROM filling")
        self._db.unregister("filling")

    def questions(self) -> list[tuple[int, dict[str, str]]]:
        """Every distinct question, by number."""
        chosen = ", ".join(f'"{name}"' for name in QUESTION)
        rows = self._db.execute(f"SELECT question, {chosen} FROM questions ORDER BY question").fetchall()
        return [(int(row[0]), dict(zip(QUESTION, map(str, row[1:]), strict=True))) for row in rows]

    def answer(self, answers: Iterable[Row]) -> None:
        """Take the answers in: question, then the columns of `ANSWER`."""
        self._fill("answers", "question BIGINT, " + ", ".join(f"{name} VARCHAR" for name in ANSWER), answers)

    def counts(self) -> dict[str, int]:
        """Lines by answer."""
        rows = self._db.execute(
            "SELECT answer, count(*) FROM asked JOIN answers USING (question) GROUP BY answer ORDER BY answer"
        ).fetchall()
        return {str(answer): int(count) for answer, count in rows}

    def digest(self) -> str:
        """SHA-256 of every question with its answer and how many lines it stands for, in order."""
        columns = ", ".join(f'"{name}"' for name in (*QUESTION, *ANSWER))
        rows = self._db.execute(
            f"SELECT {columns}, lines FROM questions JOIN answers USING (question) JOIN "
            "(SELECT question, count(*) AS lines FROM asked GROUP BY question) USING (question) ORDER BY ALL"
        ).fetchall()
        whole = hashlib.sha256()
        for row in rows:
            whole.update(json.dumps(row, ensure_ascii=False).encode() + b"\n")
        return whole.hexdigest()

    def out_of_line(self) -> int:
        """Find unit values out of line with the others of their code and unit; how many there are."""
        self._db.execute(_UNIT_VALUES)
        return int(self._one("SELECT count(*) FROM odd"))

    def out(self) -> Iterator[pa.RecordBatch]:
        """The lines with their answers, in the order of the manifest."""
        reader: Iterator[pa.RecordBatch] = self._db.sql(_OUT).to_arrow_reader(50_000)
        yield from reader

    def _one(self, query: str) -> Any:
        ((found,),) = self._db.execute(query).fetchall()  # a result left open holds the connection
        return found


def _code(hs: str, version: str) -> Row:
    found = classes.code(hs, version)
    return found.hs, found.version, found.weighs, found.moves, found.sound


def _country(place: str) -> Callable[[str], Row]:
    def of(text: str) -> Row:
        if place == "via" and "," in text:
            return text, ""
        return classes.country(text, place), classes.country_code(text)

    return of


def _units() -> Iterator[Row]:
    for unit, names in units.NAMES.items():
        base, factor = units.UNITS[unit]
        for name in names.split():
            yield name, base, float(factor)


_NUMBER = "TRY_CAST(trim({}) AS DOUBLE)"
_PLACES = "|".join(traps.DPRK_PLACES)
_FLAGGED = ", ".join(f"f_{name}.number" for name in (*PARTIES, "vessel"))
_JOINS = "\n".join(f"LEFT JOIN f_{name} ON f_{name}.id = l.{name}" for name in (*PARTIES, "vessel"))
_ASKED = ", ".join(f'"{name}"' for name in QUESTION)
_KP = "'KP' IN (c_from.code, c_to.code, c_via.code, c_origin.code)"
_CLASSIFY = f"""
CREATE OR REPLACE TABLE asked AS
WITH read AS (
  SELECT l.line, c.hs, c.version AS hs_version, trim(l.goods) AS words,
    'KR' IN (c_from.code, c_to.code) AND regexp_matches(lower(l.goods), '{_PLACES}') AS korea,
    trim(l.quantity) AS raw_quantity, u.raw AS raw_unit, trim(l.value) AS raw_value,
    {_NUMBER.format("l.quantity")} AS amount, {_NUMBER.format("l.value")} AS usd, u.base, u.factor,
    c.weighs OR c.hs = '' AS weighs, c.moves OR c.hs = '' AS moves, c.sound, {_KP} AS touches,
    c_from.iso = c_to.iso AND c_from.iso <> '' AS stays, c_from.raw AS raw_from,
    c_from.code AS "from", c_to.code AS "to", c_via.code AS via, c_origin.code AS origin,
    coalesce(s.day, d.day) AS "on", t_purpose.raw AS purpose, t_exemption.raw AS exemption,
    concat_ws(' ', {_FLAGGED}) AS parties
  FROM lines l
  JOIN codes c ON c.id = l.hs AND c.version_id = l.hs_version
  JOIN c_from ON c_from.id = l."from"
  JOIN c_to ON c_to.id = l."to"
  JOIN c_via ON c_via.id = l.via
  JOIN c_origin ON c_origin.id = l.origin
  JOIN t_purpose ON t_purpose.id = l.purpose
  JOIN t_exemption ON t_exemption.id = l.exemption
  JOIN days d ON d.id = l."on" AND d.weighs = (c.weighs OR c.hs = '')
  LEFT JOIN spans s ON s.hs = c.hs AND s.start = d.day AND NOT c.weighs AND c.hs <> ''
  JOIN units u ON u.id = l.unit
  {_JOINS}
), bare AS (
  SELECT line, hs, hs_version,
    CASE WHEN hs = '' OR korea THEN words WHEN NOT sound AND words <> '' THEN 'goods' ELSE '' END AS goods,
    CASE WHEN raw_quantity = '' AND raw_unit = '' THEN ''
         WHEN amount > 0 AND isfinite(amount) AND base IS NOT NULL AND raw_quantity NOT LIKE '%e%' AND (
           NOT weighs OR NOT touches OR (base <> 'pcs' AND amount * factor
             * CASE base WHEN 't' THEN 8.5 ELSE 1 END <= {classes.SMALL_BBL})) THEN '1'
         ELSE raw_quantity END AS quantity,
    CASE WHEN base IS NULL THEN raw_unit WHEN weighs AND touches THEN base ELSE 't' END AS unit, raw_unit,
    CASE WHEN raw_value = '' OR ((NOT weighs OR NOT touches) AND usd >= 0) THEN ''
         WHEN usd >= 0 AND usd <= {classes.SMALL_USD} THEN '1'
         WHEN usd > 1000 AND usd <= 50000000 AND base IS DISTINCT FROM 'pcs' THEN '1001'
         ELSE raw_value END AS value,
    CASE WHEN stays THEN raw_from WHEN "from" = 'KR' AND NOT korea THEN '{classes.OTHERS["from"]}'
         WHEN "from" IN ({classes.NEAR}) AND NOT moves THEN '{classes.OTHERS["from"]}'
         ELSE "from" END AS "from",
    CASE WHEN stays THEN raw_from WHEN "to" = 'KR' AND NOT korea THEN '{classes.OTHERS["to"]}'
         WHEN "to" IN ({classes.NEAR}) THEN '{classes.OTHERS["to"]}' ELSE "to" END AS "to",
    CASE WHEN via IN ('KR', {classes.NEAR}) THEN '{classes.OTHERS["via"]}' ELSE via END AS via,
    CASE WHEN origin IN ('KR', {classes.NEAR}) THEN '{classes.OTHERS["origin"]}' ELSE origin END AS origin,
    CASE WHEN NOT touches AND NOT moves AND parties = ''
           AND TRY_CAST("on" AS DATE) BETWEEN '{classes.BEGIN}' AND '{classes.LATEST}' THEN '{classes.BEGIN}'
         ELSE "on" END AS "on",
    purpose, exemption, parties
  FROM read
), final AS (
  SELECT line, hs, hs_version, goods, quantity, CASE WHEN quantity = '1' THEN unit ELSE raw_unit END AS unit,
    value, "from", "to", via, origin, "on", purpose, exemption, parties FROM bare
)
SELECT line, (hash({_ASKED}) >> 1)::BIGINT AS question, {_ASKED} FROM final;
CREATE OR REPLACE TABLE questions AS SELECT DISTINCT question, {_ASKED} FROM asked;
"""
_SORTED = f"""
CREATE OR REPLACE TABLE asked AS
SELECT line, dense_rank() OVER (ORDER BY {_ASKED}) AS question, {_ASKED} FROM asked;
CREATE OR REPLACE TABLE questions AS SELECT DISTINCT question, {_ASKED} FROM asked;
"""
_UNIT_VALUES = f"""
CREATE OR REPLACE TABLE odd AS
WITH each AS (
  SELECT line, substr(replace(c.raw, '.', ''), 1, 6) AS hs, u.base,
    {_NUMBER.format("l.value")} / ({_NUMBER.format("l.quantity")} * u.factor) AS unit_value
  FROM lines l JOIN codes c ON c.id = l.hs AND c.version_id = l.hs_version
  JOIN units u ON u.id = l.unit AND u.base IS NOT NULL
  WHERE {_NUMBER.format("l.value")} > 0 AND {_NUMBER.format("l.quantity")} > 0 AND c.raw <> ''
), middle AS (
  SELECT hs, base, median(unit_value) AS middle FROM each GROUP BY hs, base
  HAVING count(*) >= {traps.LEAST_VALUES}
)
SELECT line, unit_value, middle FROM each JOIN middle USING (hs, base)
WHERE unit_value > middle * {traps.VALUE_FACTOR} OR unit_value < middle / {traps.VALUE_FACTOR}
"""
_OUT = """
SELECT l.line, a.answer, a.measures, a.paragraphs, a.needs, a.watch, c.raw AS hs, l.goods,
  c_from.raw AS "from", c_to.raw AS "to", t_on.raw AS "on",
  concat_ws('; ', nullif(a.traps, ''),
    format('a unit value of {:.4g} where {:.4g} is usual', o.unit_value, o.middle)) AS notes
FROM lines l JOIN asked q USING (line) JOIN answers a USING (question) LEFT JOIN odd o USING (line)
JOIN codes c ON c.id = l.hs AND c.version_id = l.hs_version
JOIN c_from ON c_from.id = l."from" JOIN c_to ON c_to.id = l."to" JOIN t_on ON t_on.id = l."on"
ORDER BY l.line
"""
