"""Which records are one: what is compared, which pairs are looked at, how much each comparison says.

`traits` is what is compared of one record, `columns` many of them as arrays, `blocks` which of them meet,
`kernels` the arithmetic, `weights` its numbers, `pairs` the search through all pairs that meet, `clusters`
what follows from it.
"""
