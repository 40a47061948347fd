#include "byte_rows.h"

#include <string.h>

#include "byte_mask.h"

#define EACH(function) static inline __attribute__((always_inline)) function

EACH(uint64_t load)(const uint8_t *at) {
  uint64_t word;
  memcpy(&word, at, sizeof word);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  word = __builtin_bswap64(word);
#endif
  return word;
}

EACH(uint32_t end_of)(byte_rows rows, size_t row, size_t column) {
  return rows.ends[rows.firsts[row] + column];
}

EACH(uint32_t start_of)(byte_rows rows, size_t row, size_t column) {
  return rows.ends[rows.firsts[row] + column - 1] + 1;
}

/* Ones in the lowest `count` bytes; all of them from 8 on. */
EACH(uint64_t low_bytes)(uint32_t count) {
  return count >= 8 ? ~0ULL : (1ULL << (8 * count)) - 1;
}

size_t byte_rows_begin(
    const uint8_t *bytes, size_t byte_count, const uint32_t *ends, const uint32_t *line_ends,
    size_t first, size_t count, size_t columns, uint32_t *firsts, uint64_t *doubts) {
  size_t found = 0;
  uint32_t sound = 0;
  for (size_t row = 0; row < count; row++) {
    size_t next = line_ends[row];
    doubts[row] = 1;
    if (next - first == columns && first > 0) {
      size_t start = (size_t)ends[first - 1] + 1;
      size_t feed = ends[next - 1];
      if (start >= BYTE_ROWS_LEAD && feed + BYTE_ROWS_SPARE <= byte_count && bytes[start] != 0
          && bytes[feed - 1] > 0x20) {
        doubts[row] = 0;
        sound = (uint32_t)first;
        found++;
      }
    }
    firsts[row] = (uint32_t)first;
    first = next;
  }
  if (found == count) return found;
  for (size_t row = 0; row < count; row++)
    if (doubts[row] != 0) firsts[row] = sound;
  return found;
}

/* Finds the places in `ends` of the cells of a line that are not empty; returns how many there are, at most
 * BYTE_ROWS_COLUMNS. */
static size_t filled_cells(
    const uint32_t *ends, size_t first, size_t next, uint32_t line_end, uint32_t *filled) {
  size_t count = 0;
  for (size_t place = first; place < next && count < BYTE_ROWS_COLUMNS; place++) {
    uint32_t end = place + 1 == next ? line_end : ends[place];
    filled[count] = (uint32_t)place;
    count += ends[place - 1] + 1 < end;
  }
  return count;
}

/* Whether each wanted cell stands at a known place of every line of the expected number of columns, or of none. */
static int has_known_places(const byte_rows_wanted *wanted) {
  for (size_t cell = 0; cell < wanted->count; cell++)
    if (wanted->columns[cell] >= 0 && (size_t)wanted->columns[cell] >= wanted->line_columns) return 0;
  return wanted->is_aligned == 0;
}

/* Writes the places of the wanted cells of a line whose places are known; `ends` are those of the line, with the
 * one before them. */
static inline void put_known_places(
    const uint8_t *bytes, const uint32_t *ends, const byte_rows_wanted *wanted, uint32_t line_end, int is_quoted,
    uint32_t *places) {
  for (size_t cell = 0; cell < wanted->count; cell++) {
    if (wanted->columns[cell] < 0) {
      places[2 * cell] = ends[0];
      places[2 * cell + 1] = ends[0] + 1;
      continue;
    }
    const uint32_t *end = ends + wanted->columns[cell];
    uint32_t before = end[0], to = end[1] < line_end ? end[1] : line_end;
    uint32_t quote = is_quoted && before + 1 < to && bytes[before + 1] == '"';
    places[2 * cell] = before + quote;
    places[2 * cell + 1] = to - quote;
  }
}

