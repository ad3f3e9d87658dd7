"""Tests of qwenbot.matching."""
