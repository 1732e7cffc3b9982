"""Pictures of a roadmap, drawn by hand: plain data -> laid out shapes -> PNG bytes.

The layout of each picture is a pure function to shapes, which tests measure; `paint` draws them.
"""
