"""Generated accounts and transfers and the patterns planted in them."""
