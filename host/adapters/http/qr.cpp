#include "adapters/http/qr.hpp"

#include <qrcodegen/QrCode.hpp>

namespace buono::http {

std::string qrSvg(const std::string& text) {
    constexpr int kQuietZone = 4;  // ISO/IEC 18004: four modules of white around.
    const auto code = qrcodegen::QrCode::encodeText(text.c_str(), qrcodegen::QrCode::Ecc::QUARTILE);
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

}  // namespace buono::http
