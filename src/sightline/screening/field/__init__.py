"""What a field of a name holds besides a name: numbers, dates, addresses, words of forms, what someone is."""
