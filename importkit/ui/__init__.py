"""The page: widgets in, one call, what came of it shown."""
