"""The address of a piece of evidence: a web address and nothing else."""

from urllib.parse import urlsplit

from db.errors import RefusedError


def address(text: str, longest: int, about: str = "evidence") -> str:
    """Return a web address as it was given; refuse what is none, or holds a password."""
    given = text.strip()
    if not _is_web_address(given):
        raise RefusedError("signoff.not_an_address", about)
    if len(given) > longest:
        raise RefusedError("signoff.address_too_long", about, length=len(given), most=longest)
    return given


def _is_web_address(given: str) -> bool:
    if not given.isprintable() or any(letter.isspace() for letter in given):
        return False
    try:
        parts = urlsplit(given)
        host = parts.hostname
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(host) and "@" not in parts.netloc
