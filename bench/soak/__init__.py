"""`make soak`: members of every kind at work on the bot for a long time, while things go wrong at random."""
