#include "adapters/http/secret.hpp"

#include <sodium.h>

#include <array>

#include "adapters/http/paging.hpp"

namespace buono::http {

std::string newToken() {
    BUONO_CHECK(sodium_init() >= 0);
    std::array<char, 32> bytes;
    randombytes_buf(bytes.data(), bytes.size());
    return base64url({bytes.data(), bytes.size()});
}

std::string csrfOf(const registers::Digest& digest, std::string_view token) {
    const auto hash = digest.sha256("csrf\n" + std::string{token});
    return base64url({reinterpret_cast<const char*>(hash.data()), hash.size()});
}

bool sameSecret(std::string_view a, std::string_view b) {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace buono::http
