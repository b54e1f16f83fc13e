"""Workbooks broken at random, read in child processes with limits, and compared with another reader."""
