#include "byte_mask.h"

#if defined(__x86_64__)

#include <immintrin.h>

#define BYTE_MASK_WIDE __attribute__((target("avx2,bmi,popcnt")))

static inline BYTE_MASK_WIDE __attribute__((always_inline)) uint64_t wide_mask(
    const uint8_t *bytes, const __m256i *separators, int separator_count) {
  __m256i low = _mm256_loadu_si256((const __m256i *)bytes);
  __m256i high = _mm256_loadu_si256((const __m256i *)(bytes + 32));
  __m256i low_hit = _mm256_cmpeq_epi8(low, separators[0]);
  __m256i high_hit = _mm256_cmpeq_epi8(high, separators[0]);
  for (int s = 1; s < separator_count; s++) {
    low_hit = _mm256_or_si256(low_hit, _mm256_cmpeq_epi8(low, separators[s]));
    high_hit = _mm256_or_si256(high_hit, _mm256_cmpeq_epi8(high, separators[s]));
  }
  return (uint64_t)(uint32_t)_mm256_movemask_epi8(low_hit)
      | (uint64_t)(uint32_t)_mm256_movemask_epi8(high_hit) << 32;
}

/* Whole steps of 64 bytes only; what is left goes through the baseline form. */
static inline BYTE_MASK_WIDE __attribute__((always_inline)) byte_mask_progress wide_index(
    const uint8_t *bytes, size_t count, size_t from, const uint8_t *separators,
    int separator_count, uint32_t *out, size_t capacity) {
  __m256i patterns[4];
  for (int s = 0; s < separator_count; s++) patterns[s] = _mm256_set1_epi8((char)separators[s]);
  byte_mask_progress progress = {0, from};
  while (count - progress.reached >= 64 && capacity - progress.written >= 64) {
    uint64_t mask = wide_mask(bytes + progress.reached, patterns, separator_count);
    progress.written +=
        byte_mask_flatten(out + progress.written, (uint32_t)progress.reached, mask);
    progress.reached += 64;
  }
  return progress;
}

static BYTE_MASK_WIDE byte_mask_progress wide_index_any(
    const uint8_t *bytes, size_t count, size_t from, const uint8_t *separators,
    int separator_count, uint32_t *out, size_t capacity) {
  switch (separator_count) {
    case 1: return wide_index(bytes, count, from, separators, 1, out, capacity);
    case 2: return wide_index(bytes, count, from, separators, 2, out, capacity);
    case 3: return wide_index(bytes, count, from, separators, 3, out, capacity);
    default: return wide_index(bytes, count, from, separators, 4, out, capacity);
  }
}

byte_mask_progress byte_mask_index(
    const uint8_t *bytes, size_t count, size_t from, const uint8_t *separators,
    int separator_count, uint32_t *out, size_t capacity) {
  byte_mask_progress wide = {0, from};
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi"))
    wide = wide_index_any(bytes, count, from, separators, separator_count, out, capacity);
  byte_mask_progress rest = byte_mask_index_baseline(
      bytes, count, wide.reached, separators, separator_count, out + wide.written,
      capacity - wide.written);
  rest.written += wide.written;
  return rest;
}

#else

byte_mask_progress byte_mask_index(
    const uint8_t *bytes, size_t count, size_t from, const uint8_t *separators,
    int separator_count, uint32_t *out, size_t capacity) {
  return byte_mask_index_baseline(
      bytes, count, from, separators, separator_count, out, capacity);
}

#endif