size_t byte_rows_begin_cells(
    const uint8_t *bytes, size_t byte_count, const uint32_t *ends, const uint32_t *lines,
    size_t first, size_t count, byte_rows_wanted wanted, uint32_t *places, uint32_t *firsts,
    uint64_t *doubts) {
  size_t found = 0;
  uint32_t sound = 0;
  uint32_t filled[BYTE_ROWS_COLUMNS];
  const int is_known = has_known_places(&wanted);
  for (size_t row = 0; row < count; row++) {
    size_t next = lines[row] & ~(BYTE_CELL_QUOTED | BYTE_CELL_LOOSE);
    size_t columns = next - first;
    uint32_t own = (uint32_t)(2 * wanted.count * row) + 1;
    firsts[row] = own;
    doubts[row] = 1;
    if (first > 0 && (lines[row] & BYTE_CELL_LOOSE) == 0) {
      uint32_t start = ends[first - 1] + 1;
      uint32_t feed = ends[next - 1];
      uint32_t line_end = feed - (feed > start && bytes[feed - 1] == 0x0D);
      if (wanted.is_aligned != 0) columns = filled_cells(ends, first, next, line_end, filled);
      if (start >= BYTE_ROWS_LEAD && feed + BYTE_ROWS_SPARE <= byte_count && bytes[start] != 0
          && bytes[start] != wanted.comment
          && (columns == wanted.line_columns
              || (wanted.may_have_more != 0 && columns > wanted.line_columns))) {
        uint8_t quote = (lines[row] & BYTE_CELL_QUOTED) != 0 ? '"' : 0;
        if (is_known && quote == 0) put_known_places(bytes, ends + first - 1, &wanted, line_end, 0, places + own - 1);
        if (is_known && quote != 0) put_known_places(bytes, ends + first - 1, &wanted, line_end, 1, places + own - 1);
        for (size_t cell = is_known ? wanted.count : 0; cell < wanted.count; cell++) {
          uint32_t from = start;
          uint32_t to = start;
          if (wanted.columns[cell] >= 0 && (size_t)wanted.columns[cell] < columns) {
            size_t column = (size_t)wanted.columns[cell];
            size_t place = wanted.is_aligned != 0 ? filled[column] : first + column;
            from = ends[place - 1] + 1;
            to = place + 1 == next ? line_end : ends[place];
            if (quote != 0 && from < to && bytes[from] == quote) {
              from++;
              to--;
            }
          }
          places[own - 1 + 2 * cell] = from - 1;
          places[own + 2 * cell] = to;
        }
        doubts[row] = 0;
        sound = own;
        found++;
      }
    }
    first = next;
  }
  if (found == count) return found;
  for (size_t row = 0; row < count; row++)
    if (doubts[row] != 0) firsts[row] = sound;
  return found;
}

uint64_t byte_rows_put(
    const uint64_t *values, size_t value_count, const int32_t *slots, const uint64_t *masks, size_t count,
    uint32_t *places) {
  uint64_t forms = 0;
  for (size_t cell = 0; cell < count; cell++) {
    uint64_t value = slots[cell] >= 0 && (size_t)slots[cell] < value_count ? values[slots[cell]] : 0;
    uint32_t start = (uint32_t)(value >> 32), end = (uint32_t)(value >> 3) & 0x1FFFFFFF;
    int is_missing = start >= end;
    places[2 * cell] = is_missing ? BYTE_ROWS_LEAD - 1 : start - 1;
    places[2 * cell + 1] = is_missing ? BYTE_ROWS_LEAD : end;
    forms |= value & masks[cell];
  }
  return forms;
}

size_t byte_rows_begin_places(
    size_t byte_count, const uint32_t *places, size_t cells, size_t count, uint32_t *firsts, uint64_t *doubts) {
  size_t found = 0;
  uint32_t sound = 0;
  for (size_t row = 0; row < count; row++) {
    const uint32_t *own = places + 2 * cells * row;
    firsts[row] = (uint32_t)(2 * cells * row) + 1;
    if (doubts[row] != 0) continue;
    uint64_t lowest = BYTE_ROWS_LEAD - 1, highest = 0;
    int is_ordered = 1;
    for (size_t cell = 0; cell < cells; cell++) {
      uint64_t before = own[2 * cell], end = own[2 * cell + 1];
      lowest = before < lowest ? before : lowest;
      highest = end > highest ? end : highest;
      is_ordered &= end > before;
    }
    if (is_ordered != 0 && lowest == BYTE_ROWS_LEAD - 1 && highest + BYTE_ROWS_SPARE <= byte_count) {
      sound = firsts[row];
      found++;
    } else {
      doubts[row] = 1;
    }
  }
  if (found == count) return found;
  for (size_t row = 0; row < count; row++)
    if (doubts[row] != 0) firsts[row] = sound;
  return found;
}

