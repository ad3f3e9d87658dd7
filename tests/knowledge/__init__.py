"""Tests of qwenbot.knowledge."""
