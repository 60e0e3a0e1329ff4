"""Reading in a process of its own: whatever a file does to its reader, the caller gets a `Document` or a named `InputError`.

A worker reads file after file and is replaced when one of them killed it. It runs under limits of time, memory and size of written
files, reaches no network, writes nowhere but into a folder of its own, and takes every process that it started with it.
"""

from __future__ import annotations

import atexit
import contextlib
import faulthandler
import io
import os
import pickle
import queue
import re
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import IO, Any, NoReturn

import ingest
from ingest import document, errors, guard
from ingest.document import Document
from ingest.errors import InputError, MemoryLimit, ReaderCrashed, TimeLimit
from ingest.guard import Limits, held_to

Progress = Callable[[int, int], None]
"""Called with the page that is done (from 1) and the number of pages."""

_LENGTH = struct.Struct("<Q")
_OUT_OF_MEMORY = (b"bad_alloc", b"ut of memory", b"OOM", b"Cannot allocate", b"MemoryError")


class ReaderFailed(Exception):
    """A fault in the reader itself, with the worker's own trace."""

    def __init__(self, what: str, trace: str) -> None:
        super().__init__(f"{what}\n{trace}")
        self.what = what

    def __str__(self) -> str:
        return self.what


def read_apart(path: Path | str, limits: Limits | None = None, progress: Progress | None = None) -> Document:
    """`ingest.read(path)` in a process of its own. Raises the same errors, besides `ReaderCrashed`, `TimeLimit` and `MemoryLimit`.

    Without `limits` those of the caller's `held_to` hold. A worker stays for the next file; `close` lets go of all that wait.
    """
    found = _apart("ingest:read", Path(path), limits, progress)
    assert isinstance(found, Document)
    return found


def work_apart(work: str, path: Path | str, limits: Limits | None = None, progress: Progress | None = None) -> str:
    """The same for whatever else is made of a file: `work` names a function "module:name" of the path and `progress` that returns text."""
    found = _apart(work, Path(path), limits, progress)
    assert isinstance(found, str)
    return found


def close() -> None:
    """Ends the workers that wait for a file."""
    with _lock:
        while _idle:
            _idle.pop().end()


# --- the caller's side ---------------------------------------------------------------------------------------------------

_idle: list[_Worker] = []
_lock = threading.Lock()


def _apart(work: str, path: Path, limits: Limits | None, progress: Progress | None) -> Document | str:
    worker = _take(limits or guard.limits())
    try:
        found = worker.do(work, path, progress)
    except BaseException:
        worker.end()
        raise
    if worker.is_used_up or isinstance(found, MemoryLimit):
        worker.end()
    else:
        with _lock:
            _idle.append(worker)
    if isinstance(found, InputError):
        found.path = path
        raise found
    return found


def _take(limits: Limits) -> _Worker:
    with _lock:
        for worker in [worker for worker in _idle if worker.limits == limits]:
            _idle.remove(worker)
            if worker.is_fit:
                return worker
            worker.end()
    return _Worker(limits)


