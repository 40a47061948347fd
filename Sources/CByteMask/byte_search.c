#define _GNU_SOURCE
#include "byte_search.h"

#include <string.h>

#include "byte_mask.h"

const void *byte_search_last(const void *bytes, int c, size_t count) {
  return memrchr(bytes, c, count);
}

const void *byte_search_needle(
    const void *bytes, size_t count, const void *needle, size_t needle_count) {
  return memmem(bytes, count, needle, needle_count);
}

/* The letters that make an escape of two bytes. */
const unsigned char byte_search_short_escapes[256] = {
    ['"'] = 1, ['\\'] = 1, ['/'] = 1, ['b'] = 1, ['f'] = 1, ['n'] = 1, ['r'] = 1, ['t'] = 1};

size_t byte_search_json_close(const unsigned char *bytes, size_t count) {
  size_t i = 0, escapes = 0;
#if defined(__SSE2__)
  /* Escapes come in rows, as at the ends of lines: 64 bytes are asked once for all of theirs. */
  while (i + 64 <= count) {
    uint64_t hits = byte_search_json_hits(bytes + i) | byte_search_json_hits(bytes + i + 16) << 16
                    | byte_search_json_hits(bytes + i + 32) << 32 | byte_search_json_hits(bytes + i + 48) << 48;
    size_t next = i + 64;
    while (hits != 0) {
      size_t at = i + (size_t)__builtin_ctzll(hits);
      if (bytes[at] == '"') return at | escapes;
      size_t length = bytes[at] == '\\' ? byte_search_json_escape(bytes + at, count - at) : 0;
      if (length == 0) return count;
      escapes = BYTE_SEARCH_ESCAPES;
      size_t past = at + length - i;
      if (past >= 64) {
        next = i + past;
        break;
      }
      hits &= ~0ULL << past;
    }
    i = next;
  }
#endif
  while (i < count) {
    if (bytes[i] == '"') return i | escapes;
    if (bytes[i] < 0x20) return count;
    if (bytes[i] != '\\') {
      i++;
      continue;
    }
    size_t length = byte_search_json_escape(bytes + i, count - i);
    if (length == 0) return count;
    escapes = BYTE_SEARCH_ESCAPES;
    i += length;
  }
  return count;
}
