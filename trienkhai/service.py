"""The drop folder as a service: a systemd unit for Linux, a task for Windows' Task Scheduler."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from xml.sax.saxutils import escape

System = Literal["systemd", "windows"]

_UNIT = """\
# Đặt vào /etc/systemd/system/{name}, rồi: sudo systemctl daemon-reload && sudo systemctl enable --now {name}
[Unit]
Description=trienkhai: thư mục nhận văn bản {inbox}
After=network-online.target remote-fs.target

[Service]
ExecStart={command}
Restart=always
RestartSec=10
# Dừng sau tệp đang làm; quá năm phút thì cắt, không mất và không lặp gì.
KillMode=mixed
TimeoutStopSec=300
User={user}
UMask=0077
NoNewPrivileges=yes
PrivateNetwork={private_network}
ProtectSystem=full
Nice=10

[Install]
WantedBy=multi-user.target
"""

_TASK = """\
<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo><Description>trienkhai: thư mục nhận văn bản {inbox}</Description></RegistrationInfo>
  <Triggers><LogonTrigger><Enabled>true</Enabled></LogonTrigger></Triggers>
  <Principals><Principal id="Author"><LogonType>InteractiveToken</LogonType><RunLevel>LeastPrivilege</RunLevel></Principal></Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <RestartOnFailure><Interval>PT1M</Interval><Count>255</Count></RestartOnFailure>
    <Priority>7</Priority>
  </Settings>
  <Actions Context="Author"><Exec><Command>{program}</Command><Arguments>{arguments}</Arguments></Exec></Actions>
</Task>
"""


@dataclass(frozen=True, slots=True)
class Service:
    """`trienkhai watch` as it is to be started; absolute paths."""

    inbox: Path
    out: Path
    settings: Path | None = None
    database: str | None = None
    user: str = "trienkhai"
    needs_network: bool = False
    """The register lies on a server."""

    @property
    def command(self) -> list[str]:
        command = [sys.executable, "-m", "trienkhai.cli", "watch", str(self.inbox), "--out", str(self.out)]
        command += ["--settings", str(self.settings)] if self.settings else []
        return command + (["--db", self.database] if self.database else [])

    def text(self, system: System) -> str:
        if system == "systemd":
            return _UNIT.format(
                name=self.file_name(system),
                inbox=_shown(self.inbox),
                command=" ".join(map(_quoted, self.command)),
                user=self.user,
                private_network="no" if self.needs_network else "yes",
            )
        program, *arguments = self.command
        return _TASK.format(inbox=_xml(str(self.inbox)), program=_xml(program), arguments=_xml(subprocess.list2cmdline(arguments)))

    def encoded(self, system: System) -> bytes:
        """The Task Scheduler wants UTF-16."""
        return self.text(system).encode("utf-8" if system == "systemd" else "utf-16")

    def file_name(self, system: System) -> str:
        return "trienkhai.service" if system == "systemd" else "trienkhai.xml"


def _quoted(argument: str) -> str:
    """As systemd reads a command line: "%" and "$" doubled, quotes and backslashes escaped."""
    plain = argument.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$").replace("\n", "\\n")
    return f'"{plain}"' if any(sign in plain for sign in " \t'\"\\;#") else plain


def _shown(path: Path) -> str:
    return str(path).replace("%", "%%").replace("\n", " ")


def _xml(text: str) -> str:
    return escape(text)
