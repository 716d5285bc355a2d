// The ports of purchases: its rows, the methods that take direct money, the providers that book, the seal.
//
// Rows ports are implemented by adapters/store, once on the writer's connection and once on each reader's; writing
// members are called on the writer's thread only. Methods and Providers are implemented by adapters/plugins, may
// take seconds, and are called by the courier outside any change.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/purchases/operation.hpp"
#include "core/purchases/purchase.hpp"
#include "core/purchases/redemption.hpp"
#include "core/register/register.hpp"

namespace buono::purchases {

/// Where a list goes on: after this id, at most `limit` rows. Newest first.
struct Page {
    Id before;  ///< nil starts at the newest.
    int limit = 50;
};

class Purchases {
public:
    virtual ~Purchases() = default;
    virtual std::optional<Purchase> find(const Id& purchase) const = 0;
    virtual std::vector<Purchase> ofPayer(const Id& payer, Page page) const = 0;
    /// Purchases of which this ente must give the direct part back, oldest first.
    virtual std::vector<Purchase> owedBack(const Id& ente, int limit) const = 0;
    virtual void add(const Purchase& purchase) = 0;
    /// Keeps state, code_issue and the two flags of the direct part.
    virtual void keep(const Purchase& purchase) = 0;
    virtual void markRedeemed(const Id& purchase, int line) = 0;
};

class Operations {
public:
    virtual ~Operations() = default;
    virtual std::optional<Operation> find(const Id& operation) const = 0;
    virtual std::optional<Operation> ofSubject(const Id& subject) const = 0;
    /// Payments that wait at an ente's till, oldest first.
    virtual std::vector<Operation> atTill(const Id& ente, int limit) const = 0;
    virtual void add(const Operation& operation) = 0;
    /// Keeps everything that can change: outcome, ended, ref, waits_for, receipt, pay_by, looks.
    virtual void keep(const Operation& operation) = 0;
};

class Redemptions {
public:
    virtual ~Redemptions() = default;
    virtual std::optional<Redemption> find(const Id& redemption) const = 0;
    virtual std::vector<Redemption> ofEnte(const Id& ente, Page page) const = 0;
    virtual void add(const Redemption& redemption) = 0;
    /// Keeps state, provider_ref and seq.
    virtual void keep(const Redemption& redemption) = 0;
    /// Of those of these that are payments on spending codes: which code of whom, and where many were paid at once the
    /// entry that says it.
    struct Paid {
        Id redemption;
        Id code, holder;  ///< nil where there are many.
        std::uint64_t seq = 0;
    };
    virtual std::vector<Paid> paid(std::span<const Id> redemptions) const = 0;
    /// A redemption of this purchase that still asks the ente's own system.
    virtual bool isAsking(const Id& purchase) const = 0;
};

class Codes {
public:
    virtual ~Codes() = default;
    /// May answer from memory, and so a code that was replaced since: isCurrent() asks the rows.
    virtual std::optional<CodeRow> find(const registers::Sha256& hash) const = 0;
    virtual bool isCurrent(const CodeRow& code) const = 0;
    virtual void add(const CodeRow& code) = 0;
    virtual void remove(CodeKind kind, const Id& subject) = 0;

    /// What this code allows, as it was when the code was made: everything of it but what its allowance still holds.
    virtual std::shared_ptr<const SpendingCode> permit(const CodeRow& code) const = 0;
    virtual std::optional<SpendingCode> spendingCode(const Id& id) const = 0;
    /// The codes whose allowances these are, or were before they were renewed.
    virtual std::vector<SpendingCode> ofAllowances(std::span<const ledger::AccountNo> allowances) const = 0;
    virtual std::vector<SpendingCode> ofHolder(const Id& holder, Page page) const = 0;
    virtual void addSpending(const SpendingCode& code) = 0;
    /// Keeps issue and allowance, which are new: all else of it never changes.
    virtual void keepSpending(const SpendingCode& code) = 0;
};

/// Keyed marks of the city: the key never leaves the adapter. Any thread.
class Seal {
public:
    virtual ~Seal() = default;
    /// HMAC-SHA-256 under a key of its own for each purpose.
    virtual registers::Sha256 mark(std::string_view purpose, std::string_view text) const = 0;
};

/// What purchases needs to know of a service of the catalogue.
struct Item {
    Id service;
    Id ente;
    std::string title;
    Money price;
    std::string area;
    std::string category;
    std::optional<registers::Date> ends;  ///< Last day of the service, where it has a fixed one.
    bool on_sale = false;                 ///< Published, by an ente that is accredited today.
};

class Shelf {
public:
    virtual ~Shelf() = default;
    virtual std::optional<Item> item(const Id& service) const = 0;
    /// An accredited ente with at least one service in this area; "" asks for any area.
    virtual bool offers(const Id& ente, std::string_view area) const = 0;
};

/// For whom a person may buy: themselves, and the children they are responsible for.
class Family {
public:
    virtual ~Family() = default;
    virtual bool mayBuyFor(const Id& payer, const Id& beneficiary) const = 0;
};

/// Tells the family at once what happened to their purchase or code. Used within the change it tells of.
class Announcements {
public:
    virtual ~Announcements() = default;
    virtual void purchase(const Purchase& purchase) = 0;
    virtual void redemption(const Id& holder, const Redemption& redemption) = 0;
};

/// A payment method that is installed, as settings describe it.
struct MethodTerms {
    std::string name;                                      ///< Of the plugin: [a-z][a-z0-9_]{1,31}
    std::int64_t pay_within_us = 48LL * 3600 * 1'000'000;  ///< Then it is voided and everything released.
};

/// What a plugin is told of one operation. Nothing in it names a person.
struct Order {
    Id operation;
    std::string plugin;
    Money amount;
    std::string ref;  ///< Their reference, once they gave one.
    Id ente;
    Id subject;  ///< Purchase or redemption.
};

class Methods {
public:
    virtual ~Methods() = default;
    virtual Answer authorize(const Order& order) = 0;
    virtual Answer query(const Order& order) = 0;
    virtual Answer cancel(const Order& order) = 0;  ///< The ABI's void: must accept one it has never seen.
    /// Hands over what arrived from outside (here: the till's receipt number). A hint: query() says what is true.
    virtual void tell(const Order& order, std::string_view receipt) = 0;
};

class Providers {
public:
    virtual ~Providers() = default;
    virtual Answer redeem(const Order& order) = 0;
    virtual Answer status(const Order& order) = 0;
};

/// Which provider plugin books for an ente; "" for none.
class Arrangements {
public:
    virtual ~Arrangements() = default;
    virtual std::string providerOf(const Id& ente) const = 0;
};

}  // namespace buono::purchases
