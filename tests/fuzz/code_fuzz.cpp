// A code as somebody types it: what is read has one form, and one wrong symbol is never read.
#include "core/purchases/code.hpp"

#include "input.hpp"

FUZZ(text) {
    using namespace buono::purchases;
    const auto code = readCode(text);
    if (!code) return;
    BUONO_CHECK(code->size() == kCodeSymbols && readCode(*code) == code);
    BUONO_CHECK(readCode(groupedCode(*code)) == code);
    for (std::size_t i = 0; i < code->size(); ++i) {
        auto wrong = *code;
        wrong[i] = wrong[i] == '0' ? '1' : '0';
        BUONO_CHECK(!readCode(wrong));
    }
}
