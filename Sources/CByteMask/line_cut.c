#include "line_cut.h"

#include <string.h>

#include "byte_search.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#define INLINE static inline __attribute__((always_inline))

/* Where one of two bytes stands first, from `at` on; `end` if none does. */
INLINE size_t first_of(
    const unsigned char *bytes, size_t at, size_t end, size_t limit, unsigned char one, unsigned char other) {
#if defined(__SSE2__)
  const __m128i ones = _mm_set1_epi8((char)one), others = _mm_set1_epi8((char)other);
  for (; at < end && limit - at >= 16; at += 16) {
    __m128i here = _mm_loadu_si128((const __m128i *)(bytes + at));
    __m128i hits = one == other ? _mm_cmpeq_epi8(here, ones)
                                : _mm_or_si128(_mm_cmpeq_epi8(here, ones), _mm_cmpeq_epi8(here, others));
    unsigned mask = (unsigned)_mm_movemask_epi8(hits);
    if (mask == 0) continue;
    at += (size_t)__builtin_ctz(mask);
    break;
  }
#endif
  /* Where a step found one, this looks at that byte alone. */
  while (at < end && bytes[at] != one && bytes[at] != other) at++;
  return at < end ? at : end;
}

/* Where the quote stands that ends a text in which a backslash takes away the meaning of the next byte; `end` if
 * none does. */
INLINE size_t closing_quote(
    const unsigned char *bytes, size_t at, size_t end, size_t limit, int *has_escapes) {
  *has_escapes = 0;
  while (at < end) {
    at = first_of(bytes, at, end, limit, '"', '\\');
    if (at == end || bytes[at] == '"') return at;
    *has_escapes = 1;
    at += 2;
  }
  return end;
}

INLINE int stands(
    const line_cut_step *step, const unsigned char *bytes, size_t at, size_t limit, const unsigned char *texts) {
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  if (step->text_count <= 8 && limit - at >= 8) {
    uint64_t front;
    memcpy(&front, bytes + at, 8);
    return ((front ^ step->front) & step->mask) == 0;
  }
#endif
  return step->text_count == 0 || memcmp(bytes + at, texts + step->text, step->text_count) == 0;
}

INLINE uint64_t place(size_t start, size_t end, uint64_t form) {
  return (uint64_t)start << 32 | (uint64_t)end << 3 | form;
}

/* `POST /a?b HTTP/1.1`; whatever else stands there has no words. */
INLINE void cut_words(
    const line_cut_step *step, const unsigned char *bytes, size_t start, size_t end, size_t limit, uint64_t *values,
    uint64_t form) {
  size_t first = first_of(bytes, start, end, limit, ' ', ' ');
  if (first == start || first == end) return;
  size_t last = end - 1;
  while (bytes[last] != ' ') last--;
  if (last == first) return;
  if (step->words[0] >= 0) values[step->words[0]] = place(start, first, form);
  if (step->words[1] >= 0) values[step->words[1]] = place(first + 1, last, form);
  if (step->words[2] >= 0) values[step->words[2]] = place(last + 1, end, form);
}

int line_cut(
    const unsigned char *bytes, size_t start, size_t end, size_t limit, const line_cut_step *steps,
    size_t step_count, const unsigned char *texts, uint64_t *values, uint64_t escaped) {
  size_t at = start;
  for (const line_cut_step *step = steps; step != steps + step_count; step++) {
    if (end - at < step->text_count || !stands(step, bytes, at, limit, texts)) return LINE_CUT_OTHER;
    at += step->text_count;
    if (!step->has_value) continue;
    if (step->has_brackets) {
      if (at == end || bytes[at] != '[') return LINE_CUT_OTHER;
      at++;
    }
    size_t first = at;
    uint64_t form = 0;
    if (step->is_quoted) {
      int has_escapes;
      at = closing_quote(bytes, first, end, limit, &has_escapes);
      if (at == end) return LINE_CUT_OPEN_QUOTE;
      if (has_escapes) form = escaped;
    } else if (step->stop >= 0) {
      at = first_of(bytes, first, end, limit, (unsigned char)step->stop, (unsigned char)step->stop);
    } else {
      at = end;
    }
    if (step->slot >= 0) values[step->slot] = place(first, at, form);
    if (step->has_words) cut_words(step, bytes, first, at, limit, values, form);
    if (step->has_brackets) {
      if (at == end) return LINE_CUT_OTHER;
      at++;
    }
  }
  return at == end ? LINE_CUT_WHOLE : LINE_CUT_OTHER;
}
