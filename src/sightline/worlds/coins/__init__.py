"""Generated transfers on chains and the laundering planted in them."""
