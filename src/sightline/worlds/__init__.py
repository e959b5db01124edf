"""Generated worlds whose truth is known: ordinary shipping and commerce, and what was planted in them.

Pure: a seeded generator of random numbers comes in, tables go out. Nothing here knows what a detector
looks for; figures of ordinary life are fitted to real data (`fitted.json`) or written down with their reason.
"""
