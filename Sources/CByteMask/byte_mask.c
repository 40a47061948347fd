#include "byte_mask.h"

#if defined(__x86_64__)

#include <immintrin.h>

#define BYTE_MASK_WIDE __attribute__((target("avx2,bmi,popcnt")))

static inline BYTE_MASK_WIDE __attribute__((always_inline)) uint64_t wide_mask(
    __m256i low, __m256i high, __m256i pattern) {
  return (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, pattern))
      | (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, pattern)) << 32;
}

/* Whole steps of 64 bytes only; what is left goes through the baseline form. */
static BYTE_MASK_WIDE byte_column_progress wide_columns(
    const uint8_t *bytes, size_t count, uint8_t blank, byte_column_progress progress,
    uint32_t *ends, size_t capacity, uint32_t *line_ends, size_t line_capacity) {
  const __m256i blanks = _mm256_set1_epi8((char)blank);
  const __m256i feeds = _mm256_set1_epi8(0x0A);
  while (count - progress.reached >= 64 && capacity - progress.written >= 64
         && line_capacity - progress.lines >= 64) {
    const __m256i *at = (const __m256i *)(bytes + progress.reached);
    __m256i low = _mm256_loadu_si256(at);
    __m256i high = _mm256_loadu_si256(at + 1);
    byte_column_step(
        wide_mask(low, high, blanks), wide_mask(low, high, feeds), &progress, ends, line_ends);
    progress.reached += 64;
  }
  return progress;
}

/* Whole steps of 128 bytes only. Each byte of a sum counts its own column, until it could overflow. */
static BYTE_MASK_WIDE size_t wide_count(const uint8_t *bytes, size_t n, uint8_t c, size_t *total) {
  const __m256i pattern = _mm256_set1_epi8((char)c);
  const __m256i none = _mm256_setzero_si256();
  size_t i = 0;
  while (n - i >= 128) {
    __m256i sum = none;
    for (int step = 0; step < 63 && n - i >= 128; step++, i += 128) {
      const __m256i *at = (const __m256i *)(bytes + i);
      /* What is equal is -1. */
      __m256i first = _mm256_add_epi8(
          _mm256_cmpeq_epi8(_mm256_loadu_si256(at), pattern),
          _mm256_cmpeq_epi8(_mm256_loadu_si256(at + 1), pattern));
      __m256i second = _mm256_add_epi8(
          _mm256_cmpeq_epi8(_mm256_loadu_si256(at + 2), pattern),
          _mm256_cmpeq_epi8(_mm256_loadu_si256(at + 3), pattern));
      sum = _mm256_sub_epi8(sum, _mm256_add_epi8(first, second));
    }
    sum = _mm256_sad_epu8(sum, none);
    *total += (size_t)(_mm256_extract_epi64(sum, 0) + _mm256_extract_epi64(sum, 1)
                       + _mm256_extract_epi64(sum, 2) + _mm256_extract_epi64(sum, 3));
  }
  return i;
}

static BYTE_MASK_WIDE size_t wide_ascii_front(const uint8_t *bytes, size_t n) {
  size_t i = 0;
  for (; n - i >= 128; i += 128) {
    const __m256i *at = (const __m256i *)(bytes + i);
    __m256i first = _mm256_or_si256(_mm256_loadu_si256(at), _mm256_loadu_si256(at + 1));
    __m256i second = _mm256_or_si256(_mm256_loadu_si256(at + 2), _mm256_loadu_si256(at + 3));
    if (_mm256_movemask_epi8(_mm256_or_si256(first, second)) != 0) break;
  }
  return i;
}

size_t byte_mask_count(const uint8_t *bytes, size_t n, uint8_t c) {
  size_t total = 0;
  size_t done = 0;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi"))
    done = wide_count(bytes, n, c, &total);
  return total + byte_mask_count_baseline(bytes + done, n - done, c);
}

size_t byte_mask_ascii_front(const uint8_t *bytes, size_t n) {
  size_t done = 0;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi"))
    done = wide_ascii_front(bytes, n);
  return done + byte_mask_ascii_front_baseline(bytes + done, n - done);
}

