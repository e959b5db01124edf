"""Drawings made on the server: from what a service answers to shapes a template writes as SVG."""
