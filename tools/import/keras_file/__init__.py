"""Keras's configurations and where its weights lie."""
