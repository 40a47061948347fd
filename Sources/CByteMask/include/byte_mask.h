#ifndef EXFIL_BYTE_MASK_H
#define EXFIL_BYTE_MASK_H

/*
 * One function family: "which of these 64 bytes equal c", as the bits of a uint64_t
 * (bit i stands for byte i), and the flattening of such masks into positions.
 *
 * The forms (SSE2, AVX2, NEON, portable) give the same bits. Nothing here reads or writes
 * outside the ranges that the callers hand over.
 */

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "byte_search.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__ARM_NEON) && defined(__aarch64__)
#include <arm_neon.h>
#endif

/* The portable form: eight bytes at a time, exact for every byte value. */
static inline uint64_t byte_mask_equal_portable(const uint8_t *bytes, uint8_t c) {
  const uint64_t low7 = 0x7F7F7F7F7F7F7F7FULL;
  const uint64_t pattern = 0x0101010101010101ULL * c;
  uint64_t mask = 0;
  for (int word = 0; word < 8; word++) {
    uint64_t x = 0;
    for (int i = 0; i < 8; i++) x |= (uint64_t)bytes[word * 8 + i] << (8 * i);
    x ^= pattern;
    /* The top bit of each byte of `zero` is set exactly where that byte of x is zero. */
    uint64_t zero = ~(((x & low7) + low7) | x | low7);
    mask |= (((zero >> 7) * 0x0102040810204080ULL) >> 56) << (8 * word);
  }
  return mask;
}

#if defined(__SSE2__)

typedef struct { __m128i part[4]; } byte_mask_block;

static inline byte_mask_block byte_mask_load(const uint8_t *bytes) {
  byte_mask_block block;
  for (int i = 0; i < 4; i++) block.part[i] = _mm_loadu_si128((const __m128i *)(bytes + 16 * i));
  return block;
}

static inline uint64_t byte_mask_of(const byte_mask_block *block, uint8_t c) {
  const __m128i pattern = _mm_set1_epi8((char)c);
  uint64_t mask = 0;
  for (int i = 0; i < 4; i++) {
    __m128i hit = _mm_cmpeq_epi8(block->part[i], pattern);
    mask |= (uint64_t)(uint16_t)_mm_movemask_epi8(hit) << (16 * i);
  }
  return mask;
}

#elif defined(__ARM_NEON) && defined(__aarch64__)

typedef struct { uint8x16_t part[4]; } byte_mask_block;

static inline byte_mask_block byte_mask_load(const uint8_t *bytes) {
  byte_mask_block block;
  for (int i = 0; i < 4; i++) block.part[i] = vld1q_u8(bytes + 16 * i);
  return block;
}

