"""Files that people send, kept by content: they survive the loss of the bot's account."""

import hashlib
from pathlib import Path


def keep(data_dir: Path, data: bytes) -> str:
    """Store `data` as DATA_DIR/files/<sha256> and return the name. Safe to repeat and to kill."""
    sha = hashlib.sha256(data).hexdigest()
    folder = data_dir / "files"
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / sha
    if not target.exists():
        part = folder / f"{sha}.part"
        part.write_bytes(data)
        part.replace(target)
    return sha


def path(data_dir: Path, sha: str) -> Path:
    """Where a kept file lies."""
    return data_dir / "files" / sha
