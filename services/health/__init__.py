"""Health of pairs: facts, rules, who is asked, what the curator did and what became of it."""
