// qrSvg(): a text as a QR code, as one SVG image in black and white. Pure; any thread.
#pragma once

#include <string>

namespace buono::http {

/// @param text at most 200 bytes, chosen by the host.
std::string qrSvg(const std::string& text);

}  // namespace buono::http
