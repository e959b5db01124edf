"""What Sightline costs, measured: `python -m benchmarks` runs every module here that has a `run`."""
