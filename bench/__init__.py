"""Measure the engine beside its peers: `make bench`."""
