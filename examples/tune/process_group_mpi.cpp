// SPDX-License-Identifier: MIT
#include <mpi.h>

#include <cstdlib>

#include "tune/process_group.hpp"

// Errors of MPI itself end all processes with MPI's own message, which is MPI's default.
namespace tune {

process_group::process_group(int* count, char*** words) {
    int provided = 0;
    MPI_Init_thread(count, words, MPI_THREAD_FUNNELED, &provided);
    int rank = 0;
    int size = 1;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    rank_ = static_cast<uint32_t>(rank);
    size_ = static_cast<uint32_t>(size);
    if (provided < MPI_THREAD_FUNNELED) {
        end_all({1, "tune: this MPI cannot be used by a program with threads\n"});
    }
}

process_group::~process_group() { MPI_Finalize(); }

std::optional<int> process_group::agree(const std::optional<ending>& mine) const {
    const uint32_t ours = mine ? rank_ : size_;
    uint32_t lowest = size_;
    MPI_Allreduce(&ours, &lowest, 1, MPI_UINT32_T, MPI_MIN, MPI_COMM_WORLD);
    if (lowest == size_) return {};
    if (lowest == rank_) print(*mine);
    int exit_code = mine ? mine->exit_code : 0;
    MPI_Bcast(&exit_code, 1, MPI_INT, static_cast<int>(lowest), MPI_COMM_WORLD);
    return exit_code;
}

bool process_group::same(uint64_t mine) const {
    uint64_t least = 0;
    uint64_t most = 0;
    MPI_Allreduce(&mine, &least, 1, MPI_UINT64_T, MPI_MIN, MPI_COMM_WORLD);
    MPI_Allreduce(&mine, &most, 1, MPI_UINT64_T, MPI_MAX, MPI_COMM_WORLD);
    return least == most;
}

std::vector<uint32_t> process_group::gather(const std::vector<uint32_t>& mine) const {
    const int count = static_cast<int>(mine.size());
    std::vector<int> counts(size_);
    MPI_Gather(&count, 1, MPI_INT, counts.data(), 1, MPI_INT, 0, MPI_COMM_WORLD);
    std::vector<int> begins(size_);
    int total = 0;
    for (uint32_t r = 0; r < size_; ++r) {
        begins[r] = total;
        total += counts[r];
    }
    std::vector<uint32_t> all(static_cast<size_t>(total));
    MPI_Gatherv(mine.data(), count, MPI_UINT32_T, all.data(), counts.data(), begins.data(),
                MPI_UINT32_T, 0, MPI_COMM_WORLD);
    return all;
}

void process_group::end_all(const ending& why) const {
    print(why);
    MPI_Abort(MPI_COMM_WORLD, why.exit_code);
    std::abort();
}

}  // namespace tune
