#ifndef EXFIL_BYTE_SEARCH_H
#define EXFIL_BYTE_SEARCH_H

/* The C library's searches that its headers only show to GNU programs. */

#include <stddef.h>
#include <stdint.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/* The last of `count` bytes that equals c, or NULL. */
const void *byte_search_last(const void *bytes, int c, size_t count);

/* The first occurrence of a needle in `count` bytes, or NULL. */
const void *byte_search_needle(
    const void *bytes, size_t count, const void *needle, size_t needle_count);

/* The bit of what `byte_search_json_close` returns that says there are escapes. */
#define BYTE_SEARCH_ESCAPES ((size_t)1 << 62)

/* Where the quote stands that closes a string of JSON whose first byte is `bytes[0]`; `count` if it is
 * never closed, or a control byte or an escape that JSON does not know comes before. */
size_t byte_search_json_close(const unsigned char *bytes, size_t count);

/* Whether a letter behind a backslash makes an escape of two bytes. */
extern const unsigned char byte_search_short_escapes[256];

static inline int byte_search_is_hex(unsigned char byte) {
  return (byte >= '0' && byte <= '9') || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'f');
}

/* How many bytes the escape at the front of `count` takes; 0 if it is none of JSON's. */
static inline __attribute__((always_inline)) size_t byte_search_json_escape(
    const unsigned char *bytes, size_t count) {
  if (count < 2) return 0;
  if (byte_search_short_escapes[bytes[1]]) return 2;
  if (bytes[1] != 'u' || count < 6) return 0;
  for (int i = 2; i < 6; i++)
    if (!byte_search_is_hex(bytes[i])) return 0;
  return 6;
}

#if defined(__SSE2__)
/* Which of 16 bytes are quotes, backslashes or control bytes. */
static inline uint64_t byte_search_json_hits(const unsigned char *bytes) {
  __m128i at = _mm_loadu_si128((const __m128i *)bytes);
  __m128i hit = _mm_or_si128(
      _mm_or_si128(
          _mm_cmpeq_epi8(at, _mm_set1_epi8('"')), _mm_cmpeq_epi8(at, _mm_set1_epi8('\\'))),
      /* The lesser of a byte and 0x1F is the byte itself for control bytes only. */
      _mm_cmpeq_epi8(_mm_min_epu8(at, _mm_set1_epi8(0x1F)), at));
  return (uint64_t)(uint16_t)_mm_movemask_epi8(hit);
}
#endif

#endif