/* Digits side by side are put together: pairs, then fours, then the eight. The first digit is lowest. */
EACH(uint64_t eight_digits)(uint64_t digits) {
  digits = ((digits << 3) + (digits << 1) + (digits >> 8)) & 0x00FF00FF00FF00FFULL;
  digits = ((digits << 6) + (digits << 5) + (digits << 2) + (digits >> 16)) & 0x0000FFFF0000FFFFULL;
  return (digits & 0xFFFF) * 10000 + (digits >> 32);
}

/* Not zero if one of the bytes is more than 9. */
EACH(uint64_t no_digits)(uint64_t bytes) {
  return (bytes | (bytes + 0x0606060606060606ULL)) & 0xF0F0F0F0F0F0F0F0ULL;
}

EACH(void decimal)(byte_rows rows, size_t column, int64_t *values, uint64_t *doubts) {
  uint64_t tails[BYTE_ROWS_LIMIT];
  uint64_t lengths[BYTE_ROWS_LIMIT];
#pragma clang loop vectorize(disable)
  for (size_t row = 0; row < rows.count; row++) {
    uint32_t end = end_of(rows, row, column);
    lengths[row] = end - start_of(rows, row, column);
    tails[row] = load(rows.bytes + end - 8);
  }
  for (size_t row = 0; row < rows.count; row++) {
    uint64_t unused = (64 - 8 * lengths[row]) & 63;
    /* Digits become 0 to 9, a blank 0x10; what stands before them is made zero. */
    uint64_t bytes = ((tails[row] ^ 0x3030303030303030ULL) >> unused) << unused;
    uint64_t blanks = (bytes >> 4) & 0x0101010101010101ULL;
    uint64_t low = bytes & 0x0F0F0F0F0F0F0F0FULL;
    doubts[row] |= (bytes & 0xE0E0E0E0E0E0E0E0ULL) | (low & ((blanks << 4) - blanks))
        | ((low + 0x0606060606060606ULL) & 0xF0F0F0F0F0F0F0F0ULL) | (blanks >> 56)
        | (lengths[row] - 1 > 7 ? 1 : 0);
    values[row] = (int64_t)eight_digits(low);
  }
}

EACH(void number)(byte_rows rows, size_t column, int64_t *values, uint64_t *doubts) {
  uint64_t heads[BYTE_ROWS_LIMIT];
  uint64_t tails[BYTE_ROWS_LIMIT];
  uint64_t lengths[BYTE_ROWS_LIMIT];
#pragma clang loop vectorize(disable)
  for (size_t row = 0; row < rows.count; row++) {
    uint32_t end = end_of(rows, row, column);
    lengths[row] = end - start_of(rows, row, column);
    heads[row] = load(rows.bytes + end - 16);
    tails[row] = load(rows.bytes + end - 8);
  }
  for (size_t row = 0; row < rows.count; row++) {
    uint64_t length = lengths[row];
    uint64_t tail_unused = length < 8 ? 64 - 8 * length : 0;
    uint64_t head_unused = length > 8 ? 64 - 8 * (length - 8) : 64;
    uint64_t tail = tails[row] ^ 0x3030303030303030ULL;
    tail = (tail >> (tail_unused & 63)) << (tail_unused & 63);
    uint64_t head = heads[row] ^ 0x3030303030303030ULL;
    head = (head >> (head_unused & 63)) << (head_unused & 63);
    head = head_unused > 63 ? 0 : head;
    uint64_t missing = (length == 0) | ((length == 1) & (tails[row] >> 56 == '-'));
    uint64_t doubt = no_digits(head) | no_digits(tail) | (length > 12);
    uint64_t hundreds = (uint64_t)(uint32_t)eight_digits(head) * 100000000U;
    uint64_t value = hundreds + (uint64_t)(uint32_t)eight_digits(tail);
    doubts[row] |= missing != 0 ? 0 : doubt;
    values[row] = missing != 0 ? -1 : (int64_t)value;
  }
}

