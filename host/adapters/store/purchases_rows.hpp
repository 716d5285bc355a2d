// The rows of purchases: the ports of core/purchases on one connection. Each belongs to its connection's thread.
#pragma once

#include "adapters/store/connection.hpp"
#include "core/purchases/ports.hpp"

namespace buono::store {

class PurchasesRows final : public purchases::Purchases {
public:
    explicit PurchasesRows(Connection& connection) : connection_{connection} {}

    std::optional<purchases::Purchase> find(const registers::Id& purchase) const override;
    std::vector<purchases::Purchase> ofPayer(const registers::Id& payer, purchases::Page page) const override;
    std::vector<purchases::Purchase> owedBack(const registers::Id& ente, int limit) const override;
    void add(const purchases::Purchase& purchase) override;
    void keep(const purchases::Purchase& purchase) override;
    void markRedeemed(const registers::Id& purchase, int line) override;

private:
    void fill(purchases::Purchase& purchase) const;

    Connection& connection_;
};

class OperationsRows final : public purchases::Operations {
public:
    explicit OperationsRows(Connection& connection) : connection_{connection} {}

    std::optional<purchases::Operation> find(const registers::Id& operation) const override;
    std::optional<purchases::Operation> ofSubject(const registers::Id& subject) const override;
    std::vector<purchases::Operation> atTill(const registers::Id& ente, int limit) const override;
    void add(const purchases::Operation& operation) override;
    void keep(const purchases::Operation& operation) override;

private:
    Connection& connection_;
};

class RedemptionsRows final : public purchases::Redemptions {
public:
    explicit RedemptionsRows(Connection& connection) : connection_{connection} {}

    std::optional<purchases::Redemption> find(const registers::Id& redemption) const override;
    std::vector<purchases::Redemption> ofEnte(const registers::Id& ente, purchases::Page page) const override;
    void add(const purchases::Redemption& redemption) override;
    void keep(const purchases::Redemption& redemption) override;
    bool isAsking(const registers::Id& purchase) const override;

private:
    void fill(purchases::Redemption& redemption) const;

    Connection& connection_;
};

class CodesRows final : public purchases::Codes {
public:
    explicit CodesRows(Connection& connection) : connection_{connection} {}

    std::optional<purchases::CodeRow> find(const registers::Sha256& hash) const override;
    void add(const purchases::CodeRow& code) override;
    void remove(purchases::CodeKind kind, const registers::Id& subject) override;
    std::optional<purchases::SpendingCode> spendingCode(const registers::Id& id) const override;
    std::vector<purchases::SpendingCode> ofHolder(const registers::Id& holder, purchases::Page page) const override;
    void addSpending(const purchases::SpendingCode& code) override;
    void keepSpending(const purchases::SpendingCode& code) override;

private:
    Connection& connection_;
};

}  // namespace buono::store
