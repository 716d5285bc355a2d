#include "adapters/http/qr.hpp"

#include <qrcodegen/QrCode.hpp>

namespace buono::http {
namespace {

using qrcodegen::QrCode;

std::string svg(const QrCode& code) {
    constexpr int kQuietZone = 4;  // ISO/IEC 18004: four modules of white around.
    const auto side = std::to_string(code.getSize() + 2 * kQuietZone);
    std::string path;
    for (int y = 0; y < code.getSize(); ++y) {
        for (int x = 0; x < code.getSize(); ++x) {
            if (!code.getModule(x, y)) continue;
            path += "M" + std::to_string(x + kQuietZone) + "," + std::to_string(y + kQuietZone) + "h1v1h-1z";
        }
    }
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + " " + side +
           "\" shape-rendering=\"crispEdges\" role=\"img\"><path fill=\"#fff\" d=\"M0,0h" + side + "v" + side + "h-" +
           side + "z\"/><path fill=\"#000\" d=\"" + path + "\"/></svg>";
}

}  // namespace

std::string qrSvg(const std::string& text) { return svg(QrCode::encodeText(text.c_str(), QrCode::Ecc::QUARTILE)); }

std::string transferQrSvg(const std::string& text) {
    constexpr int kVersionMax = 13;
    const auto bytes = qrcodegen::QrSegment::makeBytes({text.begin(), text.end()});
    return svg(QrCode::encodeSegments({bytes}, QrCode::Ecc::MEDIUM, 1, kVersionMax, -1, false));
}

}  // namespace buono::http
