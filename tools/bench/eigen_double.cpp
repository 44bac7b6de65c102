// SPDX-License-Identifier: MIT
#include "eigen_jobs.hpp"

namespace bench {

template std::vector<job> make_jobs<double>(const std::vector<std::string>&);

}  // namespace bench
