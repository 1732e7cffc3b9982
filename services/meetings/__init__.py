"""Meetings of pairs: planned, logged, confirmed by the other side, told in journals."""

# What bundles say of meetings is registered with whatever plans it.
from services.meetings import matters as matters
