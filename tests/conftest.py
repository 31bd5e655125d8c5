"""Settings of all tests."""

from hypothesis import settings

# A deadline is a timed assertion: on a busy machine it fails for no fault of the code.
settings.register_profile("ddlint", deadline=None)
settings.load_profile("ddlint")
