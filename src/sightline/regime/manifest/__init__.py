"""Customs manifests: the forms they come in, each read into the same columns, a batch of lines at a time."""
