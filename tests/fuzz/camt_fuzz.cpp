// A bank's file: whatever it holds, amounts are whole cents, references are good, and an entry's name may be a receipt.
#include <algorithm>

#include "camt.hpp"
#include "input.hpp"
#include "reference.hpp"
#include "xml.hpp"

namespace {

void checkReader(std::string_view bytes) {
    sepa::Xml xml{bytes};
    std::size_t events = 0;
    for (auto event = xml.next(); event != sepa::Xml::Event::End && event != sepa::Xml::Event::Broken;
         event = xml.next()) {
        BUONO_CHECK(xml.depth() >= 1 && xml.depth() <= sepa::Xml::kDepthMax);
        BUONO_CHECK(++events <= 2 * bytes.size() && xml.text().size() <= bytes.size());
    }
}

}  // namespace

FUZZ(text) {
    checkReader(text);
    const auto read = sepa::readCamt(text);
    BUONO_CHECK(read.refusal.empty() || read.all.empty());
    for (const auto& one : read.all) {
        BUONO_CHECK(!one.id.empty() && one.id.size() <= 40 && one.id.find_first_of("\"\\ <") == std::string::npos);
        BUONO_CHECK(!one.amount_minor || *one.amount_minor >= 0);
        for (const auto& reference : one.references) BUONO_CHECK(sepa::isCreditorReference(reference));
    }
}
