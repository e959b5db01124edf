"""From an outline of cited sentences to editions, lint, documents and bundles. Pure: model in, bytes out."""