class _Worker:
    """A process that reads one file at a time."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._files = 0
        self._folder = Path(tempfile.mkdtemp(prefix="trienkhai-"))
        self._most = 0
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", "from ingest.isolation import serve; serve()", str(self._folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            env=_environment(self._folder),
            start_new_session=True,
        )
        self._replies: queue.SimpleQueue[_Reply | None] = queue.SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def is_fit(self) -> bool:
        """Whether it lives and the folder that it writes into is still there: who tidies up temporary files may have taken it."""
        return self._process.poll() is None and self._folder.is_dir()

    @property
    def is_used_up(self) -> bool:
        return self._files >= self.limits.files_a_worker

    def do(self, work: str, path: Path, progress: Progress | None) -> Document | str | InputError:
        """What the worker made of the file; raises where it did not live to tell."""
        self._files += 1
        until = time.monotonic() + self.limits.seconds
        with contextlib.suppress(BrokenPipeError):
            _send(self._process.stdin, _Request(work, str(path.absolute()), self.limits))
        while True:
            seconds = max(0.0, min(until - time.monotonic(), self.limits.silent_seconds))
            try:
                reply = self._reply_within(seconds)
            except queue.Empty:
                raise TimeLimit(path, limit=_spoken(seconds and min(self.limits.seconds, self.limits.silent_seconds))) from None
            match reply:
                case _Step(page, pages):
                    if progress is not None:
                        progress(page, pages)
                case _Fault(what, trace):
                    raise ReaderFailed(what, trace)
                case None:
                    self._raise_death(path)
                case _:
                    return reply

    def _reply_within(self, seconds: float) -> _Reply | None:
        """The worker's next reply; while it works the most memory that it holds is noted. Raises queue.Empty after so many seconds."""
        until = time.monotonic() + seconds
        while True:
            left = until - time.monotonic()
            try:
                return self._replies.get(timeout=max(0.0, min(left, _NOTED_EVERY)))
            except queue.Empty:
                if left <= _NOTED_EVERY:
                    raise
            self._most = max(self._most, _held_by(self._process.pid))

    def end(self) -> None:
        """Kills the worker with its children and removes what it wrote."""
        _kill(self._process)
        for stream in (self._process.stdin, self._process.stdout, self._complaints):
            with contextlib.suppress(OSError):
                stream.close()  # type: ignore[union-attr]
        shutil.rmtree(self._folder, ignore_errors=True)

    def _listen(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        with contextlib.suppress(OSError, ValueError, EOFError, pickle.UnpicklingError):
            while True:
                self._replies.put(_receive(stream))
        self._replies.put(None)

    def _raise_death(self, path: Path) -> NoReturn:
        _reap(self._process)
        status = self._process.returncode
        if status == -getattr(signal, "SIGXCPU", 0):
            raise TimeLimit(path, limit=_spoken(self.limits.seconds))
        if self._most > self.limits.memory_bytes // 2 or any(sign in self._last_words() for sign in _OUT_OF_MEMORY):
            raise MemoryLimit(path, limit=f"{self.limits.memory_bytes >> 20} MB")
        raise ReaderCrashed(path, detail=_cause(status))

    def _last_words(self) -> bytes:
        self._complaints.seek(0, io.SEEK_END)
        self._complaints.seek(max(0, self._complaints.tell() - 8192))
        return self._complaints.read()


_SCRATCH = ("TMPDIR", "TMP", "TEMP", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR")


def _environment(folder: Path) -> dict[str, str]:
    """The caller's, with the worker's own folder for whatever is written by the way, and the package that the caller runs."""
    package = str(Path(ingest.__file__).resolve().parents[1])
    paths = [package, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), **dict.fromkeys(_SCRATCH, str(folder))}


def _held_by(pid: int) -> int:
    """The most memory that the process has held, in bytes, where the system tells; else 0."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    peak = re.search(r"^VmHWM:\s+(\d+) kB", status, re.MULTILINE)
    return int(peak[1]) << 10 if peak else 0


_NOTED_EVERY = 0.1


def _reap(process: subprocess.Popen[bytes]) -> None:
    """Waits for a worker that no longer speaks."""
    try:
        process.wait(timeout=2)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _kill(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        process.kill()
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _cause(status: int | None) -> str | None:
    try:
        return signal.Signals(-status).name if status is not None and status < 0 else None
    except ValueError:
        return str(status)


def _spoken(seconds: float) -> str:
    return f"{seconds / 60:.0f} phút" if seconds >= 120 else f"{seconds:.0f} giây"


def _forget() -> None:
    """A forked child has no workers: its parent's pipes are not for it."""
    _idle.clear()


atexit.register(close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)


# --- what goes over the pipe ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Request:
    work: str
    path: str
    limits: Limits


@dataclass(frozen=True, slots=True)
class _Step:
    """The reading goes on."""

    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class _Fault:
    """An exception that is no `InputError`."""

    what: str
    trace: str


_Reply = Document | str | InputError | _Step | _Fault


class _Unpickler(pickle.Unpickler):
    """Takes documents and errors only: what a hostile file made of the worker cannot reach the caller."""

    def find_class(self, module: str, name: str) -> Any:
        known = {"ingest.document": document, "ingest.errors": errors, "ingest.guard": guard}
        if module in known and isinstance(found := getattr(known[module], name, None), type):
            return found
        if (module, name) in {(__name__, "_Request"), (__name__, "_Step"), (__name__, "_Fault")}:
            return globals()[name]
        if module.startswith("pathlib") and name in ("PosixPath", "WindowsPath"):
            return Path
        raise pickle.UnpicklingError(f"{module}.{name}")


def _send(stream: IO[bytes] | None, message: object) -> None:
    data = pickle.dumps(message, protocol=5)
    assert stream is not None
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def _receive(stream: IO[bytes]) -> Any:
    """The next message; EOFError where the other side is gone."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return _unpacked(data)


def _unpacked(data: bytes) -> Any:
    return _Unpickler(io.BytesIO(data)).load()


# --- the worker's side ---------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Server:
    requests: queue.SimpleQueue[_Request] = field(default_factory=queue.SimpleQueue)

    def listen(self, stream: IO[bytes]) -> None:
        """Where the caller is gone, whatever is being read, this process and its children go too."""
        with contextlib.suppress(Exception):
            while True:
                self.requests.put(_receive(stream))
        _end_family()


def serve() -> None:
    """The worker's life: a request in, steps and a document or an error out, until the caller is gone."""
    replies = os.fdopen(os.dup(1), "wb")
    requests = os.fdopen(os.dup(0), "rb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    faulthandler.enable()
    socket.has_ipv6 = False  # some libraries try it, when they are loaded, by opening a socket
    sys.addaudithook(_Sentry(Path(sys.argv[1])))
    server = _Server()
    threading.Thread(target=server.listen, args=(requests,), daemon=True).start()
    limited = False
    while True:
        request = server.requests.get()
        if not limited:
            _limit(request.limits)
            limited = True
        _limit_time(request.limits)
        _send(replies, _answer(request, lambda page, pages: _send(replies, _Step(page, pages))))


def _answer(request: _Request, progress: Progress) -> _Reply:
    path = Path(request.path)
    module, _, name = request.work.partition(":")
    try:
        with held_to(request.limits):
            found: Document | str = getattr(import_module(module), name)(path, progress=progress)
        return found
    except InputError as error:
        return error
    except MemoryError:
        return MemoryLimit(path, limit=f"{request.limits.memory_bytes >> 20} MB")
    except Exception as error:
        return _Fault(f"{type(error).__name__}: {error}", traceback.format_exc())


def _limit(limits: Limits) -> None:
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_DATA, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.written_bytes, limits.written_bytes))


