"""A database's address as it may be shown: without a password."""

from typing import Final

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

SECRETS: Final = ("password", "sslpassword")  # libpq takes both as parameters of the address too
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
    hidden = {key: HIDDEN for key in address.query if key.lower() in SECRETS}
    return address.update_query_dict(hidden).render_as_string(hide_password=True)


def without_secrets(text: str, url: str) -> str:
    """Return words about an address, in which its passwords may stand, without them."""
    try:
        address = parsed(url)
    except ArgumentError:
        return text.replace(url, HIDDEN)
    asked = (value for key, value in address.query.items() if key.lower() in SECRETS)
    for secret in filter(None, (address.password, *asked)):
        text = text.replace(str(secret), HIDDEN)
    return text
