"""Scripts that somebody would write instead of using importkit; they use nothing of it but its tables."""
