"""Bytes as they arrived: the vault, the custody ledger, the office's keys, the bundle and its verifier."""
