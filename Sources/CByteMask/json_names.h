#ifndef EXFIL_JSON_NAMES_H
#define EXFIL_JSON_NAMES_H

/* The names of objects that were walked before, each with the one that came after it. */

#include <string.h>

#include "json_cut.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#define INLINE static inline __attribute__((always_inline))

/* What one walk reads; `limit` is at least `end`. */
typedef struct {
  const unsigned char *bytes;
  size_t end;
  size_t limit;
} text;

/* Makes a memory empty. */
INLINE void forget(json_cut_memory *memory) {
  memset(memory->firsts, 0, JSON_CUT_KNOWN * sizeof memory->firsts[0]);
  memory->known[0].next = 0;
  memory->count = 1;
}

/* Whether the name at `at`, quotes and colon included, is one that has been met below a node. */
INLINE int is_known(const text *in, size_t at, const json_cut_known *known, int32_t parent) {
  if (known->parent != parent || at + JSON_CUT_TOKEN > in->limit) return 0;
#if defined(__SSE2__)
  const __m128i *own = (const __m128i *)(const void *)known->token;
  const __m128i *here = (const __m128i *)(const void *)(in->bytes + at);
  uint32_t low = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_loadu_si128(here), _mm_loadu_si128(own)));
  uint32_t high = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_loadu_si128(here + 1), _mm_loadu_si128(own + 1)));
  return (low | high << 16 | known->behind) == UINT32_MAX && at + known->count <= in->end;
#else
  return memcmp(in->bytes + at, known->token, known->count) == 0 && at + known->count <= in->end;
#endif
}

/* Remembers the name of `count` bytes, quotes and colon included, as the one that comes after another. Returns it, or
 * that other one where it is too long to be remembered. */
static json_cut_known *remember(
    const text *in, size_t at, size_t count, json_cut_memory *memory, json_cut_known *last, uint64_t front,
    int32_t parent, int32_t child, int32_t slot) {
  if (memory->capacity == 0 || count > JSON_CUT_TOKEN || at + JSON_CUT_TOKEN > in->limit) return last;
  uint16_t *first = &memory->firsts[json_cut_hash(parent, front, count) % JSON_CUT_KNOWN];
  /* Names of one hash are few, unless somebody chose them so. */
  int tries = 8;
  uint16_t number = *first;
  while (number > 0 && tries-- > 0 && !is_known(in, at, &memory->known[number], parent))
    number = memory->known[number].same;
  if (number == 0 || tries < 0) {
    if (memory->count == JSON_CUT_KNOWN) {
      forget(memory);
      last = memory->known;
    }
    number = memory->count++;
    json_cut_known *own = &memory->known[number];
    memset(own, 0, sizeof *own);
    memcpy(own->token, in->bytes + at, count);
    own->behind = count == JSON_CUT_TOKEN ? 0 : UINT32_MAX << count;
    own->count = (uint32_t)count;
    own->parent = parent;
    own->child = child;
    own->slot = slot;
    own->same = *first;
    *first = number;
  }
  last->next = number;
  return &memory->known[number];
}

#endif
