#include "adapters/store/connection.hpp"

#include <algorithm>

#include <buono/check.hpp>

namespace buono::store {

registers::Id Row::id(int column) const {
    registers::Id id;
    const auto found = bytes(column);
    if (found.empty()) return id;
    BUONO_CHECK(found.size() == id.bytes.size());
    std::copy(found.begin(), found.end(), id.bytes.begin());
    return id;
}

registers::Sha256 Row::hash(int column) const {
    registers::Sha256 hash{};
    const auto found = bytes(column);
    BUONO_CHECK(found.size() == hash.size());
    std::copy(found.begin(), found.end(), hash.begin());
    return hash;
}

}  // namespace buono::store
