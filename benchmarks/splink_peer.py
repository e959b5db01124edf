"""Splink 5 on DuckDB over the same records, in its own environment: `python splink_peer.py FILE plain|tuned`.

Prints one JSON line: pairs found at several thresholds, how many of them are right, CPU seconds, peak memory.
It imports nothing of Sightline.
"""

import json
import resource
import sys
import time

import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

PLAIN = (block_on("first", "last"), block_on("dob"), block_on("last", "city"), block_on("first", "city"))
TUNED = (
    block_on("first", "last"),
    block_on("last", "substr(dob, 1, 4)"),
    block_on("first", "substr(dob, 1, 4)"),
    block_on("dob", "substr(first, 1, 1)"),
    block_on("dob", "city"),
)
THRESHOLDS = (0.2, 0.5, 0.8, 0.9, 0.95, 0.99, 0.995, 0.999, 0.9995)


def main(path: str, blocking: str) -> None:
    """Train and predict as Splink's documentation does for de-duplication."""
    begun = time.perf_counter()
    connection = duckdb.connect(":memory:")
    connection.execute("SET threads TO 2")
    connection.execute(f"CREATE TABLE records AS SELECT * EXCLUDE (party) FROM read_parquet('{path}')")
    settings = SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=list(PLAIN if blocking == "plain" else TUNED),
        comparisons=[
            cl.JaroWinklerAtThresholds("first", [0.92, 0.8]).configure(term_frequency_adjustments=True),
            cl.JaroWinklerAtThresholds("last", [0.92, 0.8]).configure(term_frequency_adjustments=True),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.ExactMatch("city").configure(term_frequency_adjustments=True),
        ],
    )
    api = DuckDBAPI(connection)
    linker = Linker(api.register("records"), settings)
    training = linker.training
    training.estimate_probability_two_random_records_match([block_on("first", "last", "dob")], recall=0.5)
    training.estimate_u_using_random_sampling(max_pairs=1e6)
    training.estimate_parameters_using_expectation_maximisation(block_on("first", "last"))
    training.estimate_parameters_using_expectation_maximisation(block_on("dob"))
    found = linker.inference.predict(threshold_match_probability=min(THRESHOLDS))
    connection.execute(f"CREATE TABLE truth AS SELECT unique_id, party FROM read_parquet('{path}')")
    figures = []
    for threshold in THRESHOLDS:
        pairs, right = connection.execute(
            f"SELECT count(*), sum((l.party = r.party)::INT) FROM {found.physical_name} p "
            "JOIN truth l ON l.unique_id = p.unique_id_l JOIN truth r ON r.unique_id = p.unique_id_r "
            f"WHERE match_probability >= {threshold}"
        ).fetchall()[0]
        figures.append({"threshold": threshold, "pairs": pairs, "right": int(right or 0)})
    usage = resource.getrusage(resource.RUSAGE_SELF)
    print(
        json.dumps({
            "figures": figures,
            "cpu": usage.ru_utime + usage.ru_stime,
            "wall": time.perf_counter() - begun,
            "peak": usage.ru_maxrss * 1024,
            "splink": __import__("splink").__version__,
        })
    )  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
