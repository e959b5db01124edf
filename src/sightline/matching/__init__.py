"""How far two values agree: one comparison per file, its weights in one table, its arithmetic in `replay`."""
