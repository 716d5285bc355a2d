// What API and page share of a bank's file: which method reads it, and its lines as the host judges them.
#pragma once

#include <string>
#include <string_view>

#include <buono/result.hpp>

#include "adapters/http/desk.hpp"
#include "adapters/http/exchange.hpp"
#include "core/purchases/bank_file.hpp"

namespace buono::http {

/// The installed method that reads bank files; of several the one that is `asked` for. MethodUnknown otherwise.
Result<std::string> bankMethod(Desk& desk, std::string_view asked);

/// Reads the caller's file. Takes as long as the plugin does; outside any change.
Result<purchases::BankReading> readBankFile(Desk& desk, const Request& request, const std::string& method,
                                            std::string_view bytes);

}  // namespace buono::http
