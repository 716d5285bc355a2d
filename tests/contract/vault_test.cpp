// The vault: what it seals opens only where and for whom it was sealed, and never again once the key is destroyed.
#include "adapters/store/vault.hpp"

#include "adapters/store/import_rows.hpp"
#include "contract/house.hpp"

namespace buono::test {
namespace {

using store::Mode;
using store::Vault;

class StoreVault : public StoreTest {
protected:
    void SetUp() override {
        StoreTest::SetUp();
        if (IsSkipped()) return;
        place_.emplace(GetParam());
        connection_ = place_->open(Mode::Writing);
        reader_ = place_->open(Mode::Reading);
        vault_.emplace(*connection_, keys_);
        elsewhere_.emplace(*reader_, keys_);
    }

    const store::VaultKeys keys_{{1, 2, 3}, {4, 5, 6}};
    std::optional<Place> place_;
    std::unique_ptr<store::Connection> connection_, reader_;
    std::optional<Vault> vault_, elsewhere_;
};
ON_BOTH_STORES(StoreVault);

TEST_P(StoreVault, WhatIsSealedOpensOnEveryConnection) {
    for (const auto* plain : {"", "è", "RSSMRA85M01F205X"}) {
        const auto sealed = vault_->seal(idOf(1), "persons.tax_code", plain);
        EXPECT_EQ(vault_->open(idOf(1), "persons.tax_code", sealed), plain);
        EXPECT_EQ(elsewhere_->open(idOf(1), "persons.tax_code", sealed), plain);
    }
    EXPECT_EQ(vault_->open(idOf(1), "persons.tax_code", {}), "");
}

TEST_P(StoreVault, TheSameTextIsNeverTheSameBytes) {
    EXPECT_NE(vault_->seal(idOf(1), "a.b", "one"), vault_->seal(idOf(1), "a.b", "one"));
}

TEST_P(StoreVault, EveryBitAndThePlaceAndTheSubjectAreAuthenticated) {
    const auto sealed = vault_->seal(idOf(1), "a.b", "secret");
    (void)vault_->seal(idOf(2), "a.b", "other");
    for (std::size_t i = 0; i < sealed.size() * 8; ++i) {
        auto bent = sealed;
        bent[i / 8] ^= static_cast<std::uint8_t>(1U << i % 8);
        EXPECT_THROW((void)elsewhere_->open(idOf(1), "a.b", bent), store::StoreDown) << i;
    }
    for (std::size_t length = 1; length < sealed.size(); ++length)
        EXPECT_THROW((void)elsewhere_->open(idOf(1), "a.b", store::Bytes{sealed}.first(length)), store::StoreDown);
    EXPECT_THROW((void)elsewhere_->open(idOf(2), "a.b", sealed), store::StoreDown);
    EXPECT_THROW((void)elsewhere_->open(idOf(1), "a.c", sealed), store::StoreDown);
}

TEST_P(StoreVault, ADestroyedKeyForgetsOneSubjectForEver) {
    const auto first = vault_->seal(idOf(1), "a.b", "first"), second = vault_->seal(idOf(2), "a.b", "second");
    vault_->destroy(idOf(1));
    EXPECT_EQ(vault_->open(idOf(1), "a.b", first), "");
    EXPECT_EQ(elsewhere_->open(idOf(1), "a.b", first), "");
    EXPECT_EQ(elsewhere_->open(idOf(2), "a.b", second), "second");
    EXPECT_DEATH((void)vault_->seal(idOf(1), "a.b", "again"), "fate != Fate::Destroyed");
}

TEST_P(StoreVault, AKeyDestroyedWithinAChangeIsGoneWithinIt) {
    connection_->begin();
    const auto sealed = vault_->seal(idOf(1), "a.b", "first");
    EXPECT_EQ(vault_->open(idOf(1), "a.b", sealed), "first");
    vault_->destroy(idOf(1));
    EXPECT_EQ(vault_->open(idOf(1), "a.b", sealed), "");
    connection_->commit();
}

TEST_P(StoreVault, AnotherCitysKeyOpensNothing) {
    const auto sealed = vault_->seal(idOf(1), "a.b", "secret");
    const Vault other{*reader_, {{9}, {4, 5, 6}}};
    EXPECT_THROW((void)other.open(idOf(1), "a.b", sealed), store::StoreDown);
}

TEST_P(StoreVault, NoKeyStandsInTheDatabaseAsItIs) {
    (void)vault_->seal(idOf(1), "a.b", "secret");
    connection_->rows("SELECT wrapped FROM subject_keys", [](const store::Row& row) {
        EXPECT_EQ(row.bytes(0).size(), 1 + 12 + 32 + 16);  // Version, nonce, ciphertext, tag.
    });
}

TEST_P(StoreVault, AnIndexFindsTheSameTextOfTheSamePurpose) {
    EXPECT_EQ(vault_->index("a.b", "text"), elsewhere_->index("a.b", "text"));
    EXPECT_NE(vault_->index("a.b", "text"), vault_->index("a.c", "text"));
    EXPECT_NE(vault_->index("a.b", "text"), vault_->index("a.b", "tex"));
    const Vault other{*reader_, {{1, 2, 3}, {9}}};
    EXPECT_NE(vault_->index("a.b", "text"), other.index("a.b", "text"));
}

TEST_P(StoreVault, AnImportIsKeptUntilItIsDecided) {
    using namespace registers;
    store::ImportRows rows{*connection_, *vault_};
    const store::ImportRows seen{*reader_, *elsewhere_};
    Import import{.id = idOf(1),
                  .kind = "credits",
                  .target = idOf(2),
                  .actor = "employer:3",
                  .scope = idOf(4),
                  .accepted = 2,
                  .refused = 3,
                  .at = {55},
                  .seq = 9};
    const std::string document =
        std::string{"tax_code;name\r\nRSSMRA85M01F205X;\0Ròssi\n", 40} + std::string(70'000, 'x');
    const std::vector<RefusedRow> refused{{9, "isee", ErrorCode{1200}, "too high"}, {2, "", ErrorCode::Malformed, "è"}};
    rows.add(import, document, refused);

    EXPECT_FALSE(seen.find(idOf(2)));
    const auto found = seen.find(idOf(1));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->kind, "credits");
    EXPECT_EQ(found->target, idOf(2));
    EXPECT_EQ(found->actor, "employer:3");
    EXPECT_EQ(found->scope, idOf(4));
    EXPECT_EQ(found->state, ImportState::Staged);
    EXPECT_EQ(found->at.us, 55);
    EXPECT_EQ(seen.document(idOf(1)), document);
    EXPECT_EQ(seen.refusedRows(idOf(1), 0, 10), (std::vector{refused[1], refused[0]}));
    EXPECT_EQ(seen.refusedRows(idOf(1), 0, 1), std::vector{refused[1]});
    EXPECT_EQ(seen.refusedRows(idOf(1), 2, 10), std::vector{refused[0]});
    connection_->rows("SELECT document FROM imports", [&](const store::Row& row) {
        const auto bytes = row.bytes(0);
        EXPECT_EQ((std::string{bytes.begin(), bytes.end()}.find("RSSMRA")), std::string::npos);
    });

    import.state = ImportState::Confirmed;
    import.accepted = 1;
    import.seq = 12;
    rows.keep(import);
    rows.replaceRefusedRows(idOf(1), std::span{refused}.first(1));
    EXPECT_EQ(seen.find(idOf(1))->state, ImportState::Confirmed);
    EXPECT_EQ(seen.find(idOf(1))->accepted, 1);
    EXPECT_EQ(seen.find(idOf(1))->seq, 12);
    EXPECT_EQ(seen.document(idOf(1)), "");
    EXPECT_EQ(seen.refusedRows(idOf(1), 0, 10).size(), 1);
    EXPECT_EQ(count(*reader_, "SELECT COUNT(*) FROM imports WHERE LENGTH(document) = 0"), 1);
}

}  // namespace
}  // namespace buono::test
