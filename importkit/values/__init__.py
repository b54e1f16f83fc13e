"""What a cell's text means: pure functions from text to values, without a sheet, a frame or a database."""
