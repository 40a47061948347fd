/* Counts the system calls by which a program opens, writes, renames and, if asked to, reads, and makes
 * one of them fail.
 *
 * Preloaded by `LD_PRELOAD`. What to do is told by the environment:
 *
 *   CALLS_BOARD   a file that `calls.py` has made: the counter, and what each call was. Mapped and
 *                 shared, so that it tells the truth of a program that was killed, too.
 *   CALLS_READS   if 1, calls that read files count, too
 *   CALLS_ON      count only calls on paths that have this in them
 *   CALLS_AT      the number of the call to act on, from 1; 0 or nothing only counts.
 *   CALLS_ACTION  fail (the call fails), full (it and all later writes to files fail, as on a full disk; the
 *                 first of them writes half of what it was given), kill (SIGKILL in front of the call),
 *                 stop (SIGSTOP in front of it)
 *   CALLS_ERROR   the errno of `fail`
 *   CALLS_CLOCK   seconds to put the clock of the day forward; back, if negative
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { entry_count = 65536, name_size = 16, path_size = 112 };

struct board {
  _Atomic long count;
  char rest[name_size + path_size - sizeof(long)];
  struct { char name[name_size], path[path_size]; } calls[entry_count];
};

static struct board *board;
static long at, clock_shift;
static int counts_reads;
static const char *on;
static int error = EIO;
static char action = 'f';
static _Atomic int is_full;

__attribute__((constructor)) static void begin(void) {
  const char *text;
  if ((text = getenv("CALLS_CLOCK"))) clock_shift = atol(text);
  if ((text = getenv("CALLS_AT"))) at = atol(text);
  on = getenv("CALLS_ON");
  counts_reads = (text = getenv("CALLS_READS")) && *text == '1';
  if ((text = getenv("CALLS_ERROR"))) error = atoi(text);
  if ((text = getenv("CALLS_ACTION"))) action = strcmp(text, "full") == 0 ? 'd' : text[0];
  if (!(text = getenv("CALLS_BOARD"))) return;
  int (*real)(const char *, int, ...) = dlsym(RTLD_NEXT, "open");
  int file = real(text, O_RDWR | O_CLOEXEC);
  if (file < 0) return;
  void *place = mmap(NULL, sizeof *board, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  close(file);
  if (place != MAP_FAILED) board = place;
}

/* Terminals and pipes never are full in the way of a disk. */
static int is_regular(int file) {
  struct stat status;
  return fstat(file, &status) == 0 && S_ISREG(status.st_mode);
}

/* Notes a call; true if it is to fail, with errno set. `path` is NULL for calls on a descriptor. */
static int fails(const char *name, const char *path, int file, int writes) {
  char link[32], target[4096];
  if (!board) return 0;
  int before = errno;
  if (!path) {
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, target, sizeof target - 1);
    target[length < 0 ? 0 : length] = 0;
    path = target;
  }
  errno = before;
  if (is_full && writes && is_regular(file)) return errno = ENOSPC, 1;
  if (on && !strstr(path, on)) return 0;
  long number = atomic_fetch_add(&board->count, 1) + 1;
  if (number <= entry_count) {
    size_t length = strlen(path);
    strncpy(board->calls[number - 1].name, name, name_size - 1);
    strncpy(board->calls[number - 1].path, path + (length < path_size ? 0 : length - path_size + 1), path_size - 1);
  }
  if (number != at) return 0;
  if (action == 'k') kill(getpid(), SIGKILL);
  if (action == 's') kill(getpid(), SIGSTOP);
  if (action == 'f') return errno = error, 1;
  if (action == 'd') is_full = 1;
  return is_full && writes && is_regular(file) ? errno = ENOSPC, 1 : 0;
}

/* The write that fills the disk goes half of its way. */
static size_t half(size_t count) { return is_full == 1 && count > 1 && (is_full = 2) ? count / 2 : 0; }

#define REAL(type, name, ...) \
  static type (*real)(__VA_ARGS__); \
  if (!real) real = dlsym(RTLD_NEXT, name)

ssize_t write(int file, const void *bytes, size_t count) {
  REAL(ssize_t, "write", int, const void *, size_t);
  if (!fails("write", NULL, file, 1)) return real(file, bytes, count);
  size_t part = half(count);
  return part ? real(file, bytes, part) : -1;
}

