"""One file a command: the folder is the register, the first line of a file's docstring its summary."""
