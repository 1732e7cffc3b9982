"""The progress sheet on its way out: the same sheet, and what it held in the cells to edit."""

from dataclasses import replace

from sqlalchemy.orm import Session

from db.models import Roadmap
from db.models.roadmap import RoadmapState
from exports.progress import ProgressData, shown
from services.actor import Actor
from services.progress import Wording as ProgressWording
from services.progress import progress
from services.roundtrip import progress as table
from services.roundtrip import sending
from services.roundtrip.model import Wording


def send(
    session: Session,
    actor: Actor,
    roadmap_id: int,
    names: str,
    words: ProgressWording,
    wording: Wording,
) -> ProgressData:
    """The sheet as of now, which can be edited and sent back while the roadmap runs.

    Raises Refusal("gone" | "forbidden" | "not_launched").
    """
    data = progress(session, actor, roadmap_id, names, words)
    roadmap = session.get_one(Roadmap, roadmap_id)
    if roadmap.state is not RoadmapState.RUNNING:
        return data
    lines = table.open_progress(session, actor, roadmap_id, wording).lines
    sent = {
        row.id: sending.row_of(row.activity, lines[row.id], shown(row))
        for row in data.rows
        if row.id in lines
    }
    place = roadmap.organisation_id
    manifest = sending.keep(session, actor, table.KIND, roadmap_id, place, sent)
    return replace(data, manifest=manifest)
