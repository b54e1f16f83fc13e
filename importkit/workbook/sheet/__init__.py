"""The sheet: where its table lies, and what its cells hold."""
