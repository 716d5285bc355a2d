#include "keyed_sum.hpp"

#include <openssl/rand.h>

#include <bit>
#include <cstring>
#include <stdexcept>

namespace audit {
namespace {

class SipHash {
public:
    explicit SipHash(const std::array<std::uint64_t, 2>& key)
        : v0_{key[0] ^ 0x736f6d6570736575},
          v1_{key[1] ^ 0x646f72616e646f6d},
          v2_{key[0] ^ 0x6c7967656e657261},
          v3_{key[1] ^ 0x7465646279746573} {}

    void take(std::uint64_t word) {
        v3_ ^= word;
        round(), round();
        v0_ ^= word;
    }
    std::uint64_t end() {
        v2_ ^= 0xff;
        round(), round(), round(), round();
        return v0_ ^ v1_ ^ v2_ ^ v3_;
    }

private:
    void round() {
        v0_ += v1_, v1_ = std::rotl(v1_, 13) ^ v0_, v0_ = std::rotl(v0_, 32);
        v2_ += v3_, v3_ = std::rotl(v3_, 16) ^ v2_;
        v0_ += v3_, v3_ = std::rotl(v3_, 21) ^ v0_;
        v2_ += v1_, v1_ = std::rotl(v1_, 17) ^ v2_, v2_ = std::rotl(v2_, 32);
    }

    std::uint64_t v0_, v1_, v2_, v3_;
};

}  // namespace

SumKey::SumKey() {
    if (RAND_bytes(reinterpret_cast<unsigned char*>(key_.data()), sizeof key_) != 1)
        throw std::runtime_error{"OpenSSL has no chance to give"};
}

std::uint64_t SumKey::hash(std::initializer_list<Bytes> elements) const {
    SipHash hash{key_};
    for (const auto element : elements) {
        std::uint64_t word = 0;
        std::size_t at = 0;
        for (; at + sizeof word <= element.size(); at += sizeof word) {
            std::memcpy(&word, element.data() + at, sizeof word);
            hash.take(word);
        }
        word = 0;
        if (at < element.size()) std::memcpy(&word, element.data() + at, element.size() - at);
        hash.take(word);
        hash.take(element.size());
    }
    return hash.end();
}

}  // namespace audit
