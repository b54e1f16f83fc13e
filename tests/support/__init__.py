"""What tests of several folders share: workbooks, brands, commands, workers, and plain importers."""
