// HmacSeal: the city's keyed marks: HMAC-SHA-256 under a key of its own for each purpose.
//
// Purposes are names in the program, a handful; none comes from a request. Any thread.
#pragma once

#include <map>
#include <memory>
#include <shared_mutex>
#include <string>

#include "adapters/system/keys.hpp"
#include "core/purchases/ports.hpp"

struct evp_mac_ctx_st;

namespace buono::system {

class HmacSeal final : public purchases::Seal {
public:
    explicit HmacSeal(const Keys& keys);
    ~HmacSeal() override;

    registers::Sha256 mark(std::string_view purpose, std::string_view text) const override;

private:
    struct Free {
        void operator()(evp_mac_ctx_st* context) const;
    };
    using Context = std::unique_ptr<evp_mac_ctx_st, Free>;

    Context keyed(std::string_view purpose) const;

    Keys keys_;
    mutable std::shared_mutex turn_;
    mutable std::map<std::string, Context, std::less<>> begun_;  ///< Keyed once; every mark works on a copy.
};

}  // namespace buono::system
