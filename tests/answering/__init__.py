"""Tests of qwenbot.answering."""
