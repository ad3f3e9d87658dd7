"""Whole packs of other stories, with what strangers asked who had read the story alone."""