static inline uint64_t byte_mask_of(const byte_mask_block *block, uint8_t c) {
  static const uint8_t weights[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  uint8x16_t weight = vld1q_u8(weights);
  uint8x16_t part[4];
  for (int i = 0; i < 4; i++) {
    part[i] = vandq_u8(vceqq_u8(block->part[i], vdupq_n_u8(c)), weight);
  }
  uint8x16_t low = vpaddq_u8(part[0], part[1]);
  uint8x16_t high = vpaddq_u8(part[2], part[3]);
  uint8x16_t sum = vpaddq_u8(vpaddq_u8(low, high), vdupq_n_u8(0));
  return vgetq_lane_u64(vreinterpretq_u64_u8(sum), 0);
}

#else

typedef struct { const uint8_t *bytes; } byte_mask_block;

static inline byte_mask_block byte_mask_load(const uint8_t *bytes) {
  byte_mask_block block = {bytes};
  return block;
}

static inline uint64_t byte_mask_of(const byte_mask_block *block, uint8_t c) {
  return byte_mask_equal_portable(block->bytes, c);
}

#endif

/* Which of the 64 bytes equal c; the form that suits this processor. */
static inline uint64_t byte_mask_equal(const uint8_t *bytes, uint8_t c) {
  byte_mask_block block = byte_mask_load(bytes);
  return byte_mask_of(&block, c);
}

/* How many of the n bytes equal c. */
static inline size_t byte_mask_count_baseline(const uint8_t *bytes, size_t n, uint8_t c) {
  size_t count = 0;
  size_t i = 0;
  for (; i + 64 <= n; i += 64) count += (size_t)__builtin_popcountll(byte_mask_equal(bytes + i, c));
  for (; i < n; i++) count += bytes[i] == c;
  return count;
}

/* The same, in the fastest form that this processor has. */
size_t byte_mask_count(const uint8_t *bytes, size_t n, uint8_t c);

/* How many of the n bytes stand before the first one above 0x7F. */
static inline size_t byte_mask_ascii_front_baseline(const uint8_t *bytes, size_t n) {
  size_t i = 0;
  for (; n - i >= 8; i += 8) {
    uint64_t word;
    __builtin_memcpy(&word, bytes + i, 8);
    if ((word & 0x8080808080808080u) != 0) break;
  }
  while (i < n && bytes[i] < 0x80) i++;
  return i;
}

/* The same, in the fastest form that this processor has. */
size_t byte_mask_ascii_front(const uint8_t *bytes, size_t n);

/* Writes the positions of the set bits of mask, plus base, eight at a time and without branches
 * on single bits: the positions past the last set bit are rubbish, and the caller's next write
 * covers them. So `out` must have room for 64 positions. Returns the number of set bits. */
static inline __attribute__((always_inline)) size_t byte_mask_flatten(uint32_t *out, uint32_t base, uint64_t mask) {
  size_t count = (size_t)__builtin_popcountll(mask);
  for (size_t written = 0; written < count; written += 8) {
    for (int i = 0; i < 8; i++) {
      /* The guard bit keeps the count of trailing zeros defined for an empty mask. */
      out[written + (size_t)i] =
          base + (uint32_t)__builtin_ctzll(mask | 0x8000000000000000ULL);
      mask &= mask - 1;
    }
  }
  return count;
}

/* What one call of byte_column_index did. */
typedef struct {
  /* How many column ends, and how many line ends, it wrote. */
  size_t written;
  size_t lines;
  /* Where to go on; equal to the number of bytes once all of them are indexed. */
  size_t reached;
  /* 1 if the byte before `reached` is a blank or a line feed; 1 before the first byte. */
  uint64_t after_separator;
} byte_column_progress;

/* Returns the column ends among 64 bytes: line feeds, and blanks that follow no other separator. A
 * line end is noted as the number of column ends up to and including it. */
static inline __attribute__((always_inline)) uint64_t byte_column_marks(
    uint64_t blanks, uint64_t feeds, byte_column_progress *progress, uint32_t *line_ends) {
  uint64_t separators = blanks | feeds;
  uint64_t marks = (blanks & ~(separators << 1 | progress->after_separator)) | feeds;
  progress->after_separator = separators >> 63;
  for (; feeds != 0; feeds &= feeds - 1) {
    uint64_t through = feeds ^ (feeds - 1);
    line_ends[progress->lines++] =
        (uint32_t)(progress->written + (size_t)__builtin_popcountll(marks & through));
  }
  return marks;
}

/* Writes the column ends among 64 bytes. */
static inline __attribute__((always_inline)) void byte_column_step(
    uint64_t blanks, uint64_t feeds, byte_column_progress *progress, uint32_t *ends,
    uint32_t *line_ends) {
  uint64_t marks = byte_column_marks(blanks, feeds, progress, line_ends);
  progress->written +=
      byte_mask_flatten(ends + progress->written, (uint32_t)progress->reached, marks);
}

/* Loads 64 bytes, or the `left` bytes that there are, with zeros behind them: no byte past the end
 * is ever read. The bits of `valid` are those of bytes that were there. */
static inline byte_mask_block byte_mask_load_upto(
    const uint8_t *bytes, size_t left, uint64_t *valid) {
  *valid = ~0ULL;
  if (left >= 64) return byte_mask_load(bytes);
  uint8_t tail[64];
  memset(tail, 0, sizeof tail);
  memcpy(tail, bytes, left);
  *valid = (1ULL << left) - 1;
  return byte_mask_load(tail);
}

/* Indexes columns from `progress.reached` on, and stops early when `ends` or `line_ends` (whose
 * capacities are counted from their fronts) has no room for 64 more. `count` is below 2^32. */
static inline byte_column_progress byte_column_index_baseline(
    const uint8_t *bytes, size_t count, uint8_t blank, byte_column_progress progress,
    uint32_t *ends, size_t capacity, uint32_t *line_ends, size_t line_capacity) {
  while (progress.reached < count && capacity - progress.written >= 64
         && line_capacity - progress.lines >= 64) {
    size_t left = count - progress.reached;
    uint64_t valid;
    byte_mask_block block = byte_mask_load_upto(bytes + progress.reached, left, &valid);
    byte_column_step(
        byte_mask_of(&block, blank) & valid, byte_mask_of(&block, 0x0A) & valid,
        &progress, ends, line_ends);
    progress.reached += left < 64 ? left : 64;
  }
  return progress;
}

/* How many forms this processor has: 1 the baseline, 2 one of 32 bytes (AVX2), 3 one of 64 (AVX-512). */
int byte_column_forms(void);

/* The same in one of the forms, of which the last is the fastest. */
byte_column_progress byte_column_index_in(
    int form, const uint8_t *bytes, size_t count, uint8_t blank, byte_column_progress progress,
    uint32_t *ends, size_t capacity, uint32_t *line_ends, size_t line_capacity);

/* Cells: every separator ends one, and none is collapsed into the one before it.
 *
 * What one call of byte_cell_index_in did; what is said of the line at hand and of the byte before
 * `reached` is carried from step to step. */
typedef struct {
  size_t written;
  size_t lines;
  size_t reached;
  /* Not 0 if a quote stood in the line so far, and if one stood elsewhere than around a whole cell. */
  uint64_t quoted;
  uint64_t loose;
  /* All bits set if that byte stands in quotes. */
  uint64_t inside;
  /* 1 if that byte ends a cell, or there is none; 1 if it is a quote that ends a text. */
  uint64_t ended;
  uint64_t closed;
} byte_cell_progress;

/* The bit of a line end that says that the line holds a quote. */
#define BYTE_CELL_QUOTED 0x80000000u
/* The bit that says that its cells cannot be told without reading the quotes. */
#define BYTE_CELL_LOOSE 0x40000000u

/* Notes the line ends among 64 bytes, of which `marks` end a cell: each as the number of cell ends up to and
 * including it, with BYTE_CELL_QUOTED where a quote stands in the line and BYTE_CELL_LOOSE where one of the
 * bits of `loose` does. Returns `marks`. */
static inline __attribute__((always_inline)) uint64_t byte_cell_note(
    uint64_t marks, uint64_t quotes, uint64_t loose, uint64_t feeds, byte_cell_progress *progress,
    uint32_t *line_ends) {
  for (uint64_t left = feeds; left != 0; left &= left - 1) {
    uint64_t through = left ^ (left - 1);
    uint32_t flags = (progress->quoted | (quotes & through)) != 0 ? BYTE_CELL_QUOTED : 0;
    flags |= (progress->loose | (loose & through)) != 0 ? BYTE_CELL_LOOSE : 0;
    line_ends[progress->lines++] =
        (uint32_t)(progress->written + (size_t)__builtin_popcountll(marks & through)) | flags;
    quotes &= ~through;
    loose &= ~through;
    progress->quoted = 0;
    progress->loose = 0;
  }
  progress->quoted |= quotes;
  progress->loose |= loose;
  return marks;
}

/* A bit for each byte before which an odd number of bits is set, itself included. */
static inline __attribute__((always_inline)) uint64_t byte_mask_parity(uint64_t mask) {
  for (int shift = 1; shift < 64; shift *= 2) mask ^= mask << shift;
  return mask;
}

/* Returns the cell ends among 64 bytes, separators and line feeds, and notes the line ends.
 *
 * Without `pairs` a line with a quote is loose. With them, separators in quotes end no cell: quotes are
 * taken in pairs, and a line feed ends a pair; a line is loose if a quote of it does not begin or end a
 * cell.
 *
 * `rest` is what follows the 64 bytes, `left` how many bytes that are. */
static inline __attribute__((always_inline)) uint64_t byte_cell_marks(
    uint64_t separators, uint64_t quotes, uint64_t feeds, uint64_t returns, int pairs,
    const uint8_t *rest, size_t left, byte_cell_progress *progress, uint32_t *line_ends) {
  if (pairs == 0)
    return byte_cell_note(separators | feeds, quotes, quotes, feeds, progress, line_ends);
  if ((quotes | progress->inside | progress->closed) == 0) {
    progress->ended = (separators | feeds) >> 63;
    return byte_cell_note(separators | feeds, 0, 0, feeds, progress, line_ends);
  }
  uint64_t inside = byte_mask_parity(quotes) ^ progress->inside;
  uint64_t torn = feeds & inside;
  uint64_t loose = 0;
  while (torn != 0) {
    uint64_t first = torn & (0 - torn);
    loose |= first;
    inside ^= ~(first - 1);
    torn = feeds & inside;
  }
  uint64_t marks = (separators & ~inside) | feeds;
  uint64_t opening = quotes & inside;
  uint64_t closing = quotes & ~inside;
  /* A carriage return before a line feed belongs to the line end. */
  uint64_t fed = left > 0 && rest[0] == 0x0A;
  uint64_t stops = marks | (returns & (feeds >> 1 | fed << 63));
  loose |= opening & ~(marks << 1 | progress->ended);
  loose |= closing & ~(stops >> 1 | 1ULL << 63);
  loose |= progress->closed & ~stops & 1;
  progress->inside = 0 - (inside >> 63);
  progress->ended = marks >> 63;
  progress->closed = closing >> 63;
  return byte_cell_note(marks, quotes, loose, feeds, progress, line_ends);
}

/* Indexes cells from `progress.reached` on, and stops early when `ends` or `line_ends` has no room
 * for 64 more. `count` is below 2^30. With `pairs` not 0, separators in quotes end no cell; else all do,
 * and a line with a quote is loose. In one of the forms that byte_column_forms() counts. */
byte_cell_progress byte_cell_index_in(
    int form, const uint8_t *bytes, size_t count, uint8_t separator, uint8_t quote, int pairs,
    byte_cell_progress progress, uint32_t *ends, size_t capacity, uint32_t *line_ends,
    size_t line_capacity);

/* The same in the form that every processor has. */
static inline byte_cell_progress byte_cell_index_baseline(
    const uint8_t *bytes, size_t count, uint8_t separator, uint8_t quote, int pairs,
    byte_cell_progress progress, uint32_t *ends, size_t capacity, uint32_t *line_ends,
    size_t line_capacity) {
  while (progress.reached < count && capacity - progress.written >= 64
         && line_capacity - progress.lines >= 64) {
    size_t left = count - progress.reached;
    size_t step = left < 64 ? left : 64;
    uint64_t valid;
    byte_mask_block block = byte_mask_load_upto(bytes + progress.reached, left, &valid);
    uint64_t separators = byte_mask_of(&block, separator) & valid;
    uint64_t quotes = byte_mask_of(&block, quote) & valid;
    uint64_t feeds = byte_mask_of(&block, 0x0A) & valid;
    uint64_t marks = byte_cell_marks(
        separators, quotes, feeds, byte_mask_of(&block, 0x0D) & valid, pairs,
        bytes + progress.reached + step, left - step, &progress, line_ends);
    progress.written +=
        byte_mask_flatten(ends + progress.written, (uint32_t)progress.reached, marks);
    progress.reached += step;
  }
  return progress;
}

#endif