#define POSITIONED_WRITE(name, offset_type) \
  ssize_t name(int file, const void *bytes, size_t count, offset_type offset) { \
    REAL(ssize_t, #name, int, const void *, size_t, offset_type); \
    if (!fails(#name, NULL, file, 1)) return real(file, bytes, count, offset); \
    size_t part = half(count); \
    return part ? real(file, bytes, part, offset) : -1; \
  }
POSITIONED_WRITE(pwrite, off_t)
POSITIONED_WRITE(pwrite64, off64_t)

ssize_t writev(int file, const struct iovec *parts, int count) {
  REAL(ssize_t, "writev", int, const struct iovec *, int);
  return fails("writev", NULL, file, 1) ? -1 : real(file, parts, count);
}

ssize_t read(int file, void *bytes, size_t count) {
  REAL(ssize_t, "read", int, void *, size_t);
  return counts_reads && fails("read", NULL, file, 0) ? -1 : real(file, bytes, count);
}

#define POSITIONED_READ(name, offset_type) \
  ssize_t name(int file, void *bytes, size_t count, offset_type offset) { \
    REAL(ssize_t, #name, int, void *, size_t, offset_type); \
    return counts_reads && fails(#name, NULL, file, 0) ? -1 : real(file, bytes, count, offset); \
  }
POSITIONED_READ(pread, off_t)
POSITIONED_READ(pread64, off64_t)

#define ON_DESCRIPTOR(name, writes) \
  int name(int file) { \
    REAL(int, #name, int); \
    return fails(#name, NULL, file, writes) ? -1 : real(file); \
  }
ON_DESCRIPTOR(fsync, 1)
ON_DESCRIPTOR(fdatasync, 1)

#define TRUNCATE(name, offset_type) \
  int name(int file, offset_type length) { \
    REAL(int, #name, int, offset_type); \
    return fails(#name, NULL, file, 1) ? -1 : real(file, length); \
  }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

int rename(const char *from, const char *to) {
  REAL(int, "rename", const char *, const char *);
  return fails("rename", to, -1, 0) ? -1 : real(from, to);
}

int renameat(int from_folder, const char *from, int to_folder, const char *to) {
  REAL(int, "renameat", int, const char *, int, const char *);
  return fails("renameat", to, -1, 0) ? -1 : real(from_folder, from, to_folder, to);
}

int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags) {
  REAL(int, "renameat2", int, const char *, int, const char *, unsigned);
  return fails("renameat2", to, -1, 0) ? -1 : real(from_folder, from, to_folder, to, flags);
}

static mode_t mode_of(int flags, va_list rest) {
  return flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;
}

#define OPEN(name) \
  int name(const char *path, int flags, ...) { \
    REAL(int, #name, const char *, int, ...); \
    va_list rest; \
    va_start(rest, flags); \
    mode_t mode = mode_of(flags, rest); \
    va_end(rest); \
    return fails(#name, path, -1, 0) ? -1 : real(path, flags, mode); \
  }
OPEN(open)
OPEN(open64)

#define OPEN_AT(name) \
  int name(int folder, const char *path, int flags, ...) { \
    REAL(int, #name, int, const char *, int, ...); \
    va_list rest; \
    va_start(rest, flags); \
    mode_t mode = mode_of(flags, rest); \
    va_end(rest); \
    return fails(#name, path, -1, 0) ? -1 : real(folder, path, flags, mode); \
  }
OPEN_AT(openat)
OPEN_AT(openat64)

int clock_gettime(clockid_t clock, struct timespec *moment) {
  REAL(int, "clock_gettime", clockid_t, struct timespec *);
  int result = real(clock, moment);
  if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
    moment->tv_sec += clock_shift;
  return result;
}

int gettimeofday(struct timeval *moment, void *zone) {
  REAL(int, "gettimeofday", struct timeval *, void *);
  int result = real(moment, zone);
  if (result == 0) moment->tv_sec += clock_shift;
  return result;
}

time_t time(time_t *place) {
  REAL(time_t, "time", time_t *);
  time_t moment = real(NULL) + clock_shift;
  if (place) *place = moment;
  return moment;
}
