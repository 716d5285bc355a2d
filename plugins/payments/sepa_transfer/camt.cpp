#include "camt.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "reference.hpp"
#include "xml.hpp"

namespace sepa {
namespace {

constexpr std::size_t kTextMax = 8192;  // Of one payment's remittance; the standard has 140 a line.

struct Detail {
    std::string amount, currency, direction, id, end_to_end, transaction, remittance;
    std::vector<std::string> structured;
    bool returned = false;
};

struct Entry {
    std::string amount, currency, direction, status, reversal, value_date, booking_date, id, remark;
    std::vector<Detail> details;
};

std::string trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return std::string{text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1)};
}

std::string withoutBlanks(std::string text) {
    std::erase_if(text, [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; });
    for (auto& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return text;
}

void add(std::string& to, std::string_view text) {
    if (to.size() + text.size() < kTextMax) to.append(text).append(" ");
}

/// A text that may stand in a receipt's number: at most 40 of letters, digits and "-./"; others by a digest.
std::string plainId(const std::string& id) {
    const auto allowed = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '/' ||
               c == '.';
    };
    constexpr std::size_t kIdMax = 40;
    return id.size() <= kIdMax && std::ranges::all_of(id, allowed) ? id : "D-" + digestOf(id);
}

class Reader {
public:
    explicit Reader(std::string_view bytes) : xml_{bytes} {}

    Movements read() {
        for (auto event = xml_.next();; event = xml_.next()) {
            if (event == Xml::Event::Broken) return refused("not_xml");
            if (event == Xml::Event::End) return std::move(out_);
            if (event == Xml::Event::Text && text_.size() < kTextMax) text_ += xml_.text();
            if (event == Xml::Event::Open && !open()) return refused(kind_);
            if (event == Xml::Event::Close) close();
        }
    }

private:
    static Movements refused(std::string why) { return {{}, std::move(why)}; }

    bool isKnown(std::string_view space) {
        constexpr std::array<std::string_view, 4> kVersions{"camt.053.001.02", "camt.053.001.08", "camt.054.001.02",
                                                            "camt.054.001.08"};
        const auto at = space.rfind(':');
        const auto version = at == std::string_view::npos ? space : space.substr(at + 1);
        kind_ = version.starts_with("camt.053.") || version.starts_with("camt.054.") ? "other_version" : "not_a_camt";
        return std::ranges::find(kVersions, version) != kVersions.end();
    }

    bool open() {
        text_.clear();
        if (xml_.depth() == 1) return isKnown(xml_.space());
        lengths_.push_back(path_.size());
        path_.append("/").append(xml_.name());
        if (path_ == "/BkToCstmrStmt/Stmt" || path_ == "/BkToCstmrDbtCdtNtfctn/Ntfctn") {
            base_ = path_.size();
            account_.clear();
        }
        const auto here = place();
        if (here == "/Ntry") entry_ = {};
        if (here == "/Ntry/NtryDtls/TxDtls") entry_.details.emplace_back();
        if (here == "/Ntry/NtryDtls/TxDtls/RtrInf" && !entry_.details.empty()) entry_.details.back().returned = true;
        currency_ = xml_.attribute("Ccy");
        return true;
    }

    /// Within a statement; "" elsewhere.
    std::string_view place() const {
        return base_ > 0 && path_.size() > base_ ? std::string_view{path_}.substr(base_) : std::string_view{};
    }

    void close() {
        if (xml_.depth() == 1) return;
        const auto here = place();
        constexpr std::string_view kDetail = "/Ntry/NtryDtls/TxDtls/";
        if (here.starts_with(kDetail)) {
            if (!entry_.details.empty()) detail(here.substr(kDetail.size()), entry_.details.back());
        } else if (here == "/Ntry") {
            finish();
        } else if (!here.empty()) {
            ofEntry(here);
        }
        if (path_.size() == base_) base_ = 0;
        path_.resize(lengths_.back());
        lengths_.pop_back();
        text_.clear();
    }

    void ofEntry(std::string_view here) {
        if (here == "/Acct/Id/IBAN") account_ = withoutBlanks(text_);
        if (here == "/Ntry/Amt") entry_.amount = trimmed(text_), entry_.currency = currency_;
        if (here == "/Ntry/CdtDbtInd") entry_.direction = trimmed(text_);
        if (here == "/Ntry/RvslInd") entry_.reversal = trimmed(text_);
        if (here == "/Ntry/Sts/Cd" || (here == "/Ntry/Sts" && entry_.status.empty())) entry_.status = trimmed(text_);
        if (here == "/Ntry/ValDt/Dt" || here == "/Ntry/ValDt/DtTm") entry_.value_date = trimmed(text_).substr(0, 10);
        if (here == "/Ntry/BookgDt/Dt" || here == "/Ntry/BookgDt/DtTm")
            entry_.booking_date = trimmed(text_).substr(0, 10);
        if (here == "/Ntry/AcctSvcrRef") entry_.id = trimmed(text_);
        if (here == "/Ntry/AddtlNtryInf") add(entry_.remark, text_);
    }

