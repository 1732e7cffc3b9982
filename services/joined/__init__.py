"""Two records of one person: what points to the one is made to point to the other."""
