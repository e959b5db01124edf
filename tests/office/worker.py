"""A worker in a process of its own: claims jobs until none is left and tells which on standard output.

python worker.py ADDRESS TIME [claim-and-die]
"""

from __future__ import annotations

import os
import sys
from datetime import datetime

from sightline.office import Office, jobs


def main(address: str, time: str, how: str = "") -> None:
    """Claim and finish; with `claim-and-die` claim one and vanish as a killed process does."""
    office, at = Office.open(address), datetime.fromisoformat(time)
    while claimed := jobs.claim(office, f"worker {os.getpid()}", at, os.urandom):
        sys.stdout.write(f"{claimed.id} {claimed.attempt}\n")
        sys.stdout.flush()
        if how == "claim-and-die":
            os._exit(9)
        jobs.progress(office, claimed, at, 0.5, "half way")
        jobs.finish(office, claimed, at, {"worker": os.getpid()})


if __name__ == "__main__":
    main(*sys.argv[1:])
