"""Sheets that leave with editable columns and come back: see docs/roundtrip.md."""
