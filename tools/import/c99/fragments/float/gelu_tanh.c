/* SPDX-License-Identifier: MIT */
/* sqrt(8 / pi), and that times 0.044715; what is missing of each. */
#define NAME_LINEAR 0x1.988454p+0f
#define NAME_CUBIC 0x1.2444f2p-4f
#define NAME_LINEAR_REST (-0x1.857936p-25f)
#define NAME_CUBIC_REST 0x1.49b16ap-29f

/* Times this, a number moves its upper half to where it is cut. */
#define NAME_SPLITTER 4097.0f
