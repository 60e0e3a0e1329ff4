"""`python -m tests.without_network COMMAND …`: runs a command in which whoever opens a socket that could leave the machine is killed.

A filter in the kernel (seccomp) kills the process, whatever program it is, that asks for an internet or packet socket; it holds for all
that the command starts, and nobody can take it off. Loopback goes the same way: nothing of ours needs it.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys

_SOCKET = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""By machine: the kernel's name of it, and the number of the call `socket`."""
_FORBIDDEN = (2, 10, 17)
"""AF_INET, AF_INET6, AF_PACKET."""
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06
_KILL, _ALLOW = 0x80000000, 0x7FFF0000
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_char_p))


def can_forbid() -> bool:
    return sys.platform == "linux" and platform.machine() in _SOCKET


def forbid() -> None:
    """Holds for this process and all that it starts. Raises `OSError` where the kernel knows no such filter."""
    machine, call = _SOCKET[platform.machine()]
    families = [(_EQUAL, len(_FORBIDDEN) - number, 0, family) for number, family in enumerate(_FORBIDDEN)]
    steps = [
        (_LOAD, 0, 0, 4),
        (_EQUAL, 0, len(families) + 3, machine),
        (_LOAD, 0, 0, 0),
        (_EQUAL, 0, len(families) + 1, call),
        (_LOAD, 0, 0, 16),
        *families,
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _KILL),
    ]
    code = b"".join(struct.pack("HBBI", *step) for step in steps)
    libc = ctypes.CDLL(None, use_errno=True)
    program = _Program(len(steps), code)
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) or libc.prctl(_SECCOMP, _FILTER, ctypes.byref(program), 0, 0):
        raise OSError(ctypes.get_errno(), "seccomp")


if __name__ == "__main__":
    forbid()
    os.execvp(sys.argv[1], sys.argv[1:])
