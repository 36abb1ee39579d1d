"""What starting took and serving no longer needs."""

import ctypes
import gc
import sys


def give_back_memory() -> None:
    """Frees what starting left behind and returns it to the system, where the C library knows how (glibc).

    What is left lives as long as the process, so the garbage collector need not look at it again.
    """
    gc.collect()
    gc.freeze()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim:
            trim(0)
