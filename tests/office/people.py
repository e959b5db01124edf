"""People from a line each, for tests. Hashing is cheap here; how dear it is in use has its own test."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sightline.model.marking import Marking
from sightline.office import Office, users
from sightline.office.act import Act
from sightline.office.database import doorkeeper
from sightline.office.passwords import Cost
from sightline.office.sign_in import Policy, set_password
from sightline.office.users import Account, NewUser

Entropy = Callable[[int], bytes]
CHEAP = Cost(passes=1, memory_kib=8, lanes=1)
POLICY = Policy(cost=CHEAP)
PASSWORD = "an invented sentence to sign in with"


def person(
    office: Office, name: str, role: str, at: datetime, entropy: Entropy, password: str = ""
) -> Account:
    """Someone with an account, and with a password where one is given."""
    act = Act("operator", at, "for a test")
    with office.write(doorkeeper(at)) as session:
        account = users.add(session, NewUser(name, role, Marking.parse("AMBER//A")), act, entropy)
        if password:
            set_password(session, account.id, password, act, entropy, CHEAP)
        return users.find(session, account.name)
