"""Lists of people read from files: proposed, corrected, added as a whole, undone for a day."""
