// SPDX-License-Identifier: MIT

extern "C" void app_main() { train_xor(); }
