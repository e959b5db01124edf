"""Generated traffic at sea and what was planted in it."""
