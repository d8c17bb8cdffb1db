"""A database's address as it may be shown: without a password."""

from itertools import chain
from typing import Final

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

# What an address may say after its "?" that is no secret. libpq takes passwords there, too, and a
# name that is misspelt ("passwd") is a password for all that.
PLAIN: Final = frozenset({
    "host", "hostaddr", "port", "dbname", "user", "sslmode", "sslrootcert", "connect_timeout",
    "application_name", "target_session_attrs",
})  # fmt: skip
HIDDEN: Final = "***"


def parsed(url: str) -> URL:
    """Return a database's address in its parts; raise ArgumentError for what is none."""
    try:
        return make_url(url)
    except ValueError:  # which quotes what it could not read, perhaps a part of a password
        raise ArgumentError("what stands where a port should is no number") from None


def shown(url: str) -> str:
    """Return an address with each of its passwords as `***`, or a name for one that is none."""
    try:
        address = parsed(url)
    except ArgumentError:
        return "that DATABASE_URL"
    hidden = {key: HIDDEN for key in address.query if key.lower() not in PLAIN}
    return address.update_query_dict(hidden).render_as_string(hide_password=True)


def without_secrets(text: str, url: str) -> str:
    """Return words about an address, in which its passwords may stand, without them."""
    try:
        address = parsed(url)
    except ArgumentError:
        return text.replace(url, HIDDEN)
    asked = (said for key, said in address.normalized_query.items() if key.lower() not in PLAIN)
    for secret in filter(None, (address.password, *chain(*asked))):
        text = text.replace(str(secret), HIDDEN)
    return text
