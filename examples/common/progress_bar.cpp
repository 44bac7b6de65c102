// SPDX-License-Identifier: MIT
#include "common/progress_bar.hpp"

#include <unistd.h>

#include <cstdio>
#include <utility>

progress_bar::progress_bar(std::string title, long total)
    : title_(std::move(title)), total_(total), terminal_(isatty(STDERR_FILENO) == 1) {}

progress_bar::~progress_bar() { hide(); }

void progress_bar::show(long done) {
    if (!terminal_ || total_ <= 0) return;
    const auto now = std::chrono::steady_clock::now();
    if (visible_ && done < total_ && now - last_ < std::chrono::milliseconds(100)) return;
    last_ = now;
    visible_ = true;
    constexpr int width = 30;
    const int filled = static_cast<int>(done * width / total_);
    std::string bar(static_cast<size_t>(filled), '#');
    bar.resize(width, '.');
    std::fprintf(stderr, "\r%s [%s] %3ld%%", title_.c_str(), bar.c_str(), done * 100 / total_);
    std::fflush(stderr);
}

void progress_bar::hide() {
    if (!visible_) return;
    std::fputs("\r\033[K", stderr);
    std::fflush(stderr);
    visible_ = false;
}
