// SPDX-License-Identifier: MIT
// The processes that share one search: this one alone, or all that mpirun started. Which of the two
// is decided by the file that is linked: process_group_alone.cpp or process_group_mpi.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tune {

/// How a program comes to its end: exit code, and a text for stdout (0) or stderr (others).
struct ending {
    int exit_code;
    std::string text;
};

/// Exists once in a program. The calls that every process must make, in the same order, are marked
/// "together"; only the thread that made the object may call.
class process_group {
  public:
    process_group(int* count, char*** words);
    ~process_group();
    process_group(const process_group&) = delete;
    process_group& operator=(const process_group&) = delete;

    uint32_t rank() const { return rank_; }  ///< 0 .. size() - 1; 0 is the one that reports
    uint32_t size() const { return size_; }

    /// Together: when one process or several have come to an end, prints the text of the one with
    /// the lowest rank and returns the exit code for all; otherwise nothing.
    std::optional<int> agree(const std::optional<ending>& mine) const;

    /// Together: whether all processes hand in the same number.
    bool same(uint64_t mine) const;

    /// Together: the words of all processes one after the other, by rank; in process 0 only, the
    /// others get none.
    std::vector<uint32_t> gather(const std::vector<uint32_t>& mine) const;

    /// Prints the text on stderr and ends all processes with `exit_code`, without waiting for them.
    [[noreturn]] void end_all(const ending& why) const;

  private:
    uint32_t rank_ = 0;
    uint32_t size_ = 1;
};

/// Writes the text to stdout for exit code 0, else to stderr.
void print(const ending& end);

}  // namespace tune