def _limit_time(limits: Limits) -> None:
    """The last stop, for a worker that no longer listens and whose caller is gone."""
    if sys.platform == "win32":
        return
    import resource

    used = time.process_time()
    resource.setrlimit(resource.RLIMIT_CPU, (int(used + limits.seconds * (os.cpu_count() or 1)) + 1, resource.RLIM_INFINITY))


class _Sentry:
    """Refuses what no reader needs: the network, and writing anywhere but into the worker's folder."""

    def __init__(self, folder: Path) -> None:
        self.places = (str(folder) + os.sep, str(folder.resolve()) + os.sep)

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event.startswith("socket.") and event in _NETWORK:
            raise PermissionError(f"không dùng mạng khi đọc tệp: {event}")
        if event == "open" and self._writes(*arguments):
            raise PermissionError(f"không ghi ra ngoài khi đọc tệp: {arguments[0]}")

    def _writes(self, path: object, _mode: object, flags: int) -> bool:
        if not flags & (os.O_WRONLY | os.O_RDWR) or not isinstance(path, (str, bytes)):
            return False
        place = os.path.abspath(os.fsdecode(path))  # noqa: PTH100
        return place != os.devnull and not (place + os.sep).startswith(self.places)


_NETWORK = {"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname"}


def _end_family() -> NoReturn:
    if sys.platform != "win32":
        os.killpg(0, signal.SIGKILL)
    os._exit(1)
