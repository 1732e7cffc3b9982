"""Pairs and groups: who may see and change them, how they are entered, kept and told."""
