// buono-audit and signed heads: a note counts only when the key one knows has signed it, and only for what it says.
#include <gtest/gtest.h>

#include <fstream>

#include "audit/city.hpp"
#include "audit/program.hpp"
#include "support/folder.hpp"

namespace city {
namespace {

using buono::test::Folder;

// The head of the small city's entry 8, signed by another Ed25519 (Python's) under a master key known to the tests.
const std::string kKey = "buono-milano+acc9c420+Aeg+pN/C+c+c/yfjAAsoVKsGjzIkEvyKz09jkk+7H4l5";
const std::string kText =
    "buono ledger head "
    "v1\n8\n3a9849b34e5c27c78a354e6ed6490904741a07729f18787fdd6cec70ff9aa47a\n2026-03-01T08:00:00.000000Z\n";
const std::string kSignature =
    "rMnEIHaIISDhLgevlFcuuSOGqbnXc6B99LV3D+idx1g78JeaUznCm9fRzx4m6avEsjVQKk+VKPV/P68tNtpTUeMm+w4=";
const std::string kNote = kText + "\n\u2014 buono-milano " + kSignature + "\n";

Answer auditedWith(const std::string& note, const std::string& key, const City& city = City::small()) {
    const Folder folder;
    city.write(folder / "city.db");
    std::ofstream{folder / "head.note", std::ios::binary} << note;
    return audit({folder / "city.db", "--note", folder / "head.note", "--key", key});
}

std::string with(std::string text, std::size_t at, char other) {
    text[at] = text[at] == other ? 'B' : other;
    return text;
}

}  // namespace

TEST(BuonoAuditNote, BelievesAHeadThatTheKnownKeySigned) {
    const auto answer = auditedWith(kNote, kKey);
    EXPECT_EQ(answer.exit, 0) << answer.out << answer.error;
    EXPECT_NE(answer.out.find("proven      heads       2 heads"), std::string::npos) << answer.out;
    // A second signature, of somebody else, before the city's.
    EXPECT_EQ(
        auditedWith(kText + "\n\u2014 witness " + kSignature + "\n\u2014 buono-milano " + kSignature + "\n", kKey).exit,
        0);
}

TEST(BuonoAuditNote, SeesThatTheJournalIsNotTheOneThatWasSigned) {
    auto city = City::small();
    city.entries[0].time_us -= 1;
    const auto answer = auditedWith(kNote, kKey, city);
    EXPECT_EQ(answer.exit, 1);
    EXPECT_NE(answer.told("heads").find("entry 8 is not the one whose head was handed out"), std::string::npos)
        << answer.out;
}

TEST(BuonoAuditNote, BelievesNoOtherNote) {
    const std::pair<const char*, std::string> notes[] = {
        {"another entry", with(kNote, 21, '9')},
        {"another hash", with(kNote, 30, '0')},
        {"another time", with(kNote, kText.size() - 3, '1')},
        {"another signature", with(kNote, kNote.size() - 20, 'A')},
        {"no signature", kText + "\n"},
        {"no gap", kText + "\u2014 buono-milano " + kSignature + "\n"},
        {"another name", kText + "\n\u2014 buono-roma " + kSignature + "\n"},
        {"no end of line", kNote.substr(0, kNote.size() - 1)},
        {"nothing", ""},
    };
    for (const auto& [what, note] : notes) {
        SCOPED_TRACE(what);
        const auto answer = auditedWith(note, kKey);
        EXPECT_EQ(answer.exit, 1);
        EXPECT_EQ(answer.faults(), "heads") << answer.out;
    }
}

TEST(BuonoAuditNote, BelievesNoOtherKey) {
    const auto id = kKey.find('+') + 1;
    const std::string keys[] = {"buono-roma" + kKey.substr(kKey.find('+')),
                                with(kKey, id, '0'),
                                with(kKey, kKey.size() - 10, 'A'),
                                "buono-milano",
                                "a+b+c",
                                "++"};
    for (const auto& key : keys) {
        SCOPED_TRACE(key);
        EXPECT_EQ(auditedWith(kNote, key).exit, 1);
    }
    EXPECT_EQ(audit({"any.db", "--key", kKey}).exit, 2) << "a key without a note";
    EXPECT_EQ(audit({"any.db", "--note", "head.note"}).exit, 2) << "a note without a key";
}

}  // namespace city
