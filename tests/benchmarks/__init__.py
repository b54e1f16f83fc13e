"""What imports cost, beside what nothing could do without and beside what people would write instead.

PYTHONPATH=tests python -m benchmarks --help
"""
