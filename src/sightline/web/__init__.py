"""The workbench: server-rendered pages over the service functions, readable without a script."""
