#include "pair_cut.h"

#include <string.h>

#include "line_text.h"

uint32_t pair_cut_hash(const unsigned char *key, size_t count) {
  uint64_t front = 0, back = 0;
  for (size_t i = 0; i < count && i < 8; i++) front |= (uint64_t)key[i] << (8 * i);
  /* Long keys of a product often share their front. */
  for (size_t i = count < 9 ? count : count - 9; i < count; i++) back = back << 7 ^ key[i];
  return (uint32_t)(((front ^ back << 1 ^ (uint64_t)count << 57) * 0x9E3779B97F4A7C15ULL) >> 56);
}

/* Whether a key stands at `at`, before `end`. */
INLINE int is_key(
    text in, const pair_cut_memory *memory, const pair_cut_known *known, size_t at, size_t end) {
  if (at + known->count > end) return 0;
#if defined(__SSE2__)
  if (in.limit - at >= PAIR_CUT_TOKEN) {
    const __m128i *token = (const __m128i *)(const void *)known->token;
    const __m128i *here = (const __m128i *)(const void *)(in.bytes + at);
    uint32_t low = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_loadu_si128(here), _mm_loadu_si128(token)));
    if ((low | known->behind | 0xFFFF0000u) != UINT32_MAX) return 0;
    if (known->count <= 16) return 1;
    uint32_t high = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_loadu_si128(here + 1), _mm_loadu_si128(token + 1)));
    if ((low | high << 16 | known->behind) != UINT32_MAX) return 0;
    if (known->count <= PAIR_CUT_TOKEN) return 1;
  }
#endif
  return memcmp(in.bytes + at, memory->bytes + known->start, known->count) == 0;
}

/* Meets the key from `key` to `at`, `=` included, behind the one that is `last`: returns it, or NULL if it is not
 * remembered. */
static __attribute__((noinline)) pair_cut_known *meet(
    text in, const pair_cut_memory *memory, pair_cut_known *last, size_t key, size_t at, pair_cut_progress *progress) {
  size_t count = at - key;
  pair_cut_known *known = memory->known;
  uint16_t number = memory->firsts[pair_cut_hash(in.bytes + key, count)];
  while (number > 0 && !(known[number].count == count && is_key(in, memory, &known[number], key, at)))
    number = known[number].same;
  if (number > 0) {
    last->next = number;
    return &known[number];
  }
  progress->key = key;
  progress->at = at;
  progress->last = (uint16_t)(last - known);
  return NULL;
}

/* Sets a value unless it is set already. */
INLINE void put(uint64_t *values, int32_t slot, size_t start, size_t end, uint64_t form) {
  if (slot >= 0 && values[slot] == 0) values[slot] = place(start, end, form);
}

/* Pairs between one of two bytes; among words, blanks in front of a key mean nothing, and a value may stand in quotes. */
INLINE int cut_separated(
    text in, int are_words, unsigned char delimiter, unsigned char other, const pair_cut_memory *memory,
    pair_cut_progress *progress, uint64_t *values, uint64_t escaped) {
  pair_cut_known *const known = memory->known;
  pair_cut_known *last = known + progress->last;
  size_t at = progress->at;
  int32_t slot = progress->slot;
  if (slot != PAIR_CUT_NO_VALUE) goto value;
  for (;;) {
    while (at < in.end && (in.bytes[at] == delimiter || in.bytes[at] == other || (are_words && in.bytes[at] == ' '))) at++;
    if (at >= in.end) return PAIR_CUT_WHOLE;
    pair_cut_known *next = known + last->next;
    if (is_key(in, memory, next, at, in.end)) {
      at += next->count;
    } else {
      size_t key = at;
      while (at < in.end && in.bytes[at] != '=' && in.bytes[at] != delimiter && in.bytes[at] != other) at++;
      /* Text without `=` is no pair. */
      if (at >= in.end || in.bytes[at] != '=') continue;
      next = meet(in, memory, last, key, ++at, progress);
      if (next == NULL) return PAIR_CUT_OTHER_KEY;
    }
    slot = next->slot;
    last = next;

  value:
    progress->has_pair = 1;
    size_t first = at;
    if (!are_words || at == in.end || in.bytes[at] != '"') {
      at = near_of(in, first, in.end, delimiter, other);
      put(values, slot, first, at, 0);
      continue;
    }
    int has_escapes;
    at = closing_quote(in, first + 1, &has_escapes);
    if (at >= in.end) return PAIR_CUT_OPEN_QUOTE;
    put(values, slot, first + 1, at, has_escapes ? escaped : 0);
    at++;
  }
}

