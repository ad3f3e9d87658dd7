"""Tests of `qwenbot.store`."""
