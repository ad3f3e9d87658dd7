"""Tests of qwenbot.text."""
