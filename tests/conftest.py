"""Settings of all tests."""

import signal

from hypothesis import settings

# A deadline is a timed assertion: on a busy machine it fails for no fault of the code.
settings.register_profile("ddlint", deadline=None)
settings.load_profile("ddlint")

# What a script runs with `&` ignores Ctrl-C, and so would the processes that tests interrupt.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
