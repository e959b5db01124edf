"""The compiled part of screening: which listed names may be meant by a query, and how likely each is.

All is counted in millinats, whole numbers, by the steps of `matching.replay`: both give the same score. What
is called from outside, `look_up`, `by_words`, `by_syllables` and the hashes of `letters`, is functions beside
one another and not one around all: the compiler works through what is inside a function once more for each
function around it. They are given where columns stand in memory, which costs it less; `columns.addresses`
sees to types, nothing here to bounds.
"""
