// RecordReceipt: the ente's operator states that the direct part was paid at its till, with the receipt's number.
// RecordReturn: ... that direct money it owed back was given back.
//
// A stated receipt is a hint: the courier hands it to the payment method, whose answer alone confirms the purchase.
// Writer's thread only.
#pragma once

#include <string_view>

#include "core/purchases/workbench.hpp"

namespace buono::purchases {

class RecordReceipt {
public:
    explicit RecordReceipt(Rows rows) : rows_{rows} {}

    /// Another ente's operation is the same as none. Refuses an ended one, and a second number for the same one.
    Result<Operation> operator()(const Id& ente, const Id& operation, std::string_view receipt, Instant now);

private:
    Rows rows_;
};

class RecordReturn {
public:
    RecordReturn(Funds funds, Rows rows) : funds_{funds}, rows_{rows} {}

    Result<Purchase> operator()(const Id& ente, const Id& purchase);

private:
    Funds funds_;
    Rows rows_;
};

}  // namespace buono::purchases
