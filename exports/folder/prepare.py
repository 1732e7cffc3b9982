"""The first step of a folder: where everything goes, and the papers at its top."""

from pathlib import Path

from exports.docx.statement import StatementData, statement
from exports.folder import plan as plans
from exports.folder.data import FolderData
from exports.folder.inventory import inventory, missing_of
from exports.folder.plan import Prepared
from exports.progress import ProgressData, progress_sheet
from texts import folder as words


def prepare(
    data: FolderData, sheet: ProgressData, told: StatementData, files: Path, limit: int
) -> Prepared:
    """`files`: the folder of kept files; give it to exports.worker.in_worker."""
    plan = plans.make(data, lambda sha: _size(files / sha), limit)
    papers = (
        (words.INVENTORY_FILE, inventory(data, plan)),
        (words.STATEMENT_FILE, statement(told)),
        (words.PROGRESS_FILE, progress_sheet(sheet)),
    )
    return Prepared(plan, papers, sum(bool(missing_of(line)) for line in plan.lines))


def _size(file: Path) -> int | None:
    try:
        return file.stat().st_size
    except FileNotFoundError:
        return None
