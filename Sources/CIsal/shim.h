#ifndef EXFIL_ISAL_SHIM_H
#define EXFIL_ISAL_SHIM_H

/*
 * A face of ISA-L's inflate that keeps its large state behind a pointer: 32 KiB of history and
 * 64 KiB of scratch space are no struct to hand around.
 */

#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>
#include <stdint.h>
#include <string.h>

/* What one step has done. */
typedef struct {
  /* 0, or the negative error of ISA-L. */
  int32_t error;
  /* Whether the last block of the deflate stream has been read and all of it is in `out`. */
  int32_t finished;
  uint32_t consumed;
  uint32_t produced;
  /* At the end: bytes past the stream that were taken in and not used, first byte lowest. */
  uint64_t leftover;
  uint32_t leftover_count;
} isal_raw_step;

static inline size_t isal_raw_state_size(void) { return sizeof(struct inflate_state); }

/* Makes `state` ready for a raw deflate stream. */
static inline void isal_raw_start(void *state) { isal_inflate_init((struct inflate_state *)state); }

/* Inflates from `in` to `out` until one of them is used up, the stream ends or is found broken. */
static inline isal_raw_step isal_raw_inflate(
    void *opaque, const uint8_t *in, uint32_t in_count, uint8_t *out, uint32_t out_count) {
  struct inflate_state *state = (struct inflate_state *)opaque;
  isal_raw_step step;
  memset(&step, 0, sizeof step);
  state->next_in = (uint8_t *)in;
  state->avail_in = in_count;
  state->next_out = out;
  state->avail_out = out_count;
  int status = isal_inflate(state);
  step.error = status < 0 ? status : 0;
  /* ISA-L 2.30 counts one byte more than there was where a broken stream ends with its input. */
  if (state->avail_in > in_count) {
    state->avail_in = 0;
    if (step.error == 0) step.error = ISAL_INVALID_BLOCK;
  }
  step.consumed = in_count - state->avail_in;
  step.produced = out_count - state->avail_out;
  step.finished = status >= 0 && state->block_state == ISAL_BLOCK_FINISH;
  if (step.finished) {
    step.leftover_count = (uint32_t)state->read_in_length / 8;
    step.leftover = state->read_in >> (state->read_in_length % 8);
  }
  return step;
}

#endif
