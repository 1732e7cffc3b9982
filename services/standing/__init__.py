"""Being away, leaving for good, and what of all that a person takes along."""
