"""Rotates logs with the real logrotate, while the servers go on writing."""

import os

from children import call, write


class Rotation:
    """Three entries as packages ship them: two that reopen, one that copies and truncates."""

    def __init__(self, base, proxy, syslog):
        self.state = os.path.join(base, "logrotate.state")
        self.configuration = write(os.path.join(base, "logrotate.conf"), f"""
{proxy.log('rotated.log')} {{
  su proxy proxy
  rotate 5
  compress
  create 0640 proxy proxy
  postrotate
    {proxy.rotate_command()}
  endscript
}}
{syslog.log('rotated')} {{
  su root root
  rotate 5
  compress
  create 0640 root root
  postrotate
    {syslog.rotate_command()}
  endscript
}}
{syslog.log('truncated')} {{
  su root root
  rotate 5
  copytruncate
}}
""")

    def turn(self):
        call(["logrotate", "--force", "--state", self.state, self.configuration], 30)
