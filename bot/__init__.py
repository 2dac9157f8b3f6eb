"""Codebook answers medical coding questions from a book of YAML files, in Slack and in a terminal."""

import os

# NumPy's OpenBLAS reads it when it is loaded. By itself it takes a thread for each core, and they wait for each other
# in busy loops: an index takes five times as long where others use the machine too, and an answer beside it waits.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