/* Which of the 64 bytes from `at` on are `=` or a backslash. */
INLINE uint64_t marks_at(text in, size_t at) {
#if defined(__SSE2__)
  if (in.limit - at >= 64) {
    const __m128i equal = _mm_set1_epi8('='), escape = _mm_set1_epi8('\\');
    uint64_t marks = 0;
    for (int part = 0; part < 4; part++) {
      __m128i here = _mm_loadu_si128((const __m128i *)(const void *)(in.bytes + at + 16 * part));
      __m128i hits = _mm_or_si128(_mm_cmpeq_epi8(here, equal), _mm_cmpeq_epi8(here, escape));
      marks |= (uint64_t)(uint16_t)_mm_movemask_epi8(hits) << (16 * part);
    }
    return marks;
  }
#endif
  uint64_t marks = 0;
  for (size_t i = 0; i < 64 && at + i < in.end; i++)
    marks |= (uint64_t)(in.bytes[at + i] == '=' || in.bytes[at + i] == '\\') << i;
  return marks;
}

/* The blanks behind a value do not belong to it. */
INLINE void put_trimmed(text in, uint64_t *values, int32_t slot, size_t start, size_t end, uint64_t form) {
  if (slot < 0) return;
  while (end > start && in.bytes[end - 1] == ' ') end--;
  if (end > start) put(values, slot, start, end, form);
}

INLINE int cut_extension(
    text in, const pair_cut_memory *memory, pair_cut_progress *progress, uint64_t *values, uint64_t escaped) {
  pair_cut_known *const known = memory->known;
  pair_cut_known *last = known + progress->last;
  const size_t none = SIZE_MAX;
  int is_first = progress->slot == PAIR_CUT_NO_VALUE;
  int32_t slot = is_first ? -1 : progress->slot;
  size_t start = progress->at;
  if (is_first)
    while (start < in.end && in.bytes[start] == ' ') start++;
  uint64_t form = 0;
  /* The last blank of the value that is no part of an escape, as far as it has been looked at. */
  size_t blank = none, looked_to = start;
  /* Which bytes from `base` on may end a key or begin an escape. */
  size_t base = start;
  uint64_t marks = base < in.end ? marks_at(in, base) : 0;
  for (;;) {
    while (marks == 0) {
      base += 64;
      if (base >= in.end) goto done;
      marks = marks_at(in, base);
    }
    size_t found = base + (size_t)__builtin_ctzll(marks);
    if (found >= in.end) break;
    marks &= marks - 1;
    pair_cut_known *next = known + last->next;
    size_t key = found + 1 - next->count;
    /* The first key may hold blanks, and no other one does. */
    if (last != known && in.bytes[found] == '=' && looked_to + next->count <= found && in.bytes[key - 1] == ' '
        && is_key(in, memory, next, key, found + 1)) {
      put_trimmed(in, values, slot, start, key - 1, form);
    } else {
      size_t at = found;
      while (at > looked_to && in.bytes[at - 1] != ' ') at--;
      if (at > looked_to) blank = at - 1;
      if (in.bytes[found] == '\\') {
        form = escaped;
        looked_to = found + 2 < in.end ? found + 2 : in.end;
        /* The byte behind it means nothing. */
        if (looked_to - base < 64) {
          marks &= UINT64_MAX << (looked_to - base);
        } else {
          base = looked_to;
          marks = base < in.end ? marks_at(in, base) : 0;
        }
        continue;
      }
      looked_to = found + 1;
      if (!is_first && (blank == none || blank + 1 >= found)) continue;
      key = is_first ? start : blank + 1;
      put_trimmed(in, values, slot, start, key, form);
      if (last != known || next->count != found + 1 - key || !is_key(in, memory, next, key, found + 1)) {
        next = meet(in, memory, last, key, found + 1, progress);
        if (next == NULL) return PAIR_CUT_OTHER_KEY;
      }
      is_first = 0;
    }
    slot = next->slot;
    last = next;
    start = looked_to = found + 1;
    form = 0;
    blank = none;
  }
done:
  put_trimmed(in, values, slot, start, in.end, form);
  return PAIR_CUT_WHOLE;
}

int pair_cut(
    const unsigned char *bytes, size_t end, size_t limit, pair_cut_form form, unsigned char delimiter,
    unsigned char other, const pair_cut_memory *memory, pair_cut_progress *progress, uint64_t *values,
    uint64_t escaped) {
  const text in = {bytes, end, limit, limit - end >= 16};
  switch (form) {
    case PAIR_CUT_WORDS: return cut_separated(in, 1, delimiter, other, memory, progress, values, escaped);
    case PAIR_CUT_BARS: return cut_separated(in, 0, delimiter, delimiter, memory, progress, values, escaped);
    case PAIR_CUT_EXTENSION: break;
  }
  return cut_extension(in, memory, progress, values, escaped);
}
