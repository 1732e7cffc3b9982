"""Large tables as .xlsx or .csv: rows come in batches, are kept on disk, and are written as a
stream, so that memory does not grow with them. Why not a library: docs/decisions."""
