// SPDX-License-Identifier: MIT
#include "eigen_jobs.hpp"

namespace bench {

template std::vector<job> make_jobs<float>(const std::vector<std::string>&);

}  // namespace bench
