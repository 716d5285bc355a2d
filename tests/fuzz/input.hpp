// FUZZ(text): one fuzz target, given the input as text. It must not crash, hang or leak; what it may answer is checked
// with BUONO_CHECK, which stops the process.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <buono/check.hpp>
#include <buono/result.hpp>

#define FUZZ(text)                                                                      \
    static void fuzzOne(std::string_view text);                                         \
    extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) { \
        fuzzOne({reinterpret_cast<const char*>(data), size});                           \
        return 0;                                                                       \
    }                                                                                   \
    static void fuzzOne(std::string_view text)

namespace buono::test {

/// A number and the bytes after it: lets an input steer its own reading.
inline std::uint8_t takeByte(std::string_view& bytes) {
    const auto byte = bytes.empty() ? std::uint8_t{0} : static_cast<std::uint8_t>(bytes.front());
    bytes.remove_prefix(bytes.empty() ? 0 : 1);
    return byte;
}

}  // namespace buono::test
