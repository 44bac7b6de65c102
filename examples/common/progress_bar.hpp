// SPDX-License-Identifier: MIT
// A line on a terminal that shows how far a program has come.
#pragma once

#include <chrono>
#include <string>

/// Draws on stderr when that is a terminal, and does nothing otherwise. Disappears when destroyed.
class progress_bar {
  public:
    progress_bar(std::string title, long total);
    ~progress_bar();
    progress_bar(const progress_bar&) = delete;
    progress_bar& operator=(const progress_bar&) = delete;

    /// `done` of `total` steps; redraws at most about ten times a second.
    void show(long done);

    /// Takes the line away, so that something else can be printed; the next show() draws it anew.
    void hide();

  private:
    std::string title_;
    long total_;
    bool terminal_;
    bool visible_ = false;
    std::chrono::steady_clock::time_point last_;
};
