#include "adapters/system/files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>
#include <cstdio>

#include "adapters/system/descriptor.hpp"

namespace buono::system {
namespace {

std::filesystem::path folderOf(const std::filesystem::path& file) {
    return file.has_parent_path() ? file.parent_path() : std::filesystem::path{"."};
}

/// A new file beside `file`, with its bytes on the disk.
Result<std::filesystem::path> writeBeside(const std::filesystem::path& file, std::string_view bytes) {
    auto beside = file;
    beside += ".new";
    ::unlink(beside.c_str());  // Left by a crash; it never had its name, so nobody relies on it.
    Descriptor open{::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600)};
    if (!open) return failed(beside, "the file cannot be made");
    if (!writeAll(open.get(), bytes) || ::fsync(open.get()) != 0 || open.close() != 0)
        return failed(beside, "the file cannot be written");
    return beside;
}

}  // namespace

Status syncFolder(const std::filesystem::path& folder) {
    const Descriptor open{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (!open || ::fsync(open.get()) != 0) return failed(folder, "the folder cannot be made durable");
    return kOk;
}

bool isOutage(int error) {
    return error == EIO || error == ENOSPC || error == EDQUOT || error == ENOMEM || error == EMFILE || error == ENFILE;
}

Result<std::optional<std::string>> readFile(const std::filesystem::path& file, std::size_t bytes_max) {
    const Descriptor open{::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)};
    if (!open && errno == ENOENT) return std::optional<std::string>{};
    if (!open) return failed(file, "the file cannot be opened");
    std::string bytes(bytes_max + 1, '\0');
    std::size_t held = 0;
    while (held < bytes.size()) {
        const auto count = ::read(open.get(), bytes.data() + held, bytes.size() - held);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return failed(file, "the file cannot be read");
        if (count == 0) break;
        held += static_cast<std::size_t>(count);
    }
    if (held > bytes_max) return Error{ErrorCode::TooLarge, file.string(), "the file is longer than it can be"};
    bytes.resize(held);
    return std::optional{std::move(bytes)};
}

Status writeFile(const std::filesystem::path& file, std::string_view bytes) {
    const auto beside = writeBeside(file, bytes);
    if (!beside) return beside.error();
    if (::rename(beside->c_str(), file.c_str()) != 0) return failed(file, "the file cannot be replaced");
    return syncFolder(folderOf(file));
}

Result<bool> createFile(const std::filesystem::path& file, std::string_view bytes) {
    const auto beside = writeBeside(file, bytes);
    if (!beside) return beside.error();
    const bool made = ::link(beside->c_str(), file.c_str()) == 0;  // Unlike rename, never over another's.
    const bool taken = !made && errno == EEXIST;
    const auto failure = failed(file, "the file cannot be made");
    ::unlink(beside->c_str());
    if (!made && !taken) return failure;
    if (const auto synced = syncFolder(folderOf(file)); !synced) return synced.error();
    return made;
}

}  // namespace buono::system
