"""One function per thing a user does; the only place that knows the order of steps."""
