"""Memory: the most that this process had, and what this machine has."""

import os
import resource
import shutil
import subprocess
import sys


def peak_memory_mb() -> int:
    """In MiB, from the start of the process to now."""
    counted = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Linux counts in KiB, macOS in bytes.
    return counted // (1024 if sys.platform != "darwin" else 1024 * 1024)


def machine_memory() -> int:
    """Bytes of the machine's main memory."""
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


def graphics_memory() -> int:
    """Bytes of the largest NVIDIA card's memory, as its driver's tool tells; 0 without one. Asked of the tool
    because importing torch for it takes seconds."""
    tool = shutil.which("nvidia-smi")
    if tool is None:
        return 0
    asked = [tool, "--query-gpu=memory.total", "--format=csv,noheader,nounits"]
    try:
        told = subprocess.run(asked, capture_output=True, text=True, timeout=10, check=True)  # noqa: S603
        return max((int(line) << 20 for line in told.stdout.split()), default=0)
    except (OSError, ValueError, subprocess.SubprocessError):
        return 0
