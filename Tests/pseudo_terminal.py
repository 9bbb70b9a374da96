"""A program in a pseudo terminal, and what it shows there; for Tests/watch-latency and watch-keys."""

import fcntl
import os
import pty
import re
import select
import struct
import termios
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class PseudoTerminal:
    def __init__(self, arguments, columns=120, rows=60):
        self.terminal, self.inside = pty.openpty()
        size = struct.pack("HHHH", rows, columns, 0, 0)
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, size)
        self.before = self.settings()
        self.text = b""
        self.process = os.fork()
        if self.process == 0:
            self.become(arguments)

    def become(self, arguments):
        os.chdir(ROOT)
        os.environ["TERM"] = "xterm"
        os.setsid()
        fcntl.ioctl(self.inside, termios.TIOCSCTTY, 0)
        for number in range(3):
            os.dup2(self.inside, number)
        os.closerange(3, 256)
        os.execv(arguments[0], arguments)

    def settings(self):
        return termios.tcgetattr(self.inside)

    def type(self, keys):
        os.write(self.terminal, keys)

    def read(self):
        """Takes what has been written; waits a hundredth of a second at most."""
        if select.select([self.terminal], [], [], 0.01)[0]:
            self.text += os.read(self.terminal, 65536)

    def wait(self, is_there, seconds):
        """The seconds until something is so; None if that takes longer."""
        begin = time.monotonic()
        while time.monotonic() - begin < seconds:
            self.read()
            if is_there():
                return time.monotonic() - begin
        return None

    def frame(self):
        """The lines of the last frame that is complete, without colours and links."""
        frames = self.text.decode(errors="replace").split("\x1b[?7h")
        last = frames[-2].split("\x1b[H")[-1] if len(frames) > 1 else ""
        plain = re.sub(r"\x1b\][^\x1b]*\x1b\\|\x1b\[[0-9;?]*[A-Za-z]", "", last)
        return plain.replace("\r", "").split("\n")

    def end(self, seconds=20):
        """The exit status, or the signal as a negative number; None if it does not end."""
        status = []

        def has_ended():
            pid, code = os.waitpid(self.process, os.WNOHANG)
            if pid:
                status.append(os.waitstatus_to_exitcode(code))
            return bool(pid)

        return status[0] if self.wait(has_ended, seconds) is not None else None

    def left_over(self):
        """The processes that the program has left running, where the system tells (Linux)."""
        left = []
        for name in filter(str.isdigit, os.listdir("/proc") if os.path.isdir("/proc") else []):
            try:
                with open(f"/proc/{name}/stat", encoding="utf-8", errors="replace") as file:
                    state, _, _, session = file.read().rpartition(")")[2].split()[:4]
            except OSError:
                continue
            if int(session) == self.process and state != "Z":
                left.append(int(name))
        return left
