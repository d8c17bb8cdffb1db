"""Office files are zip files with the time of day in them: here, the same content, same bytes."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

CORE: Final = "docProps/core.xml"
MODIFIED: Final = re.compile(rb"(<dcterms:modified[^<>]*>)[^<]*(</dcterms:modified>)")
NO_TIME: Final = (1980, 1, 1, 0, 0, 0)  # the first that a zip file can hold


def settled(made: bytes, at: datetime) -> bytes:
    """Return an Office file whose every time is `at`, or none."""
    stamp = f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}".encode()
    with ZipFile(BytesIO(made)) as read:
        parts = {name: read.read(name) for name in read.namelist()}
    if CORE in parts:
        parts[CORE] = MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", parts[CORE])
    return zipped(parts)


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Return a zip file of these parts, in their order and without a time."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as written:
        for name, content in parts.items():
            written.writestr(_info(name), content)
    return out.getvalue()


def _info(name: str) -> ZipInfo:
    info = ZipInfo(name, NO_TIME)
    info.compress_type = ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info
