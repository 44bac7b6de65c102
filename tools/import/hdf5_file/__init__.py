"""A reader of HDF5."""
