"""Papers: what is printed, signed and filed. `paper` says what stands in one, `build` makes it."""
