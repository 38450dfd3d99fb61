"""Plain frozen values; the standard library only. What every other module speaks in."""
