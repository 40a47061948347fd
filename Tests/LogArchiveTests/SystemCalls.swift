import Glibc
import SystemBoundary

/// Makes a named pipe.
func makePipe(_ path: RawPath) -> Bool {
  // SAFETY: the call reads the C string that Swift makes of the text.
  unsafe mkfifo(path.display, 0o600) == 0
}

/// Changes what may be done with a file.
func setPermissions(of path: RawPath, to mode: UInt32) {
  // SAFETY: the call reads the C string that Swift makes of the text.
  unsafe _ = chmod(path.display, mode)
}

/// Cuts a file to a size in bytes.
func cut(_ path: RawPath, to byteCount: Int) {
  // SAFETY: the call reads the C string that Swift makes of the text.
  unsafe _ = truncate(path.display, byteCount)
}
