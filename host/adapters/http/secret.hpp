// Secrets of a session: the token, what is stored of it, and the CSRF token a page derives from it.
//
// Tokens are 256 random bits in base64url; only their SHA-256 is ever stored. Pure but for the random source.
#pragma once

#include <string>
#include <string_view>

#include "core/register/register.hpp"

namespace buono::http {

std::string newToken();

/// Derived, so that nothing more is stored: only who has the token can know it.
std::string csrfOf(const registers::Digest& digest, std::string_view token);

/// Takes as long wherever two texts of one length differ.
bool sameSecret(std::string_view a, std::string_view b);

}  // namespace buono::http
