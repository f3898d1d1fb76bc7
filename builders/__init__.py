"""Makes the learned files that ship with the package: `make models`. Nothing here is needed at run time."""
