// PluginBankFiles: the port purchases::BankFiles, over the supervisor: settlement_in, part by part.
//
// Any thread, as the supervisor. Of an answer only letters, digits and a few signs are taken; no text of the file's.
#pragma once

#include "adapters/plugins/supervisor.hpp"
#include "core/purchases/bank_file.hpp"

namespace buono::plugins {

class PluginBankFiles final : public purchases::BankFiles {
public:
    explicit PluginBankFiles(Supervisor& supervisor) : supervisor_{supervisor} {}

    std::string method(std::string_view asked) const override;
    Result<purchases::BankReading> read(std::string_view method, const Account& account,
                                        std::string_view bytes) override;

private:
    Supervisor& supervisor_;
};

/// Adds one event of settlement_in to what was read. false: it is none, and nothing was added.
bool addBankEvent(std::string_view event, purchases::BankReading& reading);

}  // namespace buono::plugins
