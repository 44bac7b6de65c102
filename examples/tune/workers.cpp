// SPDX-License-Identifier: MIT
#include "tune/workers.hpp"

#include <sched.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace tune {

uint32_t processors() {
    cpu_set_t ours;
    if (sched_getaffinity(0, sizeof ours, &ours) == 0) {
        return static_cast<uint32_t>(std::max(1, CPU_COUNT(&ours)));
    }
    return std::max(1U, std::thread::hardware_concurrency());
}

void run_on_threads(uint32_t count, uint32_t jobs, const std::function<void(uint32_t)>& task,
                    const std::function<void(uint32_t)>& done) {
    std::atomic<uint32_t> next{0};
    std::mutex one_at_a_time;
    uint32_t finished = 0;
    std::exception_ptr failure;
    const auto work = [&] {
        for (uint32_t i = next++; i < count; i = next++) {
            try {
                task(i);
                const std::lock_guard<std::mutex> lock(one_at_a_time);
                done(++finished);
            } catch (...) {
                const std::lock_guard<std::mutex> lock(one_at_a_time);
                if (!failure) failure = std::current_exception();
                next = count;
            }
        }
    };
    std::vector<std::thread> others;
    try {
        while (others.size() + 1 < std::min(jobs, count)) others.emplace_back(work);
    } catch (const std::system_error&) {
        // The threads that there are do all the work.
    }
    work();
    for (auto& other : others) other.join();
    if (failure) std::rethrow_exception(failure);
}

}  // namespace tune
