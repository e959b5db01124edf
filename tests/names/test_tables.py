"""Tables are read without the lines that say what they are."""

from sightline.names.tables import rows, values


def test_rows_and_values() -> None:
    first = next(iter(rows("words")))
    assert set(first) == {"word", "means", "kind", "language", "mark"}
    assert len(next(iter(values("word_counts")))) == 2


def test_every_row_of_words_is_of_a_known_kind() -> None:
    assert {row["kind"] for row in rows("words")} == {"same", "form", "article", "title"}


def test_every_mark_is_one_the_domain_notes_use() -> None:
    known = {"checked", "partly checked", "unverified", "set here"}
    for table in ("words", "korean_sounds", "korean_surname_habits", "chinese_habits"):
        assert {row["mark"] for row in rows(table)} <= known, table