    void detail(std::string_view here, Detail& detail) {
        // Version 08 says the amount in Amt, 02 in AmtDtls.
        if (here == "Amt" || (here == "AmtDtls/TxAmt/Amt" && detail.amount.empty()))
            detail.amount = trimmed(text_), detail.currency = currency_;
        if (here == "CdtDbtInd") detail.direction = trimmed(text_);
        if (here == "Refs/AcctSvcrRef") detail.id = trimmed(text_);
        if (here == "Refs/EndToEndId") detail.end_to_end = trimmed(text_);
        if (here == "Refs/TxId") detail.transaction = trimmed(text_);
        if (here == "RmtInf/Ustrd" || here == "AddtlTxInf") add(detail.remittance, text_);
        if (here == "RmtInf/Strd/CdtrRefInf/Ref") detail.structured.push_back(withoutBlanks(text_));
    }

    void finish() {
        const bool plain = entry_.details.empty();
        if (plain) entry_.details.emplace_back();
        for (std::size_t i = 0; i < entry_.details.size(); ++i) out_.all.push_back(movement(entry_.details[i], i));
        entry_ = {};
    }

    Movement movement(const Detail& detail, std::size_t place) {
        const bool alone = entry_.details.size() == 1;
        const auto& direction = detail.direction.empty() ? entry_.direction : detail.direction;
        Movement one;
        one.credit = direction == "CRDT";
        one.booked = entry_.status == "BOOK";
        one.undone = entry_.reversal == "true" || entry_.reversal == "1" || detail.returned;
        const bool own = !detail.amount.empty();
        if (own || alone) one.amount_minor = minorUnits(own ? detail.amount : entry_.amount);
        one.currency = own ? detail.currency : entry_.currency;
        one.account = account_;
        one.value_date = entry_.value_date.empty() ? entry_.booking_date : entry_.value_date;
        for (const auto& ref : detail.structured)
            if (isCreditorReference(ref) && std::ranges::find(one.references, ref) == one.references.end())
                one.references.push_back(ref);
        findReferences(detail.remittance, one.references);
        if (alone) findReferences(entry_.remark, one.references);
        one.id = idOf(detail, one, place);
        return one;
    }

    std::string idOf(const Detail& detail, const Movement& one, std::size_t place) {
        if (!detail.id.empty()) return plainId(detail.id);
        if (!entry_.id.empty())
            return plainId(entry_.details.size() == 1 ? entry_.id : entry_.id + "." + std::to_string(place + 1));
        if (!detail.transaction.empty()) return plainId(detail.transaction);
        // Equal ones in one file are as many payments; the same file again counts them alike.
        auto made = "N-" + digestOf(one.value_date + "|" + detail.amount + "|" + entry_.amount + "|" +
                                    detail.end_to_end + "|" + detail.remittance + entry_.remark + "|" + one.account);
        if (const int again = made_[made]++; again > 0) made += "." + std::to_string(again + 1);
        return made;
    }

    Xml xml_;
    Movements out_;
    std::string path_, text_, account_, kind_;
    std::string_view currency_;
    std::vector<std::size_t> lengths_;
    std::size_t base_ = 0;
    Entry entry_;
    std::map<std::string, int> made_;
};

}  // namespace

std::optional<std::int64_t> minorUnits(std::string_view text) {
    constexpr std::int64_t kMax = 1'000'000'000'000'000;
    std::int64_t minor = 0;
    int decimals = -1;
    if (text.empty() || text.front() == '.' || text.back() == '.') return std::nullopt;
    for (const char c : text) {
        if (c == '.' && decimals < 0) {
            decimals = 0;
        } else if (c < '0' || c > '9' || minor > kMax) {
            return std::nullopt;
        } else if (decimals >= 2) {
            if (c != '0') return std::nullopt;
        } else {
            minor = minor * 10 + (c - '0');
            decimals += decimals < 0 ? 0 : 1;
        }
    }
    for (int i = std::max(decimals, 0); i < 2; ++i) minor *= 10;
    return minor;
}

Movements readCamt(std::string_view bytes) { return Reader{bytes}.read(); }

}  // namespace sepa
