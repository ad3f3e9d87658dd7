"""A Discord bot that answers questions about one news story from a knowledge base that people wrote and can read."""
