// Written by tests/trainer/golden/fingerprints.py; regenerate with: /usr/bin/python3 tests/trainer/golden/fingerprints.py
// Fingerprints of types, networks and trainers (zlib).
#pragma once

namespace golden {

// clang-format off
inline constexpr unsigned binary_cross_entropy = 0xb050bbde;
inline constexpr unsigned huber = 0xa66d6e1c;
inline constexpr unsigned mean_squared_error = 0x4f3b52ff;
inline constexpr unsigned softmax_cross_entropy = 0xc7606dde;
inline constexpr unsigned adam = 0x4f727d49;
inline constexpr unsigned adamw = 0xbd338bf5;
inline constexpr unsigned gradient_descent = 0x1e7fed76;
inline constexpr unsigned momentum = 0xb0803230;
inline constexpr unsigned nesterov = 0x0d9aa761;
inline constexpr unsigned rmsprop = 0xb8d066fd;
inline constexpr unsigned rprop = 0xa378705a;
inline constexpr unsigned constant_rate = 0x71f9678b;
inline constexpr unsigned step_decay = 0xc010e2ed;
inline constexpr unsigned exponential_decay = 0x9ca3e730;
inline constexpr unsigned cosine_decay = 0x2942fba0;
inline constexpr unsigned inverse_time_decay = 0xab21bda3;
inline constexpr unsigned class_weights = 0x03662f68;
inline constexpr unsigned clip_by_norm = 0x35a97da8;
inline constexpr unsigned clip_by_value = 0xe0f61e3b;
inline constexpr unsigned dropout = 0x30281c76;
inline constexpr unsigned l1 = 0x78d1ece4;
inline constexpr unsigned l2 = 0x53fcbf27;
inline constexpr unsigned max_norm = 0xb75a71bb;
inline constexpr unsigned numpy_dropout = 0x8b44b006;
inline constexpr unsigned sample_weights = 0xaed49884;
inline constexpr unsigned weight_decay = 0x26503b4e;
inline constexpr unsigned frozen = 0x9962e5ed;
inline constexpr unsigned scheduled_step_decay = 0x0b138de5;
inline constexpr unsigned scheduled_warm_up_cosine_decay = 0x771b9d20;
inline constexpr unsigned small_network[2] = {0x30077529, 0xc1dd7083};
inline constexpr unsigned small_parameters[2] = {0xe2ca6853, 0x77babcc6};
inline constexpr unsigned small_scaled_model[2] = {0x1e523d92, 0x8b22e907};
inline constexpr unsigned small_scaled_regressor[2] = {0x421c546a, 0xd76c80ff};
inline constexpr unsigned deep_network[2] = {0x5935a981, 0x6484455d};
inline constexpr unsigned plain_trainer[2] = {0xa9f0f112, 0x26c5dc87};
inline constexpr unsigned full_trainer[2] = {0x185f401c, 0x14e180f1};
// clang-format on

}  // namespace golden
