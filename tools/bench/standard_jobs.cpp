// SPDX-License-Identifier: MIT
// The jobs that C++'s standard library can do.
#include <algorithm>
#include <cstddef>
#include <memory>
#include <random>

#include "contender.hpp"

namespace bench {

std::vector<std::string> instruction_sets() { return {"baseline"}; }

contender choose_instruction_set(const std::string& name) { return {"std::mt19937", name, ""}; }

template <class T>
std::vector<job> make_jobs(const std::vector<std::string>& wanted) {
    if (std::find(wanted.begin(), wanted.end(), "normals") == wanted.end()) return {};
    struct state {
        std::mt19937 bits{1};
        std::normal_distribution<T> normal;
        std::vector<T> numbers = std::vector<T>(normals_per_fill);
    };
    const auto s = std::make_shared<state>();
    return {{"normals", "normal_distribution",
             [s](long count) {
                 for (long k = 0; k < count; ++k) {
                     for (T& v : s->numbers) v = s->normal(s->bits);
                     keep(s->numbers.data());
                 }
             },
             [s] {
                 double sum = 0;
                 for (const T v : s->numbers) {
                     sum += static_cast<double>(v) * static_cast<double>(v);
                 }
                 return sum / normals_per_fill;
             }}};
}

template std::vector<job> make_jobs<float>(const std::vector<std::string>&);
template std::vector<job> make_jobs<double>(const std::vector<std::string>&);

}  // namespace bench
