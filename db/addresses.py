"""A database's address as it may be shown: without a password."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

# What an address may say after its "?": of PostgreSQL all that libpq knows and takes for no secret,
# of SQLite all that its driver knows. A name that is misspelt ("passwd") is a password as well.
PLAIN: Final = frozenset({
    "application_name", "channel_binding", "client_encoding", "connect_timeout", "dbname",
    "fallback_application_name", "gssdelegation", "gssencmode", "gsslib", "host", "hostaddr",
    "keepalives", "keepalives_count", "keepalives_idle", "keepalives_interval", "krbsrvname",
    "load_balance_hosts", "max_protocol_version", "min_protocol_version", "oauth_client_id",
    "oauth_issuer", "oauth_scope", "options", "passfile", "port", "replication", "require_auth",
    "requirepeer", "service", "ssl_max_protocol_version", "ssl_min_protocol_version", "sslcert",
    "sslcertmode", "sslcompression", "sslcrl", "sslcrldir", "sslkey", "sslkeylogfile", "sslmode",
    "sslnegotiation", "sslrootcert", "sslsni", "target_session_attrs", "tcp_user_timeout", "user",
    "cache", "cached_statements", "check_same_thread", "detect_types", "immutable",
    "isolation_level", "mode", "nolock", "psow", "timeout", "uri", "vfs",
})  # fmt: skip
# What libpq takes for a secret; of a name that nobody knows, what is too short to be one is none.
SECRET: Final = frozenset({
    "oauth_client_secret", "password", "scram_client_key", "scram_server_key", "sslpassword",
})  # fmt: skip
SHORTEST: Final = 4
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
    for secret in filter(None, (address.password, *_secrets(address))):
        text = text.replace(str(secret), HIDDEN)
    return text


def _secrets(address: URL) -> Iterator[str]:
    for key, said in address.normalized_query.items():
        if key.lower() not in PLAIN:
            shortest = 1 if key.lower() in SECRET else SHORTEST
            yield from (one for one in said if len(one) >= shortest)