/* Whole steps of 64 bytes only; what is left goes through the baseline form. */
static BYTE_MASK_WIDE byte_cell_progress wide_cells(
    const uint8_t *bytes, size_t count, uint8_t separator, uint8_t quote, int pairs,
    byte_cell_progress progress, uint32_t *ends, size_t capacity, uint32_t *line_ends,
    size_t line_capacity) {
  const __m256i separators = _mm256_set1_epi8((char)separator);
  const __m256i quotes = _mm256_set1_epi8((char)quote);
  const __m256i returns = _mm256_set1_epi8(0x0D);
  const __m256i feeds = _mm256_set1_epi8(0x0A);
  while (count - progress.reached >= 64 && capacity - progress.written >= 64
         && line_capacity - progress.lines >= 64) {
    const __m256i *at = (const __m256i *)(bytes + progress.reached);
    __m256i low = _mm256_loadu_si256(at);
    __m256i high = _mm256_loadu_si256(at + 1);
    uint64_t marks = byte_cell_marks(
        wide_mask(low, high, separators), wide_mask(low, high, quotes),
        wide_mask(low, high, feeds), wide_mask(low, high, returns), pairs,
        bytes + progress.reached + 64, count - progress.reached - 64, &progress, line_ends);
    progress.written +=
        byte_mask_flatten(ends + progress.written, (uint32_t)progress.reached, marks);
    progress.reached += 64;
  }
  return progress;
}

#define BYTE_MASK_WIDEST \
  __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,bmi,popcnt")))

/* Writes the places of the set bits of mask, plus base: they are compressed to the front of a register and
 * widened sixteen at a time. `numbers` are 0 to 63. Returns the number of set bits. */
static inline BYTE_MASK_WIDEST __attribute__((always_inline)) size_t widest_flatten(
    uint32_t *out, size_t base, uint64_t mask, __m512i numbers) {
  size_t count = (size_t)__builtin_popcountll(mask);
  __m512i found = _mm512_maskz_compress_epi8(mask, numbers);
  __m512i bases = _mm512_set1_epi32((int)(uint32_t)base);
  for (size_t written = 0; written < count; written += 16) {
    __m512i wide = _mm512_cvtepu8_epi32(_mm512_castsi512_si128(found));
    _mm512_storeu_si512(out + written, _mm512_add_epi32(wide, bases));
    found = _mm512_alignr_epi64(_mm512_setzero_si512(), found, 2);
  }
  return count;
}

static inline BYTE_MASK_WIDEST __attribute__((always_inline)) __m512i first_numbers(void) {
  uint8_t numbers[64];
  for (int i = 0; i < 64; i++) numbers[i] = (uint8_t)i;
  return _mm512_loadu_si512(numbers);
}

/* The same, with 64 bytes in one register. */
static BYTE_MASK_WIDEST byte_column_progress widest_columns(
    const uint8_t *bytes, size_t count, uint8_t blank, byte_column_progress progress,
    uint32_t *ends, size_t capacity, uint32_t *line_ends, size_t line_capacity) {
  const __m512i numbers = first_numbers();
  const __m512i blanks = _mm512_set1_epi8((char)blank);
  const __m512i feeds = _mm512_set1_epi8(0x0A);
  while (count - progress.reached >= 64 && capacity - progress.written >= 64
         && line_capacity - progress.lines >= 64) {
    __m512i at = _mm512_loadu_si512(bytes + progress.reached);
    uint64_t marks = byte_column_marks(
        _mm512_cmpeq_epi8_mask(at, blanks), _mm512_cmpeq_epi8_mask(at, feeds), &progress,
        line_ends);
    progress.written += widest_flatten(ends + progress.written, progress.reached, marks, numbers);
    progress.reached += 64;
  }
  return progress;
}

