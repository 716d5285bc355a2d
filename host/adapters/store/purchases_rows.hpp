// The rows of purchases: the ports of core/purchases on one connection. Each belongs to its connection's thread.
#pragma once

#include <array>
#include <cstring>
#include <memory>
#include <mutex>
#include <unordered_map>

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
    /// After a step back in time, a restored backup: what was not sent then may have been since. Those operations are
    /// unknown now, so that they are asked about before they are sent (purchases::nextCall). Answers how many.
    std::int64_t doubtUnsent();

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
    std::vector<Paid> paid(std::span<const registers::Id> redemptions) const override;
    bool isAsking(const registers::Id& purchase) const override;

private:
    void fill(purchases::Redemption& redemption) const;

    Connection& connection_;
};

/// A code as its row was when it was first looked for.
struct KnownCode {
    purchases::CodeRow row;
    std::optional<purchases::SpendingCode> permit;  ///< Of a spending code.
};

/// Codes that were looked for lately: a payment then reads no row. What is remembered of a code never changes; one that
/// was replaced is still remembered, and has nothing left to take (core/purchases/allowance.hpp). A process has one;
/// any thread.
class KnownCodes {
public:
    std::shared_ptr<const KnownCode> find(const registers::Sha256& hash) const;
    void keep(std::shared_ptr<const KnownCode> code);

private:
    static constexpr std::size_t kShelves = 16, kOfShelfMax = 4'096;  ///< 65,536 codes, some 20 MB, at most.

    struct HashOf {  // A keyed hash is as even as any.
        std::size_t operator()(const registers::Sha256& hash) const {
            std::size_t some = 0;
            std::memcpy(&some, hash.data() + 1, sizeof some);
            return some;
        }
    };
    struct Shelf {
        mutable std::mutex turn;
        std::unordered_map<registers::Sha256, std::shared_ptr<const KnownCode>, HashOf> codes;
    };
    const Shelf& shelfOf(const registers::Sha256& hash) const { return shelves_[hash[0] % kShelves]; }
    Shelf& shelfOf(const registers::Sha256& hash) { return shelves_[hash[0] % kShelves]; }

    std::array<Shelf, kShelves> shelves_;
};

class CodesRows final : public purchases::Codes {
public:
    CodesRows(Connection& connection, KnownCodes& known) : connection_{connection}, known_{known} {}

    std::optional<purchases::CodeRow> find(const registers::Sha256& hash) const override;
    bool isCurrent(const purchases::CodeRow& code) const override;
    std::shared_ptr<const purchases::SpendingCode> permit(const purchases::CodeRow& code) const override;
    void add(const purchases::CodeRow& code) override;
    void remove(purchases::CodeKind kind, const registers::Id& subject) override;
    std::optional<purchases::SpendingCode> spendingCode(const registers::Id& id) const override;
    std::vector<purchases::SpendingCode> ofAllowances(std::span<const ledger::AccountNo> allowances) const override;
    std::vector<purchases::SpendingCode> ofHolder(const registers::Id& holder, purchases::Page page) const override;
    void addSpending(const purchases::SpendingCode& code) override;
    void keepSpending(const purchases::SpendingCode& code) override;

private:
    std::shared_ptr<const KnownCode> known(const registers::Sha256& hash) const;
    void addAllowance(const purchases::SpendingCode& code);

    Connection& connection_;
    KnownCodes& known_;
};

}  // namespace buono::store
