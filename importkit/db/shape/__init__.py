"""The tables and statements that there are once for each record, list or entity of `importkit/shape.py`."""
