"""The start of the command: ``countermove`` and ``python -m countermove``.

Until the command line listens to signals, Ctrl-C ends the process by the signal, without a traceback of its imports.
What comes before, the start of Python itself, is out of reach.
"""

# As `signal`, without its enumerations, which take time to import.
import _signal  # type: ignore[import-not-found]  # the stubs of the standard library leave it out

if _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:
    _signal.signal(_signal.SIGINT, _signal.SIG_DFL)

from countermove.cli import main

if __name__ == "__main__":
    main()
