"""`python -m ddlint`: the same as the `ddlint` command."""

import sys

from ddlint.cli.start import main

sys.exit(main())
