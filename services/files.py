"""Files that people send, kept by content: they survive the loss of the bot's account."""

import hashlib
from pathlib import Path

from domain import proof_files
from services.errors import Refusal


def folder(data_dir: Path) -> Path:
    """Where all kept files lie."""
    return data_dir / "files"


def keep(data_dir: Path, data: bytes) -> str:
    """Store `data` as DATA_DIR/files/<sha256> and return the name. Safe to repeat and to kill."""
    sha = hashlib.sha256(data).hexdigest()
    place = folder(data_dir)
    place.mkdir(parents=True, exist_ok=True)
    target = place / sha
    if not target.exists():
        part = place / f"{sha}.part"
        part.write_bytes(data)
        part.replace(target)
    return sha


def keep_proof(data_dir: Path, data: bytes, name: str) -> str:
    """The same for a file that is to prove something.

    Raises Refusal("file_empty" | "file_program" | "file_kind"), see domain.proof_files.
    """
    fault = proof_files.fault(name, data)
    if fault is not None:
        raise Refusal(fault)
    return keep(data_dir, data)


def path(data_dir: Path, sha: str) -> Path:
    """Where a kept file lies."""
    return folder(data_dir) / sha
