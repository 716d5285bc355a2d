#include "adapters/http/bank_reading.hpp"

#include "adapters/http/lobby.hpp"
#include "core/catalogue/ports.hpp"
#include "core/catalogue/rooms.hpp"
#include "core/purchases/rooms.hpp"
#include "core/register/codes.hpp"

namespace buono::http {

Result<std::string> bankMethod(Desk& desk, std::string_view asked) {
    const auto* files = desk.lobby.settings.bank_files;
    if (auto method = files ? files->method(asked) : std::string{}; !method.empty()) return method;
    return Error{codes::kMethodUnknown, "method", "no installed method reads bank files, or not this one"};
}

Result<purchases::BankReading> readBankFile(Desk& desk, const Request& request, const std::string& method,
                                            std::string_view bytes) {
    const auto& ente = request.caller.scope;
    const auto known = desk.views.catalogue.enti.ente(ente);
    auto* files = desk.lobby.settings.bank_files;
    if (!known || files == nullptr) return Error{codes::kNotFound, {}, {}};
    auto reading = files->read(method, {ente, known->iban}, bytes);
    if (!reading) return reading.error();
    for (auto& line : reading->lines) {
        const auto operation =
            line.operation.isNil() ? std::nullopt : desk.views.purchases.operations.find(line.operation);
        line = judged(std::move(line), operation, ente, method);
    }
    return reading;
}

}  // namespace buono::http