static BYTE_MASK_WIDEST byte_cell_progress widest_cells(
    const uint8_t *bytes, size_t count, uint8_t separator, uint8_t quote, int pairs,
    byte_cell_progress progress, uint32_t *ends, size_t capacity, uint32_t *line_ends,
    size_t line_capacity) {
  const __m512i numbers = first_numbers();
  const __m512i separators = _mm512_set1_epi8((char)separator);
  const __m512i quotes = _mm512_set1_epi8((char)quote);
  const __m512i returns = _mm512_set1_epi8(0x0D);
  const __m512i feeds = _mm512_set1_epi8(0x0A);
  while (count - progress.reached >= 64 && capacity - progress.written >= 64
         && line_capacity - progress.lines >= 64) {
    __m512i at = _mm512_loadu_si512(bytes + progress.reached);
    uint64_t marks = byte_cell_marks(
        _mm512_cmpeq_epi8_mask(at, separators), _mm512_cmpeq_epi8_mask(at, quotes),
        _mm512_cmpeq_epi8_mask(at, feeds), _mm512_cmpeq_epi8_mask(at, returns), pairs,
        bytes + progress.reached + 64, count - progress.reached - 64, &progress, line_ends);
    progress.written += widest_flatten(ends + progress.written, progress.reached, marks, numbers);
    progress.reached += 64;
  }
  return progress;
}

int byte_column_forms(void) {
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("bmi")
      || !__builtin_cpu_supports("bmi2"))
    return 1;
  return __builtin_cpu_supports("avx512vbmi2") && __builtin_cpu_supports("avx512vbmi")
      && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")
      && __builtin_cpu_supports("avx512dq") ? 3 : 2;
}

byte_column_progress byte_column_index_in(
    int form, const uint8_t *bytes, size_t count, uint8_t blank, byte_column_progress progress,
    uint32_t *ends, size_t capacity, uint32_t *line_ends, size_t line_capacity) {
  if (form == 3)
    progress =
        widest_columns(bytes, count, blank, progress, ends, capacity, line_ends, line_capacity);
  if (form == 2)
    progress =
        wide_columns(bytes, count, blank, progress, ends, capacity, line_ends, line_capacity);
  return byte_column_index_baseline(
      bytes, count, blank, progress, ends, capacity, line_ends, line_capacity);
}

byte_cell_progress byte_cell_index_in(
    int form, const uint8_t *bytes, size_t count, uint8_t separator, uint8_t quote, int pairs,
    byte_cell_progress progress, uint32_t *ends, size_t capacity, uint32_t *line_ends,
    size_t line_capacity) {
  if (form == 3)
    progress = widest_cells(
        bytes, count, separator, quote, pairs, progress, ends, capacity, line_ends, line_capacity);
  if (form == 2)
    progress = wide_cells(
        bytes, count, separator, quote, pairs, progress, ends, capacity, line_ends, line_capacity);
  return byte_cell_index_baseline(
      bytes, count, separator, quote, pairs, progress, ends, capacity, line_ends, line_capacity);
}

#else

size_t byte_mask_count(const uint8_t *bytes, size_t n, uint8_t c) {
  return byte_mask_count_baseline(bytes, n, c);
}

size_t byte_mask_ascii_front(const uint8_t *bytes, size_t n) {
  return byte_mask_ascii_front_baseline(bytes, n);
}

int byte_column_forms(void) { return 1; }

byte_column_progress byte_column_index_in(
    int form, const uint8_t *bytes, size_t count, uint8_t blank, byte_column_progress progress,
    uint32_t *ends, size_t capacity, uint32_t *line_ends, size_t line_capacity) {
  (void)form;
  return byte_column_index_baseline(
      bytes, count, blank, progress, ends, capacity, line_ends, line_capacity);
}

byte_cell_progress byte_cell_index_in(
    int form, const uint8_t *bytes, size_t count, uint8_t separator, uint8_t quote, int pairs,
    byte_cell_progress progress, uint32_t *ends, size_t capacity, uint32_t *line_ends,
    size_t line_capacity) {
  (void)form;
  return byte_cell_index_baseline(
      bytes, count, separator, quote, pairs, progress, ends, capacity, line_ends, line_capacity);
}

#endif
