"""One file per input format: a description and a small parser. The folder is the register."""
