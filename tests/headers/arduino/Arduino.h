/* SPDX-License-Identifier: MIT */
// What the cores for AVR, ESP32 and ArduinoCore-API have in common, in words of our own.
#pragma once
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#define PI 3.14159265358979
#define DEFAULT 1
#define HIGH 1
#define LOW 0
#define constrain(amt, low, high) ((amt) < (low) ? (low) : ((amt) > (high) ? (high) : (amt)))
#define radians(deg) ((deg)*0.01745)
#define sq(x) ((x) * (x))
#define bit(b) (1UL << (b))
#define lowByte(w) ((uint8_t)((w)&0xff))
typedef bool boolean;
typedef uint8_t byte;
uint16_t makeWord(uint16_t w);
#define word(...) makeWord(__VA_ARGS__)
long random(long);
long random(long, long);
long map(long, long, long, long, long);
