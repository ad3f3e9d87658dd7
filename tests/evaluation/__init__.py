"""Tests of qwenbot.evaluation."""
