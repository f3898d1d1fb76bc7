"""From labelled examples to fitted models."""
