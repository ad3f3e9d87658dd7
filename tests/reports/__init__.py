"""Tests of `qwenbot.reports`."""
