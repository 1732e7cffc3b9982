"""What somebody has on the screen, with ordinary spaces."""

from sandbox.actor import Actor


def text(actor: Actor) -> str:
    return actor.screen.text.replace("\u00a0", " ")
