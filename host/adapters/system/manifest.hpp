// Manifest: what a backup holds and of which moment it is, as a text signed by the city.
//
// It is the file `manifest` of the backup's folder, the last one written: a folder without it is no backup. Every other
// file stands in it with its length and SHA-256; no byte of it can change without the signature being another. The
// signature is the city's own (Notary), so no one without the master key makes a backup that this city takes for its.
// A value.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/system/notary.hpp"
#include "adapters/system/sums.hpp"

namespace buono::system {

struct Manifest {
    struct File {
        std::string name;  ///< In the backup's folder.
        Sum sum;
    };
    static constexpr std::string_view kName = "manifest";

    std::string city;
    std::string version;  ///< Of the Buono that made it.
    std::string made;     ///< The city's time, RFC 3339.
    int schema = 0;       ///< The last migration of the database in it.
    std::uint64_t seq = 0;
    std::string hash;  ///< Of the entry `seq`, 64 hexadecimal digits.
    std::string at;    ///< When that entry was written.
    std::vector<File> files;

    /// Text and signature.
    std::string sign(const Keys& keys) const;
    /// Refused (ErrorCode::Malformed) when a byte is another than was signed with this key.
    static Result<Manifest> read(std::string_view note, const Keys& keys);

private:
    std::string text() const;
};

std::string hexOf(const registers::Sha256& hash);

}  // namespace buono::system
