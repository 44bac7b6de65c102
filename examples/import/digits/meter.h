/* SPDX-License-Identifier: MIT */
/* What a prediction takes, by a board's own means. */
#ifndef METER_H
#define METER_H

#include <stdint.h>

/* What meter_stop() counts. */
#ifdef __AVR__
#define METER_COUNTS "cycles"
#else
#define METER_COUNTS "instructions"
#endif

/* Begins to count, and to watch the stack below the caller's. */
void meter_start(void);
/* The count since then. */
uint32_t meter_stop(void);
/* Bytes of stack in use between the two at most; 0 where nothing is measured. */
uint16_t meter_stack(void);

#endif
