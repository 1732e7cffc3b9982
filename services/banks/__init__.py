"""Banks of mentors and mentees: filled by answers, decided by the school. See docs/banks.md."""
