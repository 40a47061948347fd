#ifndef EXFIL_BYTE_ROWS_H
#define EXFIL_BYTE_ROWS_H

/*
 * One column of many lines at once.
 *
 * A row is a line with a known number of columns, of an indexed block (byte_mask.h). What the functions
 * find stands in arrays with one place a row, so that the arithmetic of several rows goes through one
 * register. A row that is not as the function wants it gets a doubt (a word that is not zero): its
 * other results mean nothing, and the caller reads that line in another way.
 *
 * Nothing is written outside the arrays, and nothing is read outside the block.
 */

#include <stddef.h>
#include <stdint.h>

/* How many rows are looked at together. */
#define BYTE_ROWS_LIMIT 64

/* Bytes that stand before the front of every row, and after its line feed. */
#define BYTE_ROWS_LEAD 16
#define BYTE_ROWS_SPARE 32

/* How many columns of aligned cells are told apart. */
#define BYTE_ROWS_COLUMNS 128

typedef struct {
  const uint8_t *bytes;
  /* The column ends of the block. */
  const uint32_t *ends;
  /* For each row: the place of its first column's end in `ends`; at least 1. */
  const uint32_t *firsts;
  /* At most BYTE_ROWS_LIMIT. */
  size_t count;
} byte_rows;

/* Finds the rows among `count` lines, and doubts all others: those of another number of columns, too
 * close to an end of the block, that begin with NUL, or end with a blank or a control character. A
 * doubted line gets the `first` of another one, so that every row can be looked at without a question.
 *
 * `line_ends` belongs to the first line, before which `first` column ends stand. Returns how many lines
 * are not doubted; if none, `firsts` is not to be used. */
size_t byte_rows_begin(
    const uint8_t *bytes, size_t byte_count, const uint32_t *ends, const uint32_t *line_ends,
    size_t first, size_t count, size_t columns, uint32_t *firsts, uint64_t *doubts);

/* Which cells of a line are wanted, and what a line must be like. */
typedef struct {
  /* Their columns from 0; one that a line lacks, such as -1, reads as empty. */
  const int32_t *columns;
  size_t count;
  /* How many columns a line has, or at least has. */
  size_t line_columns;
  int may_have_more;
  /* Not 0 if cells are aligned: empty ones are no columns. */
  int is_aligned;
  /* A line that begins with this byte is none; 0 if no other byte than NUL says so. */
  uint8_t comment;
} byte_rows_wanted;

/* The same for an index of cells (byte_cell_index_in), of which some are wanted: cell w of a row is its column
 * 2 * w. Quotes around a cell and a carriage return at the end of the line are left out; loose lines are
 * doubted.
 *
 * `places` takes 2 * wanted.count places a row, and is the `ends` of the rows. */
size_t byte_rows_begin_cells(
    const uint8_t *bytes, size_t byte_count, const uint32_t *ends, const uint32_t *lines,
    size_t first, size_t count, byte_rows_wanted wanted, uint32_t *places, uint32_t *firsts,
    uint64_t *doubts);

/* Writes two places for each of `count` cells of a line that was taken apart by itself: the byte before the cell, and
 * its end. A cell is the value of a slot, `start << 32 | end << 3 | form`; one that is missing or empty is 16 bytes from
 * the front of the block. Returns the bits of all forms, each cell's `masks` of them. */
uint64_t byte_rows_put(
    const uint64_t *values, size_t value_count, const int32_t *slots, const uint64_t *masks, size_t count,
    uint32_t *places);

/* Makes rows of lines whose `cells` were put one line after the other, and doubts those with a cell too close to an
 * end of the block; cell w of a row is its column 2 * w. Lines that are doubted already are not looked at. Returns
 * how many are not doubted; if none, `firsts` is not to be used. */
size_t byte_rows_begin_places(
    size_t byte_count, const uint32_t *places, size_t cells, size_t count, uint32_t *firsts, uint64_t *doubts);

/* Of each row, the number that 1 to 8 digits stand for, blanks before them counted among the eight. */
void byte_rows_decimal(
    int form, byte_rows rows, size_t column, int64_t *values, uint64_t *doubts);

/* Of each row, the number that 1 to 12 digits stand for; -1 if the column is empty or `-`. */
void byte_rows_number(
    int form, byte_rows rows, size_t column, int64_t *values, uint64_t *doubts);

/* Of each row, the microseconds of ten digits, a point and three digits. */
void byte_rows_time(int form, byte_rows rows, size_t column, int64_t *values, uint64_t *doubts);

/* Of each row, the length of a column and its first bytes, zeros behind its end: eight in `first`, the
 * next eight in `second` if that is not NULL, and eight more in `third`. Doubts empty columns, and those
 * with more than one blank before them, unless `doubts` is NULL. */
void byte_rows_text(
    int form, byte_rows rows, size_t column, uint64_t *first, uint64_t *second, uint64_t *third,
    uint64_t *lengths, uint64_t *doubts);

/* Doubts the rows whose column is empty, or begins with a blank or with one of two other bytes. */
void byte_rows_doubt_first(
    byte_rows rows, size_t column, uint8_t one, uint8_t other, uint64_t *doubts);

/* Doubts the rows whose column begins with one of some words: its first eight bytes, the first one lowest,
 * with zeros behind its end. */
void byte_rows_doubt_words(
    int form, byte_rows rows, size_t column, const uint64_t *words, size_t word_count,
    uint64_t *doubts);

/* Doubts the rows in the first 32 bytes of whose column `byte` does not stand. */
void byte_rows_doubt_lack(
    int form, byte_rows rows, size_t column, uint8_t byte, uint64_t *doubts);

/* Doubts the rows in whose word one of the bytes is `byte`, which is not zero. */
void byte_rows_doubt_byte(
    int form, const uint64_t *words, size_t count, uint8_t byte, uint64_t *doubts);

/* Doubts the rows whose word is `value`. */
void byte_rows_doubt_value(
    int form, const uint64_t *words, size_t count, uint64_t value, uint64_t *doubts);

#endif
