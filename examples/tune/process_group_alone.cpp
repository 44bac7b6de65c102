// SPDX-License-Identifier: MIT
#include <cstdio>
#include <cstdlib>

#include "tune/process_group.hpp"

namespace tune {

namespace {

/// Started by mpirun as one of several: they would all do the same, each on its own.
bool one_of_several() {
    for (const char* const name : {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE"}) {
        const char* const size = std::getenv(name);
        if (size != nullptr && std::atoi(size) > 1) return true;
    }
    return false;
}

}  // namespace

process_group::process_group(int*, char***) {
    if (one_of_several()) {
        end_all({2,
                 "tune: mpirun is for tune_mpi, which is built when MPI is installed (Debian: "
                 "libopenmpi-dev)\n"});
    }
}

process_group::~process_group() = default;

std::optional<int> process_group::agree(const std::optional<ending>& mine) const {
    if (!mine) return {};
    print(*mine);
    return mine->exit_code;
}

bool process_group::same(uint64_t) const { return true; }

std::vector<uint32_t> process_group::gather(const std::vector<uint32_t>& mine) const {
    return mine;
}

void process_group::end_all(const ending& why) const {
    print(why);
    std::exit(why.exit_code);
}

}  // namespace tune
