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

static inline uint64_t byte_mask_any(
    const byte_mask_block *block, const uint8_t *separators, int separator_count) {
  uint64_t mask = 0;
  for (int i = 0; i < 4; i++) {
    __m128i hit = _mm_cmpeq_epi8(block->part[i], _mm_set1_epi8((char)separators[0]));
    for (int s = 1; s < separator_count; s++)
      hit = _mm_or_si128(
          hit, _mm_cmpeq_epi8(block->part[i], _mm_set1_epi8((char)separators[s])));
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

static inline uint64_t byte_mask_any(
    const byte_mask_block *block, const uint8_t *separators, int separator_count) {
  static const uint8_t weights[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  uint8x16_t weight = vld1q_u8(weights);
  uint8x16_t part[4];
  for (int i = 0; i < 4; i++) {
    uint8x16_t hit = vceqq_u8(block->part[i], vdupq_n_u8(separators[0]));
    for (int s = 1; s < separator_count; s++)
      hit = vorrq_u8(hit, vceqq_u8(block->part[i], vdupq_n_u8(separators[s])));
    part[i] = vandq_u8(hit, weight);
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

static inline uint64_t byte_mask_any(
    const byte_mask_block *block, const uint8_t *separators, int separator_count) {
  uint64_t mask = 0;
  for (int s = 0; s < separator_count; s++)
    mask |= byte_mask_equal_portable(block->bytes, separators[s]);
  return mask;
}

#endif

/* Which of the 64 bytes equal c; the form that suits this processor. */
static inline uint64_t byte_mask_equal(const uint8_t *bytes, uint8_t c) {
  byte_mask_block block = byte_mask_load(bytes);
  return byte_mask_any(&block, &c, 1);
}

/* How many of the n bytes equal c. */
static inline size_t byte_mask_count(const uint8_t *bytes, size_t n, uint8_t c) {
  size_t count = 0;
  size_t i = 0;
  for (; i + 64 <= n; i += 64) count += (size_t)__builtin_popcountll(byte_mask_equal(bytes + i, c));
  for (; i < n; i++) count += bytes[i] == c;
  return count;
}

/* What one call of byte_mask_index did. */
typedef struct {
  /* How many positions it wrote. */
  size_t written;
  /* Where to go on; equal to the number of bytes once all of them are indexed. */
  size_t reached;
} byte_mask_progress;

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

static inline __attribute__((always_inline)) byte_mask_progress byte_mask_index_fixed(
    const uint8_t *bytes, size_t count, size_t from, const uint8_t *separators,
    int separator_count, uint32_t *out, size_t capacity) {
  byte_mask_progress progress = {0, from};
  while (progress.reached < count && capacity - progress.written >= 64) {
    const uint8_t *at = bytes + progress.reached;
    size_t left = count - progress.reached;
    uint8_t tail[64];
    uint64_t valid = ~0ULL;
    if (left < 64) {
      /* The last bytes are copied, so that no byte past the end is ever read. */
      memset(tail, 0, sizeof tail);
      memcpy(tail, at, left);
      at = tail;
      valid = (1ULL << left) - 1;
    }
    byte_mask_block block = byte_mask_load(at);
    uint64_t mask = byte_mask_any(&block, separators, separator_count) & valid;
    progress.written +=
        byte_mask_flatten(out + progress.written, (uint32_t)progress.reached, mask);
    progress.reached += left < 64 ? left : 64;
  }
  return progress;
}

/* Writes into `out` the positions, in rising order, of all bytes from `from` on that equal one of
 * the 1 to 4 separators. Stops early when `out` has no room for 64 more. `count` is below 2^32. */
static inline byte_mask_progress byte_mask_index_baseline(
    const uint8_t *bytes, size_t count, size_t from, const uint8_t *separators,
    int separator_count, uint32_t *out, size_t capacity) {
  switch (separator_count) {
    case 1: return byte_mask_index_fixed(bytes, count, from, separators, 1, out, capacity);
    case 2: return byte_mask_index_fixed(bytes, count, from, separators, 2, out, capacity);
    case 3: return byte_mask_index_fixed(bytes, count, from, separators, 3, out, capacity);
    default: return byte_mask_index_fixed(bytes, count, from, separators, 4, out, capacity);
  }
}

/* The same, in the fastest form that this processor has: where there is AVX2, 32 bytes are compared
 * at once and bits are counted and cleared by single instructions. */
byte_mask_progress byte_mask_index(
    const uint8_t *bytes, size_t count, size_t from, const uint8_t *separators,
    int separator_count, uint32_t *out, size_t capacity);

#endif
