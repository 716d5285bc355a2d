// A text as a QR code, as one SVG image in black and white. Pure; any thread.
#pragma once

#include <string>

namespace buono::http {

/// @param text at most 200 bytes, chosen by the host.
std::string qrSvg(const std::string& text);

/// As banking apps ask for it (EPC069-12): level M, at most version 13.
/// @param text at most 331 bytes.
std::string transferQrSvg(const std::string& text);

}  // namespace buono::http
