"""The most memory that this process had."""

import resource
import sys


def peak_memory_mb() -> int:
    """In MiB, from the start of the process to now."""
    counted = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Linux counts in KiB, macOS in bytes.
    return counted // (1024 if sys.platform != "darwin" else 1024 * 1024)
