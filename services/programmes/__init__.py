"""Personalised programmes: roadmaps of pairs with a head that both sides agree to."""
