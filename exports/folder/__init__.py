"""The inspector's folder: archives with the proof of each item, and their inventory.

`data` says what there is, `plan` where it goes, `inventory` what is missing, `pack` writes.
"""