EACH(void point_time)(byte_rows rows, size_t column, int64_t *values, uint64_t *doubts) {
  uint64_t heads[BYTE_ROWS_LIMIT];
  uint64_t tails[BYTE_ROWS_LIMIT];
  uint64_t lengths[BYTE_ROWS_LIMIT];
#pragma clang loop vectorize(disable)
  for (size_t row = 0; row < rows.count; row++) {
    uint32_t end = end_of(rows, row, column);
    uint32_t start = start_of(rows, row, column);
    lengths[row] = end - start;
    heads[row] = load(rows.bytes + start);
    tails[row] = load(rows.bytes + end - 8);
  }
  for (size_t row = 0; row < rows.count; row++) {
    uint64_t head = heads[row] ^ 0x3030303030303030ULL;
    /* `hhhhhhhhss.mmm`: the tail is two digits of the head, the seconds, the point, the rest. The point
     * makes way for the seconds, and five digits are left. */
    uint64_t tail = tails[row] ^ 0x3030303030303030ULL;
    uint64_t digits = (tail & 0xFFFFFF0000000000ULL) | ((tail << 8) & 0x000000FFFF000000ULL);
    uint64_t point = ((tails[row] >> 32) & 0xFF) ^ '.';
    doubts[row] |= no_digits(head) | no_digits(digits) | point | (lengths[row] ^ 14);
    uint64_t hundreds = (uint64_t)(uint32_t)eight_digits(head) * 100000000U;
    values[row] = (int64_t)(hundreds + (uint64_t)(uint32_t)eight_digits(digits) * 1000U);
  }
}

EACH(void text)(
    byte_rows rows, size_t column, uint64_t *first, uint64_t *second, uint64_t *third,
    uint64_t *lengths, uint64_t *doubts) {
#pragma clang loop vectorize(disable)
  for (size_t row = 0; row < rows.count; row++) {
    uint32_t start = start_of(rows, row, column);
    uint32_t length = end_of(rows, row, column) - start;
    const uint8_t *at = rows.bytes + start;
    uint64_t word = load(at) & low_bytes(length);
    first[row] = word;
    lengths[row] = length;
    if (doubts != NULL) doubts[row] |= length == 0 || (word & 0xFF) == 0x20;
    /* 24 bytes from the start of a column are within the spare bytes of its line. */
    if (second != NULL) second[row] = load(at + 8) & low_bytes(length > 8 ? length - 8 : 0);
    if (third != NULL) third[row] = load(at + 16) & low_bytes(length > 16 ? length - 16 : 0);
  }
}

void byte_rows_doubt_first(
    byte_rows rows, size_t column, uint8_t one, uint8_t other, uint64_t *doubts) {
#pragma clang loop vectorize(disable)
  for (size_t row = 0; row < rows.count; row++) {
    uint32_t start = start_of(rows, row, column);
    uint8_t byte = rows.bytes[start];
    doubts[row] |= (uint64_t)(byte == 0x20) | (uint64_t)(byte == one) | (uint64_t)(byte == other)
        | (uint64_t)(start == end_of(rows, row, column));
  }
}

EACH(void doubt_words)(
    byte_rows rows, size_t column, const uint64_t *words, size_t word_count, uint64_t *doubts) {
  uint64_t first[BYTE_ROWS_LIMIT];
#pragma clang loop vectorize(disable)
  for (size_t row = 0; row < rows.count; row++) {
    uint32_t start = start_of(rows, row, column);
    first[row] = load(rows.bytes + start) & low_bytes(end_of(rows, row, column) - start);
  }
  for (size_t place = 0; place < word_count; place++) {
    uint64_t word = words[place];
    for (size_t row = 0; row < rows.count; row++) doubts[row] |= first[row] == word ? 1 : 0;
  }
}

