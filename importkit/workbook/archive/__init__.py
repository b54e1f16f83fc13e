"""The file as an archive: made safe, and understood as a package of parts, before anything reads a cell."""
