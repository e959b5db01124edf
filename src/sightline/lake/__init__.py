"""What machines derive from the bytes: immutable Parquet partitions of statements, one per list version."""
