"""Tests of `qwenbot.service`."""
