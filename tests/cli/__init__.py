"""Tests of qwenbot.cli."""
