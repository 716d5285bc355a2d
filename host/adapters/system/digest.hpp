// Sha256Digest: the digest of the platform, from OpenSSL. Keeps nothing. Any thread.
#pragma once

#include "core/register/register.hpp"

namespace buono::system {

class Sha256Digest final : public registers::Digest {
public:
    registers::Sha256 sha256(std::string_view bytes) const override;
};

}  // namespace buono::system
