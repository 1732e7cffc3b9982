"""Data as tables: which there are, who may have them, and their rows batch by batch.

Never in any of them: private notes, ratings, answers about the fit, calls for help.
"""
