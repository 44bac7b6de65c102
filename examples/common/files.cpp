#include "common/files.hpp"

#include <fstream>
#include <system_error>

namespace {

/// Files that go away again unless the whole set was put in place.
class temporary_files {
  public:
    ~temporary_files() {
        for (const auto& path : paths_) {
            std::error_code ignored;
            std::filesystem::remove(path, ignored);
        }
    }
    void add(const std::filesystem::path& path) { paths_.push_back(path); }
    void keep() { paths_.clear(); }

  private:
    std::vector<std::filesystem::path> paths_;
};

}  // namespace

void make_directory(const std::filesystem::path& directory) {
    std::error_code failed;
    std::filesystem::create_directories(directory, failed);
    if (failed || !std::filesystem::is_directory(directory)) {
        throw file_error("cannot make the directory " + directory.string() + ": " +
                         (failed ? failed.message() : "a file of that name is in the way"));
    }
}

void file_set::write() const {
    make_directory(directory_);
    temporary_files begun;
    for (const auto& [name, contents] : files_) {
        const auto path = directory_ / (name + ".part");
        begun.add(path);
        std::ofstream out(path, std::ios::binary | std::ios::trunc);
        out.write(contents.data(), static_cast<std::streamsize>(contents.size()));
        out.close();
        if (!out) throw file_error("cannot write " + path.string());
    }
    for (const auto& [name, contents] : files_) {
        std::error_code failed;
        std::filesystem::rename(directory_ / (name + ".part"), directory_ / name, failed);
        if (failed) {
            throw file_error("cannot write " + (directory_ / name).string() + ": " +
                             failed.message());
        }
    }
    begun.keep();
}
