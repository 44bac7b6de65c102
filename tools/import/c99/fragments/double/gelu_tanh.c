/* SPDX-License-Identifier: MIT */
/* sqrt(8 / pi), and that times 0.044715; what is missing of each. */
#define NAME_LINEAR 0x1.9884533d43651p+0
#define NAME_CUBIC 0x1.2444f2a4d8b4bp-4
#define NAME_LINEAR_REST (-0x1.cbc0d30ebfd15p-54)
#define NAME_CUBIC_REST (-0x1.6c843a29d1c7p-61)

/* Times this, a number moves its upper half to where it is cut. */
#define NAME_SPLITTER 134217729.0
