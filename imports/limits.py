"""How much of a stranger's file is read at all."""

FILE_BYTES = 20 * 2**20
UNPACKED_BYTES = 30 * 2**20
ARCHIVE_MEMBERS = 5_000
ROWS = 2_000
LIST_ROWS = 5_000  # of people: the largest schools have some four thousand
COLUMNS = 100
NESTING = 10
CHILD_BYTES = 150 * 2**20
CHILD_CPU_SECONDS = 3  # of work; a file of the usual size takes 0.2
CHILD_SECONDS = 20.0  # by the clock on the wall: an old or busy computer is not the file's fault
