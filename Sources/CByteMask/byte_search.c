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

static int is_hex(unsigned char byte) {
  return (byte >= '0' && byte <= '9') || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'f');
}

/* How many bytes the escape at the front takes; 0 if it is none of JSON's. */
static size_t escape_length(const unsigned char *bytes, size_t count) {
  if (count < 2) return 0;
  switch (bytes[1]) {
    case '"': case '\\': case '/': case 'b': case 'f': case 'n': case 'r': case 't':
      return 2;
    case 'u':
      return count >= 6 && is_hex(bytes[2]) && is_hex(bytes[3]) && is_hex(bytes[4])
                     && is_hex(bytes[5])
                 ? 6
                 : 0;
    default:
      return 0;
  }
}

size_t byte_search_json_close(const unsigned char *bytes, size_t count, size_t *escapes) {
  size_t i = 0;
  *escapes = 0;
  for (;;) {
    i += byte_search_string_end(bytes + i, count - i);
    if (i >= count) return count;
    if (bytes[i] == '"') return i;
    /* Escapes come in rows, as at the ends of lines. */
    do {
      size_t length = bytes[i] == '\\' ? escape_length(bytes + i, count - i) : 0;
      if (length == 0) return count;
      ++*escapes;
      i += length;
    } while (i < count && bytes[i] == '\\');
  }
}

size_t byte_search_string_end(const unsigned char *bytes, size_t count) {
  size_t i = 0;
#if defined(__SSE2__)
  const __m128i quote = _mm_set1_epi8('"');
  const __m128i backslash = _mm_set1_epi8('\\');
  const __m128i control = _mm_set1_epi8(0x1F);
  for (; i + 16 <= count; i += 16) {
    __m128i at = _mm_loadu_si128((const __m128i *)(bytes + i));
    __m128i hit = _mm_or_si128(
        _mm_or_si128(_mm_cmpeq_epi8(at, quote), _mm_cmpeq_epi8(at, backslash)),
        /* The lesser of a byte and 0x1F is the byte itself for control bytes only. */
        _mm_cmpeq_epi8(_mm_min_epu8(at, control), at));
    int mask = _mm_movemask_epi8(hit);
    if (mask != 0) return i + (size_t)__builtin_ctz((unsigned)mask);
  }
#endif
  for (; i < count; i++)
    if (bytes[i] == '"' || bytes[i] == '\\' || bytes[i] < 0x20) return i;
  return count;
}
