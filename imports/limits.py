"""How much of a stranger's file is read at all."""

FILE_BYTES = 20 * 2**20
UNPACKED_BYTES = 30 * 2**20
ARCHIVE_MEMBERS = 5_000
ROWS = 2_000
LIST_ROWS = 5_000  # of people: the largest schools have some four thousand
COLUMNS = 100
NESTING = 10
CHILD_BYTES = 150 * 2**20
CHILD_SECONDS = 3.0
