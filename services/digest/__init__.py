"""The weekly message to curators, heads and coordinators. How to join it: docs/digest.md."""
