// SPDX-License-Identifier: MIT
// loop() would go on for ever, and does nothing in a library's examples.
#include "Arduino.h"

int main() { setup(); }
