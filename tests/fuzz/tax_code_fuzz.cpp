// A tax code: what is accepted reads back as itself, and its birth fits the day it names.
#include "core/people/tax_code.hpp"

#include "input.hpp"

FUZZ(text) {
    using buono::people::TaxCode;
    const auto code = TaxCode::parse(text);
    if (!code) return;
    BUONO_CHECK(text.size() == TaxCode::kLength && code->text().size() == TaxCode::kLength);
    const auto again = TaxCode::parse(code->text());
    BUONO_CHECK(again && *again == *code);
    (void)code->female();
    (void)code->isOmocodia();
    if (const auto born = code->born(2026); born.ok()) BUONO_CHECK(buono::people::fits(*code, born));
}
