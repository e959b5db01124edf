"""Goods: the nomenclature, what free text may mean in it, units, and the traps of customs papers."""
