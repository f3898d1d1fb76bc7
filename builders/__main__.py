"""`python -m builders`: make the learned files anew from the knowledge in the repository."""

import sys

from builders.files import build

sys.exit(build())
