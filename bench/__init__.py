"""Reproducible measurements; each prints one figure a line: name value unit."""