EACH(void doubt_lack)(byte_rows rows, size_t column, uint8_t byte, uint64_t *doubts) {
#if defined(__SSE2__)
  const __m128i pattern = _mm_set1_epi8((char)byte);
#endif
#pragma clang loop vectorize(disable)
  for (size_t row = 0; row < rows.count; row++) {
    uint32_t start = start_of(rows, row, column);
    uint32_t length = end_of(rows, row, column) - start;
    const uint8_t *at = rows.bytes + start;
#if defined(__SSE2__)
    __m128i low = _mm_loadu_si128((const __m128i *)at);
    __m128i high = _mm_loadu_si128((const __m128i *)(at + 16));
    uint64_t found = (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(low, pattern))
        | (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(high, pattern)) << 16;
#else
    uint64_t found = 0;
    for (int i = 0; i < 32; i++) found |= (uint64_t)(at[i] == byte) << i;
#endif
    uint64_t inside = length >= 32 ? ~0ULL : (1ULL << length) - 1;
    doubts[row] |= (found & inside) == 0 ? 1 : 0;
  }
}

/* Not zero if one of the bytes of a word is `byte`. */
EACH(uint64_t has_byte)(uint64_t word, uint8_t byte) {
  uint64_t rest = word ^ (0x0101010101010101ULL * byte);
  return (rest - 0x0101010101010101ULL) & ~rest & 0x8080808080808080ULL;
}

EACH(void doubt_byte)(const uint64_t *words, size_t count, uint8_t byte, uint64_t *doubts) {
  for (size_t row = 0; row < count; row++) doubts[row] |= has_byte(words[row], byte);
}

EACH(void doubt_value)(const uint64_t *words, size_t count, uint64_t value, uint64_t *doubts) {
  for (size_t row = 0; row < count; row++) doubts[row] |= words[row] == value ? 1 : 0;
}

/* Each function in the forms that byte_column_forms() counts: the same text, compiled for processors
 * with wider registers. */
#if defined(__x86_64__)
#define WIDE __attribute__((target("avx2,bmi,bmi2,popcnt")))
#define WIDEST \
  __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,bmi,bmi2,popcnt,prefer-256-bit")))
#else
#define WIDE
#define WIDEST
#endif

#define IN_FORMS(name, inner, arguments, ...)                   \
  static WIDE void wide_##inner(__VA_ARGS__) { inner arguments; }     \
  static WIDEST void widest_##inner(__VA_ARGS__) { inner arguments; } \
  void name(int form, __VA_ARGS__) {                                  \
    if (form == 3)                                                    \
      widest_##inner arguments;                                       \
    else if (form == 2)                                               \
      wide_##inner arguments;                                         \
    else                                                              \
      inner arguments;                                                \
  }

IN_FORMS(
    byte_rows_decimal, decimal, (rows, column, values, doubts),
    byte_rows rows, size_t column, int64_t *values, uint64_t *doubts)
IN_FORMS(
    byte_rows_number, number, (rows, column, values, doubts),
    byte_rows rows, size_t column, int64_t *values, uint64_t *doubts)
IN_FORMS(
    byte_rows_time, point_time, (rows, column, values, doubts),
    byte_rows rows, size_t column, int64_t *values, uint64_t *doubts)
IN_FORMS(
    byte_rows_doubt_byte, doubt_byte, (words, count, byte, doubts),
    const uint64_t *words, size_t count, uint8_t byte, uint64_t *doubts)
IN_FORMS(
    byte_rows_text, text, (rows, column, first, second, third, lengths, doubts), byte_rows rows,
    size_t column, uint64_t *first, uint64_t *second, uint64_t *third, uint64_t *lengths,
    uint64_t *doubts)
IN_FORMS(
    byte_rows_doubt_words, doubt_words, (rows, column, words, word_count, doubts), byte_rows rows,
    size_t column, const uint64_t *words, size_t word_count, uint64_t *doubts)
IN_FORMS(
    byte_rows_doubt_lack, doubt_lack, (rows, column, byte, doubts), byte_rows rows, size_t column,
    uint8_t byte, uint64_t *doubts)
IN_FORMS(
    byte_rows_doubt_value, doubt_value, (words, count, value, doubts),
    const uint64_t *words, size_t count, uint64_t value, uint64_t *doubts)
