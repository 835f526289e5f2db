"""How a process that works for us begins and ends: with its parent, and without a word."""

from __future__ import annotations

import ctypes
import faulthandler
import os
import signal
import sys
from multiprocessing import resource_tracker
from multiprocessing.context import SpawnProcess
from multiprocessing.process import BaseProcess

INTERRUPTS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
DIE_WITH_PARENT = 1  # Linux, prctl(2): PR_SET_PDEATHSIG


def begin(process: BaseProcess) -> None:
    """Start a process whose first call is `end_with_parent`: no signal reaches it before."""
    if isinstance(process, SpawnProcess):
        resource_tracker.ensure_running()  # which would let signals through while it starts
    waiting = signal.pthread_sigmask(signal.SIG_BLOCK, INTERRUPTS)
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, waiting)


def end_with_parent() -> None:
    """The parent ends us on Ctrl-C; where it is killed itself, the system does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, INTERRUPTS)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)


def be_silent() -> None:
    """Libraries in C write to the terminal as they like; what they say is untrusted too."""
    faulthandler.disable()
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)
