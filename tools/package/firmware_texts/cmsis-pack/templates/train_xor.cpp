// SPDX-License-Identifier: MIT

int main() { return train_xor() ? 0 : 1; }
