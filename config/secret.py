"""The secret key of an installation: from the environment, or made once and kept in its home."""

import os
import secrets
from pathlib import Path


def secret_key(home: Path) -> str:
    """`ENTENTES_SECRET_KEY`, or the key kept in `home/secret.key` (made on first use, readable by its owner only)."""
    if given := os.environ.get("ENTENTES_SECRET_KEY"):
        return given
    kept = home / "secret.key"
    home.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return kept.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(64))
    return kept.read_text().strip()
