"""The API: the same service functions for programs, with a bearer token in place of a session."""
